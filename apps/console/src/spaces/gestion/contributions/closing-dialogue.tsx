import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { api } from '../../../api/api';
import { sumOf } from '../../../i18n/amounts';
import { useLanguage, writeMonth } from '../../../i18n/format';
import { Amount } from '../../../ui/amount';
import { Dialogue } from '../../../ui/dialogue';
import { ProblemNotice } from '../../../ui/problem-notice';
import { tell } from '../../../ui/tell';
import { useIdempotencyKey } from '../invoices/credit/idempotency-key';
import type { MonthToClose } from './places';
import { words } from './texts';

interface ClosingDialogueProps {
  readonly wish: MonthToClose;
  readonly onClose: () => void;
}

/** The figures as they are read are what is frozen, or nothing is. */
export function ClosingDialogue({ wish, onClose }: ClosingDialogueProps) {
  const t = words.use();
  const language = useLanguage();
  const { issuer, month, statements } = wish;
  const name = writeMonth(month, language);
  const close = api.useMutation('post', '/api/contribution-closings', {
    onSuccess: () => {
      tell(t('closing.done', { month: name }));
      onClose();
    },
  });
  const body = {
    issuer: issuer.id,
    month: month.slice(0, 7),
    statements: statements.map(({ activity, amount }) => ({ activity: activity.id, amount })),
  };
  const key = useIdempotencyKey(body);
  return (
    <Dialogue onClose={onClose} title={t('closing.title', { month: `${name}, ${issuer.name}` })}>
      <Stack>
        <Text size="sm">{t('closing.text')}</Text>
        <Table verticalSpacing={6}>
          <caption className="visually-hidden">{t('closing.title', { month: name })}</caption>
          <Table.Tbody>
            {statements.map(({ activity, amount }) => (
              <Table.Tr key={activity.id}>
                <Table.Th scope="row" fw={400}>
                  {activity.name}
                </Table.Th>
                <Table.Td ta="right">
                  <Amount of={amount} />
                </Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr>
              <Table.Th scope="row">{t('closing.total')}</Table.Th>
              <Table.Td ta="right" fw={700}>
                <Amount of={sumOf(statements.map(({ amount }) => amount))} />
              </Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
        <ProblemNotice error={close.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('closing.cancel')}
          </Button>
          <Button
            loading={close.isPending}
            onClick={() => close.mutate({ headers: { 'Idempotency-Key': key }, body })}
          >
            {t('closing.confirm', { count: statements.length })}
          </Button>
        </Group>
      </Stack>
    </Dialogue>
  );
}
