import { ActionIcon, Alert, Anchor, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconCheck, IconPencil, IconPlus, IconReceipt, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { today } from '../../../api/today';
import { useLanguage, writeAmount } from '../../../i18n/format';
import { Distance, Receipt, SheetActs, SheetState } from '../../../ui/activity-account/sheet-parts';
import { sheetWords } from '../../../ui/activity-account/sheet-texts';
import { Amount } from '../../../ui/amount';
import { EmptyState } from '../../../ui/empty-state';
import { Loaded } from '../../../ui/loaded';
import { Page } from '../../../ui/page';
import { ProblemNotice } from '../../../ui/problem-notice';
import { tell } from '../../../ui/tell';
import { DayText } from '../../../ui/when';
import { LineDialogue } from './line-dialogue';
import { words } from './texts';

type Sheet = Schema<'ExpenseSheetView'>;

const LEADS = {
  draft: 'sheet.draftLead',
  submitted: 'sheet.submittedLead',
  approved: 'sheet.submittedLead',
  refused: 'sheet.refusedLead',
  reimbursed: 'sheet.submittedLead',
} as const satisfies Record<Sheet['state'], string>;
type Line = Schema<'ExpenseLineView'>;

/** One of one's sheets: a draft to fill and submit, or what became of it. */
export function SheetPage() {
  const t = words.use();
  const id = Number(useParams()['id']);
  const query = api.useQuery('get', '/api/my/expense-sheets/{id}', { params: { path: { id } } });
  const sheet = query.data;
  const reload = () => void query.refetch();
  return (
    <Page
      title={sheet?.title ?? t('title')}
      lead={sheet && sheet.activity.name}
      above={[{ to: '/activite/frais', label: t('title') }]}
    >
      <Loaded query={query}>
        {(found) => (
          <Stack gap="md" maw={720}>
            <Group gap="sm">
              <SheetState state={found.state} />
              <Text size="sm" c="dimmed">
                {t(found.correctedBy === null ? LEADS[found.state] : 'sheet.correctedLead')}
              </Text>
            </Group>
            <SheetActs acts={found.acts} />
            {found.corrects !== null && (
              <Text size="sm">
                {t('sheet.corrects')}{' '}
                <Anchor component={Link} to={`/activite/frais/${found.corrects}`}>
                  {t('sheet.toRefused')}
                </Anchor>
              </Text>
            )}
            {found.state === 'refused' && <RefusedActs sheet={found} />}
            <Lines sheet={found} onChanged={reload} />
            {found.state === 'draft' && <DraftActs sheet={found} onChanged={reload} />}
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

interface OfSheet {
  readonly sheet: Sheet;
  readonly onChanged: () => void;
}

function Lines({ sheet, onChanged }: OfSheet) {
  const t = words.use();
  const said = sheetWords.use();
  const language = useLanguage();
  const [edited, setEdited] = useState<Line | 'new' | null>(null);
  const remove = api.useMutation('delete', '/api/my/expense-lines/{id}', { onSuccess: onChanged });
  const isDraft = sheet.state === 'draft';
  const add = (
    <Button
      variant={sheet.lines.length === 0 ? 'filled' : 'default'}
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => setEdited('new')}
    >
      {t('sheet.addLine')}
    </Button>
  );
  return (
    <section aria-label={said('lines')}>
      {sheet.lines.length === 0 ? (
        <EmptyState icon={IconReceipt} title={t('sheet.empty')} action={add}>
          {t('sheet.emptyDetail')}
        </EmptyState>
      ) : (
        <Stack gap="sm">
          {sheet.lines.map((line) => (
            <LineCard
              key={line.id}
              line={line}
              isDraft={isDraft}
              onEdit={() => setEdited(line)}
              onRemove={() => remove.mutate({ params: { path: { id: line.id } } })}
            />
          ))}
          <Text fw={600}>
            {said('total', {
              gross: writeAmount(sheet.gross, language),
              vat: writeAmount(sheet.vat, language),
            })}
          </Text>
          <ProblemNotice error={remove.error} />
          {isDraft && <Group>{add}</Group>}
        </Stack>
      )}
      {edited !== null && (
        <LineDialogue
          sheet={sheet.id}
          line={edited === 'new' ? null : edited}
          today={today()}
          onSaved={onChanged}
          onClose={() => setEdited(null)}
        />
      )}
    </section>
  );
}

interface LineCardProps {
  readonly line: Line;
  readonly isDraft: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function LineCard({ line, isDraft, onEdit, onRemove }: LineCardProps) {
  const t = words.use();
  const said = sheetWords.use();
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Title order={2} size="h4">
            {line.label}
          </Title>
          <Text size="sm" c="dimmed" component="div">
            <DayText of={line.spentOn} /> · {said(`kinds.${line.kind}`)}
          </Text>
          <Text size="sm" c="dimmed">
            <Distance line={line} />
          </Text>
        </div>
        <Text fw={600} component="div" ta="end">
          <Amount of={line.gross} />
          <Text size="sm" c="dimmed" component="div" fw={400}>
            {said('vat')} <Amount of={line.vat} />
          </Text>
        </Text>
      </Group>
      <Group justify="space-between" align="flex-end" mt="xs">
        {line.kind !== 'mileage' && !line.receipt ? (
          <Text size="sm" c="var(--mantine-color-error)">
            {said('noReceipt')}
          </Text>
        ) : (
          <Receipt line={line} from="/api/my/expense-receipts" />
        )}
        {isDraft && (
          <Group gap={4}>
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={t('sheet.change', { label: line.label })}
              onClick={onEdit}
            >
              <IconPencil size={18} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={t('sheet.remove', { label: line.label })}
              onClick={onRemove}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </Group>
        )}
      </Group>
    </Card>
  );
}

/** The way on from a refusal: what was entered is taken up, never typed again. */
function RefusedActs({ sheet }: Pick<OfSheet, 'sheet'>) {
  const t = words.use();
  const navigate = useNavigate();
  const correct = api.useMutation('post', '/api/my/expense-sheets/{id}/correction', {
    onSuccess: ({ id }) => void navigate(`/activite/frais/${id}`),
  });
  if (sheet.correctedBy !== null) {
    return (
      <Group>
        <Button component={Link} to={`/activite/frais/${sheet.correctedBy}`} variant="default">
          {t('sheet.toCorrected')}
        </Button>
      </Group>
    );
  }
  return (
    <Stack gap="sm">
      <ProblemNotice error={correct.error} />
      <Group>
        <Button
          leftSection={<IconPencil size={16} aria-hidden />}
          loading={correct.isPending}
          onClick={() => correct.mutate({ params: { path: { id: sheet.id } } })}
        >
          {t('sheet.correct')}
        </Button>
      </Group>
    </Stack>
  );
}

function DraftActs({ sheet, onChanged }: OfSheet) {
  const t = words.use();
  const navigate = useNavigate();
  const path = { params: { path: { id: sheet.id } } };
  const submit = api.useMutation('post', '/api/my/expense-sheets/{id}/submission', {
    onSuccess: () => {
      tell(t('sheet.submitted'));
      onChanged();
    },
  });
  const discard = api.useMutation('delete', '/api/my/expense-sheets/{id}', {
    onSuccess: () => void navigate('/activite/frais'),
  });
  const missing = sheet.lines.filter(({ kind, receipt }) => kind !== 'mileage' && !receipt).length;
  const askToDiscard = () =>
    modals.openConfirmModal({
      title: t('sheet.discardAsk'),
      children: <Text size="sm">{t('sheet.discardText')}</Text>,
      labels: { confirm: t('sheet.discard'), cancel: t('form.cancel') },
      onConfirm: () => discard.mutate(path),
    });
  return (
    <Stack gap="sm">
      {missing > 0 && <Alert color="yellow">{t('sheet.missing', { count: missing })}</Alert>}
      <ProblemNotice error={submit.error ?? discard.error} />
      <Group justify="space-between">
        <Button variant="subtle" color="red" onClick={askToDiscard}>
          {t('sheet.discard')}
        </Button>
        <Button
          leftSection={<IconCheck size={16} aria-hidden />}
          disabled={sheet.lines.length === 0}
          loading={submit.isPending}
          onClick={() => submit.mutate(path)}
        >
          {t('sheet.submit')}
        </Button>
      </Group>
    </Stack>
  );
}
