import { Button, Group, List, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { DayInput } from '../../../ui/day-input/day-input';
import { useForm } from '@mantine/form';
import { useNavigate, useSearchParams } from 'react-router';
import { api } from '../../../api/api';
import { today } from '../../../api/today';
import { useMay } from '../../../app/session/who';
import { EmptyState } from '../../../ui/empty-state';
import { Loaded } from '../../../ui/loaded';
import { Page } from '../../../ui/page';
import { ProblemNotice } from '../../../ui/problem-notice';
import { IssuerSelect, useBillingIssuers } from './issuer-select';
import { words } from './texts';

/** What is asked of a proposal, and what it will look at. `?emetteur=` and `?au=` fill it in. */
export function ProposePage() {
  const t = words.use();
  const issuers = useBillingIssuers();
  const mayPropose = useMay('administrator', 'accountant');
  return (
    <Page
      title={t('wish.title')}
      lead={t('wish.lead')}
      above={[{ to: '/gestion/campagnes', label: t('title') }]}
    >
      <Loaded query={issuers}>
        {([first]) =>
          first ? (
            <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" maw={1100}>
              {mayPropose ? <ProposeForm firstIssuer={first.code} /> : <Text>{t('wish.readersOnly')}</Text>}
              <WhatIsLookedAt />
            </SimpleGrid>
          ) : (
            <EmptyState title={t('empty.title')}>{t('wish.none')}</EmptyState>
          )
        }
      </Loaded>
    </Page>
  );
}

function ProposeForm({ firstIssuer }: { readonly firstIssuer: string }) {
  const t = words.use();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const form = useForm({
    initialValues: {
      issuer: params.get('emetteur') ?? firstIssuer,
      asOf: (params.get('au') ?? today()) as string | null,
      issueOn: today() as string | null,
    },
    validate: {
      issuer: (issuer) => (issuer ? null : t('wish.wanted')),
      asOf: (day) => (day ? null : t('wish.dayWanted')),
      issueOn: (day) => (day ? null : t('wish.dayWanted')),
    },
  });
  const propose = api.useMutation('post', '/api/billing-runs', {
    onSuccess: ({ id }) => void navigate(`/gestion/campagnes/${id}`),
  });
  return (
    <Paper
      component="form"
      withBorder
      p="lg"
      onSubmit={form.onSubmit(({ issuer, asOf, issueOn }) =>
        propose.mutate({ body: { issuer, asOf: asOf!, issueOn: issueOn! } }),
      )}
      noValidate
    >
      <Stack>
        <IssuerSelect
          label={t('wish.issuer')}
          description={t('wish.issuerHint')}
          {...form.getInputProps('issuer')}
        />
        <DayInput label={t('wish.asOf')} description={t('wish.asOfHint')} {...form.getInputProps('asOf')} />
        <DayInput
          label={t('wish.issueOn')}
          description={t('wish.issueOnHint')}
          {...form.getInputProps('issueOn')}
        />
        <ProblemNotice error={propose.error} />
        <Group>
          <Button type="submit" disabled={propose.isPending}>
            {propose.isPending ? t('wish.submitting') : t('wish.submit')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

function WhatIsLookedAt() {
  const t = words.use();
  return (
    <Stack gap="xs" pt="md">
      <Title order={2}>{t('wish.looks')}</Title>
      <List spacing="xs" size="sm">
        <List.Item>{t('wish.looked1')}</List.Item>
        <List.Item>{t('wish.looked2')}</List.Item>
        <List.Item>{t('wish.looked3')}</List.Item>
        <List.Item>{t('wish.looked4')}</List.Item>
        <List.Item>{t('wish.looked5')}</List.Item>
      </List>
    </Stack>
  );
}
