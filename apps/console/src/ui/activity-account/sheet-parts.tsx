import { Anchor, Image, List } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import type { Schema } from '../../api/api';
import { useLanguage, writeDay, writeNumber } from '../../i18n/format';
import { StateBadge, type Tone } from '../state-badge';
import { sheetWords } from './sheet-texts';

type State = Schema<'ExpenseSheetView'>['state'];

const TONES: Readonly<Record<State, Tone>> = {
  draft: 'neutral',
  submitted: 'waiting',
  approved: 'running',
  refused: 'failed',
  reimbursed: 'done',
};

export function SheetState({ state }: { readonly state: State }) {
  const t = sheetWords.use();
  return <StateBadge tone={TONES[state]}>{t(`states.${state}`)}</StateBadge>;
}

/** What became of a sheet, by whom and when, from the first step to the last. */
export function SheetActs({ acts }: { readonly acts: readonly Schema<'ExpenseActView'>[] }) {
  const t = sheetWords.use();
  const language = useLanguage();
  if (acts.length === 0) return null;
  return (
    <List size="sm">
      {acts.map(({ state, madeBy, onDay, reason }) => (
        <List.Item key={state}>
          {t(`acts.${state}`, { who: madeBy, day: writeDay(onDay, language), reason: reason ?? '' })}
        </List.Item>
      ))}
    </List>
  );
}

/** « 218 km à 0,636 € (5 CV) » where the expense is a distance. */
export function Distance({ line }: { readonly line: Schema<'ExpenseLineView'> }) {
  const t = sheetWords.use();
  const language = useLanguage();
  const { kilometres, rate, fiscalPower } = line;
  if (kilometres === null || rate === null) return null;
  return t('distance', {
    kilometres: writeNumber(kilometres, language),
    rate: writeNumber(rate, language),
    power: fiscalPower ?? 0,
  });
}

interface ReceiptProps {
  readonly line: Schema<'ExpenseLineView'>;
  /** Where receipts are read: one's own, or those of submitted sheets. */
  readonly from: '/api/my/expense-receipts' | '/api/expense-receipts';
  readonly height?: number;
}

/** The photograph itself, or a link to the PDF. */
export function Receipt({ line, from, height = 120 }: ReceiptProps) {
  const t = sheetWords.use();
  const { receipt, label } = line;
  if (!receipt) return null;
  const address = `${from}/${receipt.id}`;
  const name = t('receiptOf', { label });
  return (
    <Anchor href={address} target="_blank" rel="noreferrer" size="sm" aria-label={name}>
      {receipt.mediaType === 'application/pdf' ? (
        <>
          <IconFileTypePdf size={18} aria-hidden style={{ verticalAlign: 'text-bottom' }} />{' '}
          {t('openReceipt')}
        </>
      ) : (
        <Image src={address} alt={name} h={height} w="auto" maw="100%" fit="contain" radius="sm" />
      )}
    </Anchor>
  );
}
