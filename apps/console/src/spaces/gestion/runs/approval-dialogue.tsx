import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api, type Schema } from '../../../api/api';
import { say, useLanguage, writeAmount, writeDay } from '../../../i18n/format';
import { ProblemNotice } from '../../../ui/problem-notice';
import { amountOf, centsOf } from '../../../i18n/amounts';
import { ControlList } from './control-list';
import { Notice } from './notice';
import type { Releasing } from './releasing';
import { shortDigest } from './states';
import { Dialogue } from '../../../ui/dialogue';
import { words } from './texts';

interface ApprovalDialogueProps {
  readonly run: Schema<'RunDetailsView'>;
  readonly releasing: Releasing;
  /** What the released documents come to: they go with the proposed ones. */
  readonly released: { readonly documents: number; readonly net: string; readonly gross: string };
  readonly onClose: () => void;
}

/** Names the count and the total, shows the digest of what was read, and asks for what must be accepted in writing. */
export function ApprovalDialogue({ run, releasing, released, onClose }: ApprovalDialogueProps) {
  const t = words.use();
  const language = useLanguage();
  const proposed = run.counts.find(({ state }) => state === 'proposed');
  const held = run.counts.find(({ state }) => state === 'held');
  const count = (proposed?.documents ?? 0) + released.documents;
  const net = amountOf(centsOf(proposed?.net ?? '0') + centsOf(released.net));
  const gross = amountOf(centsOf(proposed?.gross ?? '0') + centsOf(released.gross));
  const blocking = run.controls.filter(({ severity }) => severity === 'blocked');
  const toAccept = run.controls.filter(({ severity }) => severity === 'held');
  const approve = api.useMutation('post', '/api/billing-runs/{id}/approval', {
    onSuccess: () => {
      releasing.clear();
      onClose();
    },
  });
  const form = useForm({
    initialValues: { typed: '' },
    validate: {
      typed: (typed) =>
        toAccept.length === 0 || typed.trim() === String(count) ? null : t('approval.typedWrong', { count }),
    },
  });
  const heldBack = (held?.documents ?? 0) - released.documents;
  const submit = () =>
    approve.mutate({
      params: { path: { id: run.id } },
      body: {
        digest: run.digest,
        releases: Object.entries(releasing.releases).map(([position, reason]) => ({
          position: Number(position),
          reason,
        })),
        accepts: toAccept.map(({ code }) => code),
      },
    });
  return (
    <Dialogue onClose={onClose} size="lg" title={t('approval.title', { id: run.id })}>
      <form onSubmit={form.onSubmit(submit)} noValidate>
        <Stack>
          <Text fw={600}>
            {t('approval.what', {
              count,
              net: writeAmount(net, language),
              gross: writeAmount(gross, language),
            })}
          </Text>
          <div>
            {released.documents > 0 && (
              <Text size="sm">{t('approval.released', { count: released.documents })}</Text>
            )}
            {heldBack > 0 && (
              <Text size="sm">
                {t('approval.heldBack', {
                  count: heldBack,
                  net: writeAmount(amountOf(centsOf(held!.net) - centsOf(released.net)), language),
                })}
              </Text>
            )}
            <Text size="sm">{t('approval.date', { issueOn: writeDay(run.issueOn, language) })}</Text>
            <Text size="sm">{t('approval.final')}</Text>
          </div>
          <div>
            <Text size="sm" fw={500} title={run.digest}>
              {t('approval.digest', { digest: shortDigest(run.digest) })}
            </Text>
            <Text size="sm" c="dimmed">
              {t('approval.digestHint')}
            </Text>
          </div>
          {blocking.length > 0 && (
            <Notice tone="failed" word={t('severities.blocked')} title={t('approval.blocked')}>
              {blocking.map(({ code, sentence }) => (
                <Text key={code} size="sm">
                  {say(sentence, language)}
                </Text>
              ))}
            </Notice>
          )}
          {toAccept.length > 0 && (
            <Stack gap="xs">
              <Text size="sm">{t('approval.accept')}</Text>
              <ControlList controls={toAccept} />
              <TextInput
                label={t('approval.typed', { count })}
                inputMode="numeric"
                autoComplete="off"
                maw={340}
                {...form.getInputProps('typed')}
              />
            </Stack>
          )}
          <ProblemNotice error={approve.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('approval.cancel')}
            </Button>
            <Button type="submit" disabled={approve.isPending || blocking.length > 0 || count === 0}>
              {t('approval.submit', { count })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}
