import { Alert, Button, Checkbox, Divider, Drawer, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { api, type Schema } from '../../../api/api';
import { useMay, useWho } from '../../../app/session/who';
import { ProblemNotice } from '../../../ui/problem-notice';
import { SHORTEST_PASSWORD } from './account-form';
import { ROLES } from './roles';
import { words } from './texts';

type Account = Schema<'AccountView'>;

interface PersonDrawerProps {
  readonly account: Account | undefined;
  readonly onClose: () => void;
}

/** One person: roles, access, password. Each act counts at once and is refused with its reason. */
export function PersonDrawer({ account, onClose }: PersonDrawerProps) {
  const t = words.use();
  const mayChange = useMay('administrator');
  return (
    <Drawer
      opened={account !== undefined}
      onClose={onClose}
      position="right"
      title={account?.name}
      closeButtonProps={{ 'aria-label': t('close') }}
      // Its header is no second banner of the page.
      attributes={{ header: { role: 'presentation' } }}
    >
      {account && (
        <Stack>
          <Text size="sm" c="dimmed">
            {account.email}
          </Text>
          {!mayChange && <Text size="sm">{t('readOnly')}</Text>}
          <Roles key={`roles ${account.id}`} account={account} mayChange={mayChange} />
          {mayChange && (
            <>
              <Divider />
              <Password key={account.id} account={account} />
              <Divider />
              <Access account={account} />
            </>
          )}
        </Stack>
      )}
    </Drawer>
  );
}

function Roles({ account, mayChange }: { readonly account: Account; readonly mayChange: boolean }) {
  const t = words.use();
  const { id } = account;
  // What was just asked for is shown at once; a refusal shows what is.
  const [roles, setRoles] = useState(account.roles);
  useEffect(() => setRoles(account.roles), [account.roles]);
  const answers = {
    onSuccess: (changed: Account) => setRoles(changed.roles),
    onError: () => setRoles(account.roles),
  };
  const grant = api.useMutation('post', '/api/accounts/{id}/roles', answers);
  const revoke = api.useMutation('delete', '/api/accounts/{id}/roles/{role}', answers);
  return (
    <Stack gap="xs">
      <Title order={3} size="h4">
        {t('people.rolesColumn')}
      </Title>
      <Text size="xs" c="dimmed">
        {t('people.rolesHint')}
      </Text>
      {ROLES.map((role) => (
        <Checkbox
          key={role}
          label={t(`people.roles.${role}`)}
          description={t(`people.roleHints.${role}`)}
          checked={roles.includes(role)}
          disabled={!mayChange}
          onChange={({ currentTarget: { checked } }) => {
            grant.reset();
            revoke.reset();
            setRoles(checked ? [...roles, role] : roles.filter((each) => each !== role));
            if (checked) grant.mutate({ params: { path: { id } }, body: { role } });
            else revoke.mutate({ params: { path: { id, role } } });
          }}
        />
      ))}
      <ProblemNotice error={grant.error ?? revoke.error} />
    </Stack>
  );
}

function Password({ account }: { readonly account: Account }) {
  const t = words.use();
  const isOwn = useWho().accountId === account.id;
  const change = api.useMutation('put', '/api/accounts/{id}/password', { onSuccess: () => form.reset() });
  const form = useForm({
    initialValues: { currentPassword: '', newPassword: '' },
    validate: {
      currentPassword: (typed) => (isOwn && !typed ? t('people.missing') : null),
      newPassword: (typed) => (typed.length < SHORTEST_PASSWORD ? t('people.tooShort') : null),
    },
  });
  const submit = form.onSubmit(({ currentPassword, newPassword }) =>
    change.mutate({
      params: { path: { id: account.id } },
      body: isOwn ? { currentPassword, newPassword } : { newPassword },
    }),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs">
        <Title order={3} size="h4">
          {t('people.password')}
        </Title>
        {isOwn && (
          <PasswordInput
            label={t('people.currentPassword')}
            autoComplete="current-password"
            {...form.getInputProps('currentPassword')}
          />
        )}
        <PasswordInput
          label={t('people.newPassword')}
          description={
            isOwn ? t('people.passwordHint') : `${t('people.passwordHint')} ${t('people.passwordOther')}`
          }
          autoComplete="new-password"
          {...form.getInputProps('newPassword')}
        />
        <ProblemNotice error={change.error} />
        {change.isSuccess && (
          <Alert color="teal" variant="light" role="status" icon={<IconCircleCheck aria-hidden />}>
            {t('people.passwordChanged')}
          </Alert>
        )}
        <Button type="submit" variant="default" loading={change.isPending}>
          {t('people.changePassword')}
        </Button>
      </Stack>
    </form>
  );
}

function Access({ account }: { readonly account: Account }) {
  const t = words.use();
  const disable = api.useMutation('post', '/api/accounts/{id}/deactivation');
  const enable = api.useMutation('delete', '/api/accounts/{id}/deactivation');
  const params = { path: { id: account.id } };
  return (
    <Stack gap="xs">
      <Title order={3} size="h4">
        {t('people.access')}
      </Title>
      <Text size="xs" c="dimmed">
        {t('people.deactivateHint')}
      </Text>
      <ProblemNotice error={disable.error ?? enable.error} />
      {account.disabledAt === null ? (
        <Button
          variant="light"
          color="red"
          loading={disable.isPending}
          onClick={() => disable.mutate({ params })}
        >
          {t('people.deactivate')}
        </Button>
      ) : (
        <Button variant="default" loading={enable.isPending} onClick={() => enable.mutate({ params })}>
          {t('people.activate')}
        </Button>
      )}
    </Stack>
  );
}
