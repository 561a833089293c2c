import { Alert, Button, Group, List, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../../../api/api';
import { useLanguage, writeAmount, writeDay, writeInstant } from '../../../../i18n/format';
import { Dialogue } from '../../../../ui/dialogue';
import { ProblemNotice } from '../../../../ui/problem-notice';
import { tell } from '../../../../ui/tell';
import { ForecastPanel } from '../../contracts/forecast-panel';
import { words } from '../texts';
import type { StepProps } from './step';

/** What the switch would change, and then the switch. */
export function SwitchStep(props: StepProps) {
  const t = words.use();
  const language = useLanguage();
  const { transfer } = props;
  const switched = transfer.steps.find(({ step }) => step === 'switch');
  return (
    <Stack gap="md">
      <div>
        <Title order={2}>{t('switching.title')}</Title>
        <Text size="sm" c="dimmed">
          {t('switching.lead', {
            from: transfer.from.name,
            to: transfer.to.name,
            day: writeDay(transfer.movesOn, language),
          })}
        </Text>
      </div>
      {transfer.state === 'preparing' ? (
        <BeforeSwitch {...props} />
      ) : (
        switched?.doneAt && (
          <Alert role="note" variant="light" color="teal">
            {t('switching.doneOn', {
              at: writeInstant(switched.doneAt, language),
              who: switched.doneBy ?? '',
            })}
          </Alert>
        )
      )}
    </Stack>
  );
}

function BeforeSwitch({ transfer, mayWrite, goTo }: StepProps) {
  const t = words.use();
  const language = useLanguage();
  const [asking, ask] = useState(false);
  const path = { id: transfer.id };
  const preview = api.useQuery(
    'post',
    '/api/contract-transfers/{id}/switch/preview',
    { params: { path } },
    { enabled: mayWrite, retry: false },
  );
  const move = api.useMutation('post', '/api/contract-transfers/{id}/switch', {
    onSuccess: () => {
      tell(t('switching.done'));
      goTo('firstInvoice');
    },
  });
  const told = preview.data;
  return (
    <>
      {told && (
        <section>
          <Title order={3} size="h4" mb="xs">
            {t('switching.first')}
          </Title>
          {told.firstBillings.length === 0 ? (
            <Text size="sm">{t('switching.noFirst')}</Text>
          ) : (
            <List size="sm">
              {told.firstBillings.map(({ client, billableOn, net }) => (
                <List.Item key={client.id}>
                  {t('switching.firstOf', {
                    client: client.name,
                    net: writeAmount(net, language),
                    day: writeDay(billableOn, language),
                  })}
                </List.Item>
              ))}
            </List>
          )}
        </section>
      )}
      {told && told.waiting !== '0.00' && (
        <Alert role="note" variant="light" color="yellow">
          {t('switching.waiting', { net: writeAmount(told.waiting, language), from: transfer.from.name })}
        </Alert>
      )}
      <ForecastPanel query={preview} asked={mayWrite} incomplete={t('switching.forecast')} />
      {mayWrite && (
        <Group>
          <Button disabled={!told} onClick={() => ask(true)}>
            {t('switching.confirm')}
          </Button>
        </Group>
      )}
      {asking && told && (
        <Dialogue onClose={() => ask(false)} title={t('switching.ask')}>
          <Stack>
            <Text size="sm">
              {t('switching.askText', {
                count: transfer.contracts.length,
                to: transfer.to.name,
                day: writeDay(transfer.movesOn, language),
              })}
            </Text>
            <ProblemNotice error={move.error} />
            <Group justify="flex-end">
              <Button variant="default" onClick={() => ask(false)} data-autofocus>
                {t('switching.cancel')}
              </Button>
              <Button
                loading={move.isPending}
                onClick={() => move.mutate({ params: { path }, body: { digest: told.digest } })}
              >
                {t('switching.confirm')}
              </Button>
            </Group>
          </Stack>
        </Dialogue>
      )}
    </>
  );
}
