import { useLanguage, say, writePeriod } from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { StateBadge } from '../../../ui/state-badge';
import { type Finding, nameOfFinding, numberKept } from './kinds';
import { words } from './texts';

/** What was decided of a finding, in a few words. */
export function useDecisionWords(): (finding: Finding) => string {
  const t = words.use();
  return ({ decision, documents, kind }) => {
    if (decision?.kind === 'keep')
      return t('decisions.keep', { number: numberKept(documents, decision.keep) });
    if (decision) return t('decisions.excuse');
    return t(kind === 'billed-twice' ? 'decisions.default' : 'decisions.none');
  };
}

export function useFindingColumns(withKind: boolean): readonly DataColumn<Finding>[] {
  const t = words.use();
  const language = useLanguage();
  const decided = useDecisionWords();
  return [
    {
      id: 'position',
      header: t('finding'),
      kind: 'text',
      value: nameOfFinding,
      isRowHeader: true,
      sortable: true,
      minWidth: 150,
    },
    {
      id: 'kind',
      header: t('kind'),
      kind: 'text',
      value: ({ kind }) => t(`kinds.${kind}`),
      hiddenAtFirst: !withKind,
    },
    { id: 'client', header: t('client'), kind: 'text', value: ({ client }) => client?.name, sortable: true },
    {
      id: 'service',
      header: t('service'),
      kind: 'text',
      value: ({ agreement }) => agreement?.service,
      wideOnly: true,
      hiddenAtFirst: withKind,
    },
    {
      id: 'subscription',
      header: t('subscription'),
      kind: 'text',
      value: ({ agreement }) => agreement?.id,
      hiddenAtFirst: true,
    },
    {
      id: 'day',
      header: t('days'),
      kind: 'text',
      value: ({ days }) => days && writePeriod(days, language),
      sortable: true,
      wideOnly: true,
    },
    {
      id: 'dayCount',
      header: t('dayCount'),
      kind: 'number',
      value: ({ dayCount }) => dayCount,
      hiddenAtFirst: true,
    },
    { id: 'amount', header: t('amount'), kind: 'amount', value: ({ amount }) => amount, sortable: true },
    {
      id: 'decision',
      header: t('decision'),
      kind: 'text',
      value: decided,
      cell: (finding) => (
        <StateBadge tone={finding.decision ? 'done' : 'waiting'}>{decided(finding)}</StateBadge>
      ),
    },
    {
      id: 'explanation',
      header: t('explanation'),
      kind: 'text',
      value: ({ explanation }) => say(explanation, language),
      hiddenAtFirst: true,
      minWidth: 320,
    },
  ];
}
