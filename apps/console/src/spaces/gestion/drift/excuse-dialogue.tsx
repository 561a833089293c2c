import { Button, Group, List, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRef, useState } from 'react';
import { answered, http, type Schema } from '../../../api/api';
import { useLanguage, writePeriod } from '../../../i18n/format';
import { ProblemNotice } from '../../../ui/problem-notice';
import { useOneByOne } from '../runs/one-by-one';
import { tell } from '../../../ui/tell';
import type { DriftKind, DriftLine } from './drift-kinds';
import { Dialogue } from '../../../ui/dialogue';
import { words } from './texts';

type Days = Schema<'DaysView'>;

interface ExcuseDialogueProps {
  readonly kind: DriftKind;
  readonly lines: readonly DriftLine[];
  readonly onClose: () => void;
}

interface Excused {
  readonly line: DriftLine;
  readonly period: Days;
}

const SHORTEST_REASON = 5;

/** Writes down why days are not billed, each period on its own; one that is refused leaves the others as they are. */
export function ExcuseDialogue({ kind, lines: chosen, onClose }: ExcuseDialogueProps) {
  const t = words.use();
  const language = useLanguage();
  // The list behind is read again while this goes on; what was chosen stays.
  const [lines] = useState(chosen);
  const remaining = useRef<readonly Excused[]>(
    lines.flatMap((line) => line[kind].map((period) => ({ line, period }))),
  );
  const [total] = useState(remaining.current.length);
  const [kept, setKept] = useState(0);
  const form = useForm({
    initialValues: { reason: '' },
    validate: {
      reason: (reason) => (reason.trim().length < SHORTEST_REASON ? t('excusing.reasonShort') : null),
    },
  });
  const excusing = useOneByOne(async ({ line, period }: Excused) =>
    answered(
      await http.POST('/api/excuses', {
        body: {
          line: line.line.id,
          period: { from: period.from, to: period.to! },
          reason: form.values.reason.trim(),
        },
      }),
    ),
  );
  async function excuse(): Promise<void> {
    const done = await excusing.run(remaining.current);
    remaining.current = remaining.current.slice(done);
    setKept((before) => before + done);
    if (remaining.current.length > 0) return;
    tell(t('excusing.kept', { count: total }));
    onClose();
  }
  return (
    <Dialogue onClose={onClose} size="lg" title={t('excusing.title', { count: lines.length })}>
      <form onSubmit={form.onSubmit(() => void excuse())} noValidate>
        <Stack>
          <Text size="sm">{t('excusing.text')}</Text>
          <List size="sm" mah={180} style={{ overflowY: 'auto' }}>
            {lines.map((line) => (
              <List.Item key={`${line.line.id}${line.issuer}`}>
                {t('excusing.days', {
                  line: line.line.label,
                  client: line.client.name,
                  days: line[kind].map((each) => writePeriod(each, language)).join(', '),
                })}
              </List.Item>
            ))}
          </List>
          <Textarea
            label={t('excusing.reason')}
            description={t('excusing.reasonHint')}
            autosize
            minRows={2}
            maxLength={500}
            data-autofocus
            {...form.getInputProps('reason')}
          />
          {excusing.error !== null && (
            <>
              <ProblemNotice error={excusing.error} />
              {kept > 0 && <Text size="sm">{t('excusing.partly', { done: kept, total })}</Text>}
            </>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('excusing.cancel')}
            </Button>
            <Button type="submit" disabled={excusing.done !== null}>
              {excusing.done === null
                ? t('excusing.confirm')
                : t('excusing.doing', { done: kept + excusing.done, total })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}
