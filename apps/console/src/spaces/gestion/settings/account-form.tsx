import { Button, Checkbox, Group, Modal, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api } from '../../../api/api';
import { ProblemNotice } from '../../../ui/problem-notice';
import { type Role, ROLES } from './roles';
import { words } from './texts';

export const SHORTEST_PASSWORD = 12;

interface AccountFormProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** A new person, with a first password that is told by word of mouth. */
export function AccountForm({ opened, onClose }: AccountFormProps) {
  const t = words.use();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('people.add')}
      closeButtonProps={{ 'aria-label': t('close') }}
      // Its header is no second banner of the page.
      attributes={{ header: { role: 'presentation' } }}
    >
      <NewAccount onClose={onClose} />
    </Modal>
  );
}

function NewAccount({ onClose }: { readonly onClose: () => void }) {
  const t = words.use();
  const create = api.useMutation('post', '/api/accounts', { onSuccess: onClose });
  const form = useForm({
    initialValues: { name: '', email: '', password: '', roles: [] as Role[] },
    validate: {
      name: (name) => (name.trim() ? null : t('people.missing')),
      email: (email) => (email.trim() ? null : t('people.missing')),
      password: (password) => (password.length < SHORTEST_PASSWORD ? t('people.tooShort') : null),
      roles: (roles) => (roles.length === 0 ? t('people.rolesMissing') : null),
    },
  });
  return (
    <form onSubmit={form.onSubmit((body) => create.mutate({ body }))} noValidate>
      <Stack>
        <TextInput label={t('people.name')} required data-autofocus {...form.getInputProps('name')} />
        <TextInput
          label={t('people.email')}
          type="email"
          autoComplete="off"
          required
          {...form.getInputProps('email')}
        />
        <Checkbox.Group label={t('people.rolesColumn')} required {...form.getInputProps('roles')}>
          <Stack gap="xs" mt={4}>
            {ROLES.map((role) => (
              <Checkbox
                key={role}
                value={role}
                label={t(`people.roles.${role}`)}
                description={t(`people.roleHints.${role}`)}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <PasswordInput
          label={t('people.password')}
          description={`${t('people.passwordHint')} ${t('people.passwordOther')}`}
          autoComplete="new-password"
          required
          {...form.getInputProps('password')}
        />
        <ProblemNotice error={create.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('people.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
