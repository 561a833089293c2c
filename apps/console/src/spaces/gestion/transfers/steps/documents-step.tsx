import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { IconDownload, IconEdit, IconEye, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { api, type Schema } from '../../../../api/api';
import { useLanguage, writeInstant } from '../../../../i18n/format';
import { Dialogue } from '../../../../ui/dialogue';
import { Loaded } from '../../../../ui/loaded';
import { ProblemNotice } from '../../../../ui/problem-notice';
import { StateBadge } from '../../../../ui/state-badge';
import { tell } from '../../../../ui/tell';
import { DraftDialogue } from '../draft-dialogue';
import { words } from '../texts';
import type { StepProps } from './step';

type Draft = Schema<'TransferDraftView'>;

/** Letters to the clients, amendments, a request to the former issuer: edited, read as PDF, confirmed. */
export function DocumentsStep({ transfer, mayWrite }: StepProps) {
  const t = words.use();
  const path = { id: transfer.id };
  const drafts = api.useQuery('get', '/api/contract-transfers/{id}/drafts', { params: { path } });
  const [open, setOpen] = useState<{ readonly act: 'edit' | 'confirm'; readonly draft: Draft } | null>(null);
  const close = () => setOpen(null);
  return (
    <Stack gap="md">
      <div>
        <Title order={2}>{t('documents.title')}</Title>
        <Text size="sm" c="dimmed">
          {t('documents.lead')}
        </Text>
      </div>
      <Loaded query={drafts}>
        {({ items, templates }) => (
          <>
            {items.map((draft) => (
              <DraftCard
                key={`${draft.kind}${draft.about}`}
                {...{ draft, transfer, mayWrite }}
                onAct={(act) => setOpen({ act, draft })}
              />
            ))}
            {open?.act === 'edit' && (
              <DraftDialogue transfer={transfer} draft={open.draft} templates={templates} onClose={close} />
            )}
          </>
        )}
      </Loaded>
      {open?.act === 'confirm' && <ConfirmDialogue transfer={transfer} draft={open.draft} onClose={close} />}
    </Stack>
  );
}

interface DraftCardProps {
  readonly draft: Draft;
  readonly transfer: Schema<'TransferView'>;
  readonly mayWrite: boolean;
  readonly onAct: (act: 'edit' | 'confirm') => void;
}

function DraftCard({ draft, transfer, mayWrite, onAct }: DraftCardProps) {
  const t = words.use();
  const language = useLanguage();
  const { kind, about, confirmed } = draft;
  const name = t(`documents.${kind}`, { name: draft.name });
  const at = `/api/contract-transfers/${transfer.id}`;
  return (
    <Card withBorder padding="md">
      <Group justify="space-between" gap="sm">
        <div>
          <Group gap="xs">
            <Text fw={600} size="sm">
              {name}
            </Text>
            <StateBadge tone={confirmed ? 'done' : 'waiting'}>
              {t(confirmed ? 'documents.confirmed' : 'documents.draft')}
            </StateBadge>
          </Group>
          {confirmed && (
            <Text size="sm" c="dimmed">
              {t('documents.confirmedOn', { at: writeInstant(confirmed.at, language), who: confirmed.by })}
            </Text>
          )}
        </div>
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            component="a"
            href={`${at}/drafts/${kind}/${about}/pdf`}
            target="_blank"
            rel="noreferrer"
            leftSection={<IconEye size={14} aria-hidden />}
            aria-label={t('documents.previewOf', { name })}
          >
            {t('documents.preview')}
          </Button>
          {confirmed && (
            <Button
              size="xs"
              variant="default"
              component="a"
              href={`${at}/documents/${confirmed.document}/pdf`}
              target="_blank"
              rel="noreferrer"
              leftSection={<IconDownload size={14} aria-hidden />}
            >
              {t('documents.download')}
            </Button>
          )}
          {mayWrite && (
            <>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconEdit size={14} aria-hidden />}
                aria-label={`${t('documents.edit')} : ${name}`}
                onClick={() => onAct('edit')}
              >
                {t('documents.edit')}
              </Button>
              <Button
                size="xs"
                leftSection={<IconSend size={14} aria-hidden />}
                aria-label={t('documents.confirmOf', { name })}
                onClick={() => onAct('confirm')}
              >
                {t('documents.confirm')}
              </Button>
            </>
          )}
        </Group>
      </Group>
    </Card>
  );
}

function ConfirmDialogue({
  transfer,
  draft,
  onClose,
}: Pick<DraftCardProps, 'transfer' | 'draft'> & { readonly onClose: () => void }) {
  const t = words.use();
  const { kind, about } = draft;
  const confirm = api.useMutation('post', '/api/contract-transfers/{id}/drafts/{kind}/{about}/confirmation', {
    onSuccess: () => {
      tell(t('documents.kept'));
      onClose();
    },
  });
  return (
    <Dialogue
      onClose={onClose}
      title={t('documents.confirmOf', { name: t(`documents.${kind}`, { name: draft.name }) })}
    >
      <Stack>
        <Text size="sm">{t('documents.confirmText')}</Text>
        <ProblemNotice error={confirm.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('documents.cancel')}
          </Button>
          <Button
            loading={confirm.isPending}
            onClick={() => confirm.mutate({ params: { path: { id: transfer.id, kind, about } } })}
          >
            {t('documents.confirm')}
          </Button>
        </Group>
      </Stack>
    </Dialogue>
  );
}
