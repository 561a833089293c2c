import { Button, Card, Group, Stack, Text, Textarea, TextInput, Timeline, Title } from '@mantine/core';
import { useState } from 'react';
import { api, type Schema } from '../../../api/api';
import { useLanguage, writeInstant } from '../../../i18n/format';
import { DayInput } from '../../../ui/day-input/day-input';
import { ProblemNotice } from '../../../ui/problem-notice';
import { tell } from '../../../ui/tell';
import classes from './journal.module.css';
import { words } from './texts';

interface JournalProps {
  readonly transfer: Schema<'TransferView'>;
  readonly mayWrite: boolean;
}

/** What happened, who does what by when, and the notes of those who work on it. */
export function Journal({ transfer, mayWrite }: JournalProps) {
  const t = words.use();
  const language = useLanguage();
  return (
    <section aria-label={t('frame.journal')} className={classes.columns}>
      <Card withBorder padding="md">
        <Title order={2} size="h4" mb="sm">
          {t('journal.life')}
        </Title>
        <Timeline active={transfer.events.length - 1} bulletSize={14} lineWidth={2}>
          {transfer.events.map(({ kind, madeAt, madeBy, detail }, at) => (
            <Timeline.Item key={`${at}${kind}`} title={t(`journal.events.${kind}`)}>
              {detail && <Text size="sm">{detail}</Text>}
              <Text size="xs" c="dimmed">
                {t('journal.by', { who: madeBy, at: writeInstant(madeAt, language) })}
              </Text>
            </Timeline.Item>
          ))}
        </Timeline>
      </Card>
      <Card withBorder padding="md">
        <Title order={2} size="h4" mb="sm">
          {t('journal.people')}
        </Title>
        <Stack gap="sm">
          {transfer.steps
            .filter(({ step }) => step !== 'choice')
            .map((step) => (
              <StepCharge key={`${step.step}${step.person}${step.dueOn}`} {...{ transfer, step, mayWrite }} />
            ))}
        </Stack>
      </Card>
      <Card withBorder padding="md">
        <Title order={2} size="h4" mb="sm">
          {t('journal.notes')}
        </Title>
        <Notes {...{ transfer, mayWrite }} />
      </Card>
    </section>
  );
}

function StepCharge({
  transfer,
  step: { step, person, dueOn },
  mayWrite,
}: JournalProps & { readonly step: Schema<'TransferStepView'> }) {
  const t = words.use();
  const [typed, setTyped] = useState({ person: person ?? '', dueOn });
  const keep = api.useMutation('put', '/api/contract-transfers/{id}/steps/{step}/person', {
    onSuccess: () => tell(t('journal.kept')),
  });
  const name = t(`steps.${step}`);
  const changed = typed.person.trim() !== (person ?? '') || typed.dueOn !== dueOn;
  return (
    <div>
      <Text size="sm" mb={2}>
        {name}
      </Text>
      <Group gap="xs">
        <TextInput
          size="xs"
          flex="1 0 130px"
          readOnly={!mayWrite}
          maxLength={200}
          aria-label={t('journal.person', { step: name })}
          value={typed.person}
          onChange={({ currentTarget }) => setTyped({ ...typed, person: currentTarget.value })}
        />
        <DayInput
          size="xs"
          w={130}
          readOnly={!mayWrite}
          aria-label={t('journal.dueOn', { step: name })}
          value={typed.dueOn}
          onChange={(day) => setTyped({ ...typed, dueOn: day })}
        />
        {mayWrite && changed && (
          <Button
            size="xs"
            variant="default"
            loading={keep.isPending}
            aria-label={t('journal.keepOf', { step: name })}
            onClick={() =>
              keep.mutate({
                params: { path: { id: transfer.id, step } },
                body: { person: typed.person.trim() || null, dueOn: typed.dueOn },
              })
            }
          >
            {t('journal.keep')}
          </Button>
        )}
      </Group>
      <ProblemNotice error={keep.error} />
    </div>
  );
}

function Notes({ transfer, mayWrite }: JournalProps) {
  const t = words.use();
  const language = useLanguage();
  const [text, setText] = useState('');
  const add = api.useMutation('post', '/api/contract-transfers/{id}/notes', { onSuccess: () => setText('') });
  return (
    <Stack gap="sm">
      {mayWrite && (
        <>
          <Textarea
            autosize
            minRows={2}
            maxLength={2000}
            label={t('journal.note')}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
          <ProblemNotice error={add.error} />
          <Group>
            <Button
              size="xs"
              variant="default"
              disabled={text.trim() === ''}
              loading={add.isPending}
              onClick={() =>
                add.mutate({ params: { path: { id: transfer.id } }, body: { text: text.trim() } })
              }
            >
              {t('journal.add')}
            </Button>
          </Group>
        </>
      )}
      {transfer.notes.map(({ id, text: said, madeBy, madeAt }) => (
        <div key={id}>
          <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
            {said}
          </Text>
          <Text size="xs" c="dimmed">
            {t('journal.by', { who: madeBy, at: writeInstant(madeAt, language) })}
          </Text>
        </div>
      ))}
    </Stack>
  );
}
