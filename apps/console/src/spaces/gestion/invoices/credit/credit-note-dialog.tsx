import { Button, Group, SimpleGrid, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconReceiptRefund } from '@tabler/icons-react';
import { useMemo } from 'react';
import { api } from '../../../../api/api';
import { useLanguage, writeAmount } from '../../../../i18n/format';
import { ProblemNotice } from '../../../../ui/problem-notice';
import type { Invoice } from '../states';
import { Dialogue } from '../../../../ui/dialogue';
import { words } from '../texts';
import { CreditPreview } from './credit-preview';
import { CreditScopeFields } from './credit-scope-fields';
import { type CreditWish, linesWithDays, scopeOf, SHORTEST_REASON } from './credit-wish';
import { useIdempotencyKey } from './idempotency-key';

/** A pause in typing, after which the preview is asked. */
const PAUSE_MS = 250;
/** Printed on no document: the preview is asked before the reason is written. */
const REASON_TO_COME = '.....';

interface CreditNoteDialogProps {
  readonly invoice: Invoice;
  readonly onClose: () => void;
}

/** All of it, some days or an amount; what it would be and what it would do, before it is issued. */
export function CreditNoteDialog({ invoice, onClose }: CreditNoteDialogProps) {
  const t = words.use();
  const language = useLanguage();
  const form = useForm<CreditWish>({
    initialValues: {
      kind: 'whole',
      position: String((linesWithDays(invoice)[0] ?? invoice.lines[0])?.position ?? ''),
      days: [null, null],
      net: '',
      reason: '',
    },
    validate: {
      reason: (reason) => (reason.trim().length < SHORTEST_REASON ? t('credit.reasonMissing') : null),
    },
  });
  const { kind, position, days, net } = form.values;
  const scope = useMemo(() => scopeOf(form.values), [kind, position, days, net]);
  const [asked] = useDebouncedValue(scope, PAUSE_MS);
  const preview = usePreview(invoice.id, asked);
  const reason = form.values.reason.trim();
  const body = { scopes: scope ? [scope] : [], reason };
  const key = useIdempotencyKey(body);
  const credit = api.useMutation('post', '/api/invoices/{id}/credit-notes', {
    onSuccess: ({ number, gross }) => {
      notifications.show({ message: t('credit.done', { number, gross: writeAmount(gross, language) }) });
      onClose();
    },
  });
  const isShown = scope !== null && scope === asked && preview.isSuccess && !preview.isPlaceholderData;
  const issue = form.onSubmit(() => {
    if (!isShown) return;
    credit.mutate({
      params: { path: { id: invoice.id } },
      headers: { 'Idempotency-Key': key },
      body,
    });
  });
  return (
    <Dialogue onClose={onClose} title={t('credit.title', { number: invoice.number })} size="xl">
      <form onSubmit={issue} noValidate>
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
            <Stack gap="sm">
              <CreditScopeFields invoice={invoice} form={form} />
              <Textarea
                label={t('credit.reason')}
                description={t('credit.reasonHint')}
                autosize
                minRows={2}
                maxLength={500}
                required
                {...form.getInputProps('reason')}
              />
            </Stack>
            <CreditPreview asked={scope !== null} preview={preview} />
          </SimpleGrid>
          <ProblemNotice error={credit.error} />
          <Text size="sm" c="dimmed">
            {t('credit.final')}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('credit.cancel')}
            </Button>
            <Button
              type="submit"
              loading={credit.isPending}
              disabled={!isShown}
              leftSection={<IconReceiptRefund size={18} aria-hidden />}
            >
              {isShown
                ? t('credit.confirm', { gross: writeAmount(preview.data.gross, language) })
                : t('credit.confirmNothing')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}

/** The last one stays in sight while the next one is asked. */
function usePreview(invoice: number, scope: ReturnType<typeof scopeOf>) {
  return api.useQuery(
    'post',
    '/api/invoices/{id}/credit-notes/preview',
    {
      params: { path: { id: invoice } },
      body: { scopes: scope ? [scope] : [], reason: REASON_TO_COME },
    },
    {
      enabled: scope !== null,
      placeholderData: (before) => before,
      retry: false,
      staleTime: 0,
      gcTime: 0,
    },
  );
}
