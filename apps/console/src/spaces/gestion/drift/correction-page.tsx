import { Button, Group, Paper, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { EmptyState } from '../../../ui/empty-state';
import { Page } from '../../../ui/page';
import { ProblemNotice } from '../../../ui/problem-notice';
import { useBillingIssuers } from '../runs/issuer-select';
import { Notice } from '../runs/notice';
import { shortDigest } from '../runs/states';
import { CorrectionDetails } from './correction-details';
import { words } from './texts';

type Wish = Schema<'CorrectionInput'>;

interface Prepared {
  readonly wish: Wish;
  readonly correction: Schema<'CorrectionView'>;
}

const SHORTEST_REASON = 5;

/** `?emetteur=` and `?lignes=1,2` say what is corrected; without lines, all that has drift. */
function useAsked() {
  const [params] = useSearchParams();
  const lines = (params.get('lignes') ?? '').split(',').map(Number).filter(Number.isInteger).filter(Boolean);
  return {
    issuer: params.get('emetteur'),
    lines: lines.length > 0 ? lines : undefined,
    asOf: params.get('au') ?? undefined,
  };
}

/** Prepares the credit notes and invoices that set drift right, shows them, and issues them once they were read. */
export function CorrectionPage() {
  const t = words.use();
  const { issuer, lines, asOf } = useAsked();
  const { data: issuers } = useBillingIssuers();
  const name = issuers?.find(({ code }) => code === issuer)?.name ?? issuer ?? '';
  return (
    <Page
      title={t('correction.title')}
      lead={
        lines
          ? t('correction.lead', { issuer: name, count: lines.length })
          : t('correction.leadAll', { issuer: name })
      }
      above={[{ to: '/gestion/ecarts', label: t('title') }]}
    >
      {issuer ? (
        <Correct wish={{ issuer, lines, asOf }} />
      ) : (
        <EmptyState title={t('emptyTitle')}>{t('correction.missing')}</EmptyState>
      )}
    </Page>
  );
}

function Correct({ wish }: { readonly wish: Omit<Wish, 'reason'> }) {
  const t = words.use();
  const [prepared, setPrepared] = useState<Prepared | null>(null);
  const form = useForm({
    initialValues: { reason: '' },
    validate: {
      reason: (reason) => (reason.trim().length < SHORTEST_REASON ? t('correction.reasonShort') : null),
    },
    // It is printed on the credit notes: another reason is another correction.
    onValuesChange: () => setPrepared(null),
  });
  const preview = api.useMutation('post', '/api/corrections/preview');
  const issue = api.useMutation('post', '/api/corrections');
  const prepare = ({ reason }: { readonly reason: string }) => {
    issue.reset();
    const body = { ...wish, reason: reason.trim() };
    preview.mutate({ body }, { onSuccess: (correction) => setPrepared({ wish: body, correction }) });
  };
  if (issue.data) return <Issued correction={issue.data} />;
  return (
    <Stack>
      <Paper component="form" withBorder p="lg" onSubmit={form.onSubmit(prepare)} noValidate maw={720}>
        <Stack>
          <Textarea
            label={t('correction.reason')}
            description={t('correction.reasonHint')}
            autosize
            minRows={2}
            maxLength={500}
            {...form.getInputProps('reason')}
          />
          <ProblemNotice error={preview.error} />
          <Group>
            <Button type="submit" variant={prepared ? 'default' : 'filled'} disabled={preview.isPending}>
              {preview.isPending
                ? t('correction.previewing')
                : prepared
                  ? t('correction.again')
                  : t('correction.preview')}
            </Button>
            {!prepared && (
              <Text size="sm" c="dimmed">
                {t('correction.nothingYet')}
              </Text>
            )}
          </Group>
        </Stack>
      </Paper>
      {prepared && (
        <>
          <CorrectionDetails correction={prepared.correction} />
          <ProblemNotice error={issue.error} />
          <Approve
            correction={prepared.correction}
            isPending={issue.isPending}
            onApprove={() => issue.mutate({ body: { ...prepared.wish, digest: prepared.correction.digest } })}
          />
        </>
      )}
    </Stack>
  );
}

interface ApproveProps {
  readonly correction: Schema<'CorrectionView'>;
  readonly isPending: boolean;
  readonly onApprove: () => void;
}

function Approve({ correction: { credits, rebills, digest }, isPending, onApprove }: ApproveProps) {
  const t = words.use();
  const isAdministrator = useMay('administrator');
  const named = {
    credits: t('correction.credits', { count: credits.length }),
    rebills: t('correction.rebills', { count: rebills.length }),
  };
  const submit = rebills.length > 0 ? t('correction.submit', named) : t('correction.submitCredits', named);
  return (
    <Group>
      {isAdministrator ? (
        <Button onClick={onApprove} disabled={isPending}>
          {isPending ? t('correction.submitting') : submit}
        </Button>
      ) : (
        <Text size="sm">{t('correction.onlyAdministrators')}</Text>
      )}
      <Text size="sm" c="dimmed" title={digest}>
        {t('correction.digest', { digest: shortDigest(digest) })}
      </Text>
    </Group>
  );
}

function Issued({ correction }: { readonly correction: Schema<'CorrectionView'> }) {
  const t = words.use();
  return (
    <Stack>
      <div role="status">
        <Notice tone="done" word={t('correction.issued')} title={t('correction.done')}>
          <Text size="sm">{t('correction.doneText')}</Text>
          <Group>
            <Button component={Link} to="/gestion/ecarts" variant="default" size="xs">
              {t('correction.back')}
            </Button>
          </Group>
        </Notice>
      </div>
      <CorrectionDetails correction={correction} />
    </Stack>
  );
}
