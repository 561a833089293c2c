import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Schema } from '../../../api/api';
import { ProblemNotice } from '../../../ui/problem-notice';
import { DayInput } from '../../../ui/day-input/day-input';
import { Dialogue } from '../../../ui/dialogue';
import { ForecastPanel } from './forecast-panel';
import classes from './forecast-panel.module.css';
import { tell } from '../../../ui/tell';
import { words } from './texts';
import { isPreviewOf, useAsked } from './use-asked';

type Move = Schema<'NewCarriage'>;

interface CarriageDialogueProps {
  readonly contract: Schema<'OneContractView'>;
  readonly onClose: () => void;
}

/** Another issuer carries the contract from a day on; what it changes in billing is told first. */
export function CarriageDialogue({ contract, onClose }: CarriageDialogueProps) {
  const t = words.use();
  const [issuer, setIssuer] = useState<string | null>(null);
  const [from, setFrom] = useState<string | null>(null);
  // As it was read: a move by somebody else since then is told as a conflict.
  const [fromRevision] = useState(contract.carriageRevision);
  const issuers = api.useQuery('get', '/api/issuers', { params: { query: { size: 500 } } });
  const payload: Move | null = issuer && from ? { to: Number(issuer), from, fromRevision } : null;
  const asked = useAsked(payload);
  const path = { id: contract.id };
  const preview = api.useQuery(
    'post',
    '/api/contracts/{id}/carriages/preview',
    { params: { path }, body: asked ?? ({} as Move) },
    { enabled: asked !== null, placeholderData: keepPreviousData, retry: false },
  );
  const move = api.useMutation('post', '/api/contracts/{id}/carriages', {
    onSuccess: () => {
      tell(t('carriage.done'));
      onClose();
    },
  });
  return (
    <Dialogue size="80rem" onClose={onClose} title={t('carriage.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (payload) move.mutate({ params: { path }, body: payload });
        }}
      >
        <div className={classes.sides}>
          <Stack gap="sm">
            <Text size="sm">{t('carriage.lead')}</Text>
            <Select
              required
              data-autofocus
              label={t('carriage.to')}
              data={(issuers.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
              value={issuer}
              onChange={setIssuer}
            />
            <DayInput required label={t('carriage.from')} value={from} onChange={setFrom} />
          </Stack>
          <ForecastPanel query={preview} asked={payload !== null} incomplete={t('carriage.incomplete')} />
        </div>
        <Stack mt="md" gap="sm">
          <ProblemNotice error={move.error} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('dialogue.cancel')}
            </Button>
            <Button type="submit" disabled={!isPreviewOf(payload, asked, preview)} loading={move.isPending}>
              {t('carriage.confirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}
