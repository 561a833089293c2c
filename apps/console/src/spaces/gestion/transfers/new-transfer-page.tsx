import { Button, Card, Group, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { api } from '../../../api/api';
import { Page } from '../../../ui/page';
import { ProblemNotice } from '../../../ui/problem-notice';
import { type Choice, ChoiceForm } from './choice-form';
import { words } from './texts';

/** Opens a dossier; from a contract's page with that contract chosen. */
export function NewTransferPage() {
  const t = words.use();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const issuers = api.useQuery('get', '/api/issuers', { params: { query: { size: 500 } } });
  const asked = params.get('contrat');
  const [choice, setChoice] = useState<Choice>({
    contracts: asked ? [asked] : [],
    to: null,
    movesOn: null,
    title: '',
  });
  const contract = api.useQuery(
    'get',
    '/api/contracts/{id}',
    { params: { path: { id: Number(asked) } } },
    { enabled: asked !== null },
  );
  // Where there is but one issuer to move it to, that one.
  const carrier = contract.data?.today.carrier?.id;
  const targets = (issuers.data?.items ?? []).filter(({ id, outside }) => !outside && id !== carrier);
  const only = targets.length === 1 && (asked === null || contract.isSuccess) ? String(targets[0]!.id) : null;
  const whole = { ...choice, to: choice.to ?? only };
  const open = api.useMutation('post', '/api/contract-transfers', {
    onSuccess: ({ id }) => void navigate(`/gestion/rapatriements/${id}?etape=conflicts`),
  });
  const ready = whole.contracts.length > 0 && whole.to !== null && whole.movesOn !== null;
  return (
    <Page title={t('new')} above={[{ to: '/gestion/rapatriements', label: t('title') }]}>
      <Card withBorder padding="lg" maw={760}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (whole.to && whole.movesOn)
              open.mutate({
                body: {
                  contracts: whole.contracts.map(Number),
                  to: Number(whole.to),
                  movesOn: whole.movesOn,
                  title: whole.title.trim() || null,
                },
              });
          }}
        >
          <Stack>
            <Title order={2}>{t('choice.title')}</Title>
            <ChoiceForm choice={whole} onChange={setChoice} />
            <ProblemNotice error={open.error} />
            <Group>
              <Button type="submit" disabled={!ready} loading={open.isPending}>
                {t('choice.open')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Card>
    </Page>
  );
}
