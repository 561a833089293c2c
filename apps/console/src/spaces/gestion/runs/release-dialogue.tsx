import { Box, Button, Group, List, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Schema } from '../../../api/api';
import { say, useLanguage } from '../../../i18n/format';
import { Amount } from '../../../ui/amount';
import { ProblemNotice } from '../../../ui/problem-notice';
import { Dialogue } from '../../../ui/dialogue';
import type { Releasing } from './releasing';
import { words } from './texts';

/** A held document, and why it is held. */
export interface HeldDocument {
  readonly position: number;
  readonly client: string | undefined;
  readonly net: string | null;
  readonly sentences: readonly Schema<'SentenceView'>[];
}

export function heldDocumentOf({ position, client, net, controls }: Schema<'RunDocumentView'>): HeldDocument {
  const holding = controls.filter(({ severity }) => severity === 'held');
  return { position, client: client.name, net, sentences: holding.map(({ sentence }) => sentence) };
}

interface ReleaseDialogueProps {
  readonly documents: readonly HeldDocument[];
  readonly releasing: Releasing;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

const SHORTEST_REASON = 5;

/** Says which held invoices would go, and asks why they may. A refusal stays in sight with what was typed. */
export function ReleaseDialogue({ documents, releasing, onClose, onDone }: ReleaseDialogueProps) {
  const t = words.use();
  const { issuesNow, isPending, error } = releasing;
  const close = () => {
    releasing.forget();
    onClose();
  };
  const release = (reason: string) =>
    releasing.release(
      documents.map(({ position }) => position),
      reason,
      () => {
        close();
        onDone?.();
      },
    );
  const form = useForm({
    initialValues: { reason: '' },
    validate: {
      reason: (reason) => (reason.trim().length < SHORTEST_REASON ? t('release.reasonShort') : null),
    },
  });
  return (
    <Dialogue onClose={close} title={t('release.title', { count: documents.length })}>
      <form onSubmit={form.onSubmit(({ reason }) => release(reason.trim()))} noValidate>
        <Stack>
          <HeldDocuments documents={documents} />
          <Textarea
            label={t('release.reason')}
            description={t('release.reasonHint')}
            autosize
            minRows={2}
            maxLength={500}
            data-autofocus
            {...form.getInputProps('reason')}
          />
          <ProblemNotice error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('release.cancel')}
            </Button>
            <Button type="submit" disabled={isPending}>
              {issuesNow ? t('release.confirmNow') : t('release.confirmLater')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}

function HeldDocuments({ documents }: { readonly documents: readonly HeldDocument[] }) {
  const t = words.use();
  const language = useLanguage();
  return (
    <Box mah={260} style={{ overflowY: 'auto' }} tabIndex={0} role="region" aria-label={t('release.which')}>
      <List size="sm" spacing="xs">
        {documents.map(({ position, client, net, sentences }) => (
          <List.Item key={position}>
            <Text span size="sm" fw={500}>
              {client}
            </Text>
            {net !== null && (
              <>
                {', '}
                <Amount of={net} />
              </>
            )}
            {sentences.map((sentence) => (
              <Text key={sentence.fr} size="sm">
                {say(sentence, language)}
              </Text>
            ))}
          </List.Item>
        ))}
      </List>
    </Box>
  );
}
