import { Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useLanguage, writeInstant, writeNumber } from '../../../i18n/format';
import { paceOf, type Sample } from './pace';
import { type RunWatch, settledOf, waitingOf } from './run-watch';
import { words } from './texts';

/** How far issuing, rendering and sending have come; figures only change, nothing moves. */
export function ProgressPanel({ watch }: { readonly watch: RunWatch }) {
  const t = words.use();
  const language = useLanguage();
  const { progress, connection } = watch;
  const { documents, issued, setAside, rendered } = progress;
  const waiting = waitingOf(progress);
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="run-progress">
      <Group justify="space-between" mb="xs" mih={28}>
        <Title order={2} id="run-progress">
          {t('progress.title')}
        </Title>
        <Text size="sm" c="dimmed" component="div">
          {progress.startedAt &&
            t('progress.startedAt', { when: writeInstant(progress.startedAt, language) })}
        </Text>
      </Group>
      <Stack gap="sm">
        <Bar
          label={t('progress.issuing')}
          done={issued + setAside}
          total={documents}
          samples={watch.issued}
          isOver={connection === 'over'}
        />
        <Bar label={t('progress.rendering')} done={rendered} total={issued} isOver={connection === 'over'} />
        <Bar
          label={t('progress.sending')}
          done={settledOf(progress)}
          total={issued}
          samples={watch.settled}
          isOver={connection === 'over'}
        />
        <Text size="sm" component="div" mih={22} role="status">
          {connection === 'lost' ? (
            <Group gap={6} wrap="nowrap">
              <IconPlugConnectedX size={16} aria-hidden />
              {t('progress.lost')}
            </Group>
          ) : connection === 'live' ? (
            t('progress.leave')
          ) : waiting > 0 ? (
            t('progress.person', { count: waiting })
          ) : (
            t('progress.over')
          )}
        </Text>
      </Stack>
    </Paper>
  );
}

interface BarProps {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** Where the pace is told. */
  readonly samples?: readonly Sample[];
  readonly isOver: boolean;
}

function Bar({ label, done, total, samples, isOver }: BarProps) {
  const t = words.use();
  const language = useLanguage();
  const said = t('progress.of', { done: writeNumber(done, language), total: writeNumber(total, language) });
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={4}>
        <Text size="sm" fw={500} component="span">
          {label} <span className="nowrap">{said}</span>
        </Text>
        <Text size="sm" c="dimmed" component="span" mih={22}>
          {samples && !isOver && done < total && <PaceText samples={samples} total={total} />}
        </Text>
      </Group>
      <Progress.Root size="lg" transitionDuration={0}>
        <Progress.Section
          value={total === 0 ? 0 : (done / total) * 100}
          // Mantine would read a percentage aloud; the numbers of invoices say more.
          withAria={false}
          role="progressbar"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={done}
          aria-valuetext={said}
        />
      </Progress.Root>
    </div>
  );
}

function PaceText({ samples, total }: { readonly samples: readonly Sample[]; readonly total: number }) {
  const t = words.use();
  const language = useLanguage();
  const pace = paceOf(samples, total);
  if (!pace) return t('progress.measuring');
  const rate = writeNumber(
    pace.perSecond < 10 ? pace.perSecond.toFixed(1) : Math.round(pace.perSecond),
    language,
  );
  const minutes = Math.floor(pace.secondsLeft / 60);
  const seconds = pace.secondsLeft % 60;
  const time = minutes > 0 ? t('progress.minutes', { minutes, seconds }) : t('progress.seconds', { seconds });
  return (
    <>
      {t('progress.rate', { rate })}, {t('progress.left', { time })}
    </>
  );
}
