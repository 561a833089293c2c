import {
  Button,
  Group,
  List,
  Radio,
  ScrollArea,
  Stack,
  Table,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { api, type Schema } from '../../../api/api';
import { Amount } from '../../../ui/amount';
import { ProblemNotice } from '../../../ui/problem-notice';
import classes from './decision-dialog.module.css';
import { EffectTable } from './effect-table';
import { type DecisionAction, type FindingKind, nameOfFinding, numberKept, rulesOf } from './kinds';
import { Dialogue } from '../../../ui/dialogue';
import { tell } from '../../../ui/tell';
import { words } from './texts';

type Preview = Schema<'DecisionPreviewView'>;
type Wish = Schema<'DecisionInput'>;

interface DecisionDialogProps {
  readonly audit: number;
  /** All findings have this kind; null: of several kinds. */
  readonly kind: FindingKind | null;
  readonly count: number;
  /** These findings, or all that this search finds. */
  readonly scope: Pick<Wish, 'findings' | 'search'>;
  readonly onClose: () => void;
  readonly onDecided: () => void;
}

/** One rule for many findings: chosen, its effect read, and kept exactly as it was read. */
export function DecisionDialog({ audit, kind, count, scope, onClose, onDecided }: DecisionDialogProps) {
  const t = words.use();
  const rules = rulesOf(kind);
  const [action, setAction] = useState<DecisionAction>(rules[0]!);
  const [statement, setStatement] = useState('');
  const [series, setSeries] = useState('');
  const [incomplete, setIncomplete] = useState<string | null>(null);
  const path = { path: { id: audit } };
  const preview = api.useMutation('post', '/api/history-audits/{id}/decisions/preview');
  const decide = api.useMutation('post', '/api/history-audits/{id}/decisions', {
    onSuccess: ({ changedCount }) => {
      tell(t('dialog.kept', { count: changedCount }));
      onDecided();
    },
  });
  const wish: Wish = {
    ...scope,
    action,
    ...(action === 'excuse' ? { statement: statement.trim() } : {}),
    ...(action === 'keepSeries' ? { series: series.trim() } : {}),
  };
  /** What was read is no longer what would be asked. */
  const forget = () => {
    preview.reset();
    decide.reset();
    setIncomplete(null);
  };
  const see = () => {
    decide.reset();
    if (action === 'excuse' && statement.trim().length < 5) return setIncomplete(t('dialog.statementShort'));
    if (action === 'keepSeries' && series.trim() === '') return setIncomplete(t('dialog.seriesMissing'));
    preview.mutate({ params: path, body: wish });
  };
  return (
    <Dialogue onClose={onClose} size="xl" title={t('dialog.title')}>
      <Stack>
        <Text size="sm">{t('dialog.scope', { count })}</Text>
        <Radio.Group
          label={t('dialog.rule')}
          value={action}
          onChange={(chosen) => {
            setAction(chosen as DecisionAction);
            forget();
          }}
        >
          <Stack gap={6} mt={6}>
            {rules.map((rule) => (
              <Radio key={rule} value={rule} label={ruleName(t, rule, kind)} />
            ))}
          </Stack>
        </Radio.Group>
        {action === 'excuse' && (
          <Textarea
            autosize
            minRows={2}
            maxLength={500}
            label={t('dialog.statement')}
            description={t('dialog.statementHint')}
            value={statement}
            error={incomplete}
            onChange={({ currentTarget }) => {
              setStatement(currentTarget.value);
              forget();
            }}
          />
        )}
        {action === 'keepSeries' && (
          <TextInput
            label={t('dialog.series')}
            description={t('dialog.seriesHint')}
            maxLength={100}
            value={series}
            error={incomplete}
            onChange={({ currentTarget }) => {
              setSeries(currentTarget.value);
              forget();
            }}
          />
        )}
        <ProblemNotice error={preview.error} />
        <ProblemNotice error={decide.error} />
        {preview.data && <PreviewRead preview={preview.data} />}
        <Group justify="flex-end" className={classes.foot}>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button variant={preview.data ? 'default' : 'filled'} onClick={see} loading={preview.isPending}>
            {t('dialog.see')}
          </Button>
          {preview.data && (
            <Button
              disabled={preview.data.changedCount === 0}
              loading={decide.isPending}
              onClick={() => decide.mutate({ params: path, body: { ...wish, digest: preview.data.digest } })}
            >
              {t('dialog.keep', { count: preview.data.changedCount })}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialogue>
  );
}

type SayHistory = ReturnType<typeof words.use>;

/** An excuse means something else for each kind. */
export function ruleName(t: SayHistory, rule: DecisionAction, kind: FindingKind | null): string {
  if (rule === 'excuse' && (kind === 'never-sent' || kind === 'never-billed')) return t(`excuses.${kind}`);
  return t(`rules.${rule}`);
}

function PreviewRead({ preview }: { readonly preview: Preview }) {
  const t = words.use();
  const { changed, changedCount, unchanged, undecided, notConcerned, effect } = preview;
  const rest = [
    unchanged > 0 && t('dialog.unchanged', { count: unchanged }),
    undecided > 0 && t('dialog.undecided', { count: undecided }),
    notConcerned > 0 && t('dialog.notConcerned', { count: notConcerned }),
  ].filter((each) => each !== false);
  return (
    <Stack gap="sm" role="status">
      <Text fw={600}>
        {changedCount === 0 ? t('dialog.nothing') : t('dialog.changes', { count: changedCount })}
      </Text>
      {rest.length > 0 && (
        <List size="sm">
          {rest.map((each) => (
            <List.Item key={each}>{each}</List.Item>
          ))}
        </List>
      )}
      {changedCount > 0 && (
        <>
          <EffectTable caption={t('effect.title')} {...effect} />
          <ScrollArea.Autosize mah={220} type="auto" viewportProps={{ tabIndex: 0 }}>
            <ChangedFindings changed={changed} />
          </ScrollArea.Autosize>
          {changed.length < changedCount && (
            <Text size="sm" c="dimmed">
              {t('dialog.more', { count: changed.length })}
            </Text>
          )}
        </>
      )}
    </Stack>
  );
}

function ChangedFindings({ changed }: Pick<Preview, 'changed'>) {
  const t = words.use();
  const write = (
    decision: Schema<'DecisionView'> | null,
    { documents, kind }: Preview['changed'][number]['finding'],
  ): string => {
    if (decision?.kind === 'keep')
      return t('decisions.keep', { number: numberKept(documents, decision.keep) });
    if (decision) return t('detail.statement', { statement: decision.statement ?? '' });
    return t(kind === 'billed-twice' ? 'decisions.default' : 'decisions.none');
  };
  return (
    <Table verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('finding')}</Table.Th>
          <Table.Th scope="col">{t('client')}</Table.Th>
          <Table.Th scope="col" ta="right">
            {t('amount')}
          </Table.Th>
          <Table.Th scope="col">{t('dialog.before')}</Table.Th>
          <Table.Th scope="col">{t('dialog.after')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changed.map(({ finding, before, after }) => (
          <Table.Tr key={finding.position}>
            <Table.Th scope="row" fw={400}>
              {nameOfFinding(finding)}
            </Table.Th>
            <Table.Td>{finding.client?.name}</Table.Td>
            <Table.Td ta="right">{finding.amount && <Amount of={finding.amount} />}</Table.Td>
            <Table.Td>{write(before, finding)}</Table.Td>
            <Table.Td>{write(after, finding)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
