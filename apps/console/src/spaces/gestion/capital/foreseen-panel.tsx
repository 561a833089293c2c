import { Skeleton, Table, Text, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Schema } from '../../../api/api';
import { useLanguage, writeAmount } from '../../../i18n/format';
import { ProblemNotice } from '../../../ui/problem-notice';
import { words } from './texts';

type Foreseen = Schema<'ForeseenView'>;
type Holder = Schema<'HolderView'>;

interface ForeseenPanelProps {
  readonly query: UseQueryResult<Foreseen, unknown>;
  /** The form says enough to be asked. */
  readonly asked: boolean;
}

/** Who would hold what after the act: it was done and rolled back. Room is kept for it. */
export function ForeseenPanel({ query, asked }: ForeseenPanelProps) {
  const t = words.use();
  const language = useLanguage();
  return (
    <section aria-label={t('preview.title')} style={{ minHeight: 150 }} aria-live="polite">
      <Title order={3} size="h5" mb={4}>
        {t('preview.title')}
      </Title>
      {!asked ? (
        <Text size="sm" c="dimmed">
          {t('preview.incomplete')}
        </Text>
      ) : query.isError ? (
        <ProblemNotice error={query.error} />
      ) : query.data ? (
        <>
          <Changes foreseen={query.data} />
          <Text size="sm" c="dimmed" mt={4}>
            {t('preview.capital', { amount: writeAmount(query.data.standingAfter.subscribed, language) })}
          </Text>
        </>
      ) : (
        <Skeleton height={90} animate={false} />
      )}
    </section>
  );
}

function Changes({ foreseen: { before, after } }: { readonly foreseen: Foreseen }) {
  const t = words.use();
  const everybody = new Map([...before, ...after].map((holder) => [holder.personId, holder]));
  const shares = (holders: readonly Holder[], person: number) => {
    const found = holders.find(({ personId }) => personId === person);
    return found
      ? found.holdings.map(({ quantity, classCode }) => `${quantity} ${classCode}`).join(', ')
      : t('preview.none');
  };
  return (
    <Table fz="sm" verticalSpacing={4}>
      <caption className="visually-hidden">{t('preview.title')}</caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('preview.who')}</Table.Th>
          <Table.Th scope="col">{t('preview.before')}</Table.Th>
          <Table.Th scope="col">{t('preview.after')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {[...everybody.values()].map(({ personId, personName }) => (
          <Table.Tr key={personId}>
            <Table.Th scope="row" fw={400}>
              {personName}
            </Table.Th>
            <Table.Td>{shares(before, personId)}</Table.Td>
            <Table.Td fw={600}>{shares(after, personId)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
