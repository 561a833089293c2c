import { Anchor, Button, Card, Group, List, Select, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, type Schema } from '../../../../api/api';
import { addDays, say, useLanguage, writeDay, writeInstant, writePeriod } from '../../../../i18n/format';
import { Amount } from '../../../../ui/amount';
import { DayInput } from '../../../../ui/day-input/day-input';
import { ProblemNotice } from '../../../../ui/problem-notice';
import { StateBadge, type Tone } from '../../../../ui/state-badge';
import { tell } from '../../../../ui/tell';
import { words } from '../texts';
import { decisionsOf, type LineChoice, keyOf, readChoices } from './reading-choices';

type Reading = Schema<'TransferReadingView'>;
type ReadDocument = Schema<'ReadTransferDocumentView'>;

const TONES = { sure: 'done', probable: 'attention', none: 'waiting' } as const satisfies Record<
  string,
  Tone
>;

interface ReadingCardProps {
  readonly reading: Reading;
  readonly transfer: Schema<'TransferView'>;
  readonly mayWrite: boolean;
}

/** One file as it was read: what each line bills is proposed, and decided by a person. */
export function ReadingCard({ reading, transfer, mayWrite }: ReadingCardProps) {
  const t = words.use();
  const language = useLanguage();
  const [choices, setChoices] = useState(() => readChoices(reading));
  const path = { id: transfer.id, reading: reading.id };
  const body = { decisions: decisionsOf(reading, choices) };
  const preview = api.useMutation(
    'post',
    '/api/contract-transfers/{id}/readings/{reading}/recording/preview',
  );
  const record = api.useMutation('post', '/api/contract-transfers/{id}/readings/{reading}/recording', {
    onSuccess: ({ recorded }) => tell(t('billing.done', { count: recorded.length })),
  });
  const waiting = reading.documents.some(({ invoice }) => invoice === null);
  const change = (key: string, choice: LineChoice) => {
    preview.reset();
    record.reset();
    setChoices({ ...choices, [key]: choice });
  };
  const may = mayWrite && waiting;
  return (
    <Card withBorder padding="md">
      <Stack gap="sm">
        <div>
          <Title order={3} size="h4">
            {reading.fileName}
          </Title>
          <Text size="sm" c="dimmed">
            {t('billing.readBy', { at: writeInstant(reading.readAt, language), who: reading.readBy })}
          </Text>
        </div>
        {reading.documents.map((document) => (
          <ReadDocumentRows
            key={document.number}
            {...{ document, transfer, choices, change }}
            may={may && document.invoice === null}
          />
        ))}
        <ProblemNotice error={preview.error ?? record.error} />
        {preview.data && !record.isSuccess && <Told told={preview.data} />}
        {may && (
          <Group>
            <Button
              variant="default"
              loading={preview.isPending}
              onClick={() => preview.mutate({ params: { path }, body })}
            >
              {t('billing.preview')}
            </Button>
            <Button
              disabled={!preview.isSuccess}
              loading={record.isPending}
              onClick={() => record.mutate({ params: { path }, body })}
            >
              {t('billing.record')}
            </Button>
          </Group>
        )}
      </Stack>
    </Card>
  );
}

interface DocumentProps {
  readonly document: ReadDocument;
  readonly transfer: Schema<'TransferView'>;
  readonly choices: Readonly<Record<string, LineChoice>>;
  readonly change: (key: string, choice: LineChoice) => void;
  readonly may: boolean;
}

function ReadDocumentRows({ document, transfer, choices, change, may }: DocumentProps) {
  const t = words.use();
  const language = useLanguage();
  const path = { id: transfer.id };
  const picture = api.useQuery('get', '/api/contract-transfers/{id}/picture', { params: { path } });
  const lines = (picture.data?.lines ?? []).map(({ line, contract, client }) => ({
    value: String(line.id),
    label: `${line.label} – ${contract.code}, ${client.name}`,
  }));
  const said = { number: document.number, day: writeDay(document.issuedOn, language) };
  return (
    <section>
      <Group gap="xs" mb={4}>
        <Text fw={600} size="sm">
          {t(document.type === 'invoice' ? 'billing.invoice' : 'billing.creditNote', said)}
        </Text>
        <Text size="sm" c="dimmed">
          {t('billing.of', { client: document.client })} · <Amount of={document.net} />
        </Text>
        {document.invoice !== null && (
          <Anchor component={Link} to={`/gestion/factures/${document.invoice}`} size="sm">
            <StateBadge tone={document.refusal ? 'failed' : 'done'}>
              {t(document.refusal ? 'billing.refused' : 'billing.recorded')}
            </StateBadge>
          </Anchor>
        )}
      </Group>
      {document.refusal && (
        <Text size="sm" pl="md" mb={4}>
          {t('billing.refusedWhy', { number: document.number, reason: say(document.refusal, language) })}
        </Text>
      )}
      {document.lines.map((line, at) => {
        const key = keyOf(document.number, at);
        const choice = choices[key]!;
        if (!may)
          return (
            <Text key={key} size="sm" pl="md">
              {line.label}
              {line.period && ` · ${writePeriod(line.period, language)}`}
            </Text>
          );
        return (
          <Stack key={key} gap={4} pl="md" mb="xs">
            <Text size="sm">
              {line.label} · <Amount of={line.net} />
            </Text>
            <Group gap="sm" align="flex-start">
              <Select
                size="xs"
                w={{ base: '100%', sm: 380 }}
                aria-label={t('billing.billsOf', { label: line.label })}
                data={[{ value: '', label: t('billing.nothing') }, ...lines]}
                value={choice.contractLine}
                allowDeselect={false}
                onChange={(contractLine) => change(key, { ...choice, contractLine: contractLine ?? '' })}
              />
              {choice.contractLine !== '' && (
                <>
                  <DayInput
                    size="xs"
                    w={150}
                    aria-label={t('billing.periodFrom', { label: line.label })}
                    value={choice.from}
                    onChange={(from) => change(key, { ...choice, from })}
                  />
                  <DayInput
                    size="xs"
                    w={150}
                    aria-label={t('billing.periodTo', { label: line.label })}
                    value={choice.until}
                    onChange={(until) => change(key, { ...choice, until })}
                  />
                </>
              )}
            </Group>
            <Group gap="xs">
              <StateBadge tone={TONES[line.certainty]}>
                {t(`billing.certainties.${line.certainty}`)}
              </StateBadge>
              <Text size="xs" c="dimmed">
                {say(line.reason, language)}
                {line.period === null && line.proposedPeriod !== null && ` · ${t('billing.proposed')}`}
              </Text>
            </Group>
            {line.note && choice.contractLine === String(line.contractLine) && (
              <Group gap="xs">
                <StateBadge tone="attention">{t('billing.otherPrice')}</StateBadge>
                <Text size="sm">{say(line.note, language)}</Text>
              </Group>
            )}
          </Stack>
        );
      })}
    </section>
  );
}

/** What a recording writes, before it does. */
function Told({ told }: { readonly told: Schema<'TransferRecordingView'> }) {
  const t = words.use();
  const language = useLanguage();
  const { recorded, unchanged, leftOut, awaiting } = told;
  return (
    <List size="sm" aria-live="polite">
      <List.Item>
        {t('billing.told', { count: recorded.length })}{' '}
        {recorded
          .map(({ number, days }) => {
            const [first, last] = [days[0], days.at(-1)];
            if (!first || !last?.to) return number;
            return `${number} (${writePeriod({ from: first.from, to: addDays(last.to, 0) }, language)})`;
          })
          .join(', ')}
      </List.Item>
      {unchanged.length > 0 && <List.Item>{t('billing.unchanged', { count: unchanged.length })}</List.Item>}
      {leftOut.length > 0 && <List.Item>{t('billing.leftOut', { count: leftOut.length })}</List.Item>}
      {awaiting.map(({ number, period }) => (
        <List.Item key={`${number}${period.from}`}>
          {t('billing.awaiting', { number, days: writePeriod(period, language) })}
        </List.Item>
      ))}
    </List>
  );
}
