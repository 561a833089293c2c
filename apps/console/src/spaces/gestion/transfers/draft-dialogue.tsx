import { Button, Group, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, type Schema } from '../../../api/api';
import { Dialogue } from '../../../ui/dialogue';
import { helpBelow } from '../../../ui/help-below';
import { ProblemNotice } from '../../../ui/problem-notice';
import { tell } from '../../../ui/tell';
import { words } from './texts';

interface DraftDialogueProps {
  readonly transfer: Schema<'TransferView'>;
  readonly draft: Schema<'TransferDraftView'>;
  readonly templates: readonly Schema<'TransferTemplateView'>[];
  readonly onClose: () => void;
}

/** The words of one document, for this dossier alone. */
export function DraftDialogue({ transfer, draft, templates, onClose }: DraftDialogueProps) {
  const t = words.use();
  const { kind, about } = draft;
  const [language, setLanguage] = useState(draft.language);
  const [title, setTitle] = useState(draft.title);
  const [body, setBody] = useState(draft.body);
  const templateIn = (of: 'fr' | 'en') =>
    templates.find((template) => template.kind === kind && template.language === of)!;
  /** Words that nobody has touched follow the language; edited ones stay. */
  const speak = (next: 'fr' | 'en') => {
    const [was, will] = [templateIn(language), templateIn(next)];
    if (title === was.title) setTitle(will.title);
    if (body === was.body) setBody(will.body);
    setLanguage(next);
  };
  const { fields, source } = templateIn(language);
  const edit = api.useMutation('put', '/api/contract-transfers/{id}/drafts/{kind}/{about}', {
    onSuccess: () => {
      tell(t('documents.saved'));
      onClose();
    },
  });
  return (
    <Dialogue size="60rem" onClose={onClose} title={t(`documents.${kind}`, { name: draft.name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          edit.mutate({
            params: { path: { id: transfer.id, kind, about } },
            body: { language, title: title.trim(), body: body.trim(), fromVersion: draft.version },
          });
        }}
      >
        <Stack>
          <SegmentedControl
            aria-label={t('documents.language')}
            value={language}
            onChange={(value) => speak(value as 'fr' | 'en')}
            data={[
              { value: 'fr', label: t('documents.french') },
              { value: 'en', label: t('documents.english') },
            ]}
            w="fit-content"
          />
          <TextInput
            required
            data-autofocus
            maxLength={200}
            label={t('documents.subject')}
            value={title}
            onChange={({ currentTarget }) => setTitle(currentTarget.value)}
          />
          <Textarea
            required
            autosize
            minRows={12}
            maxRows={22}
            maxLength={20_000}
            label={t('documents.body')}
            description={t('documents.bodyHint', { fields: fields.map((field) => `{{${field}}}`).join(' ') })}
            value={body}
            onChange={({ currentTarget }) => setBody(currentTarget.value)}
            {...helpBelow}
          />
          <Text size="xs" c="dimmed">
            {t('documents.source', { source })}
          </Text>
          <ProblemNotice error={edit.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('documents.cancel')}
            </Button>
            <Button type="submit" loading={edit.isPending}>
              {t('documents.keep')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}
