import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { Schema } from '../../../api/api';
import { useLanguage, writeDay } from '../../../i18n/format';
import { StateBadge } from '../../../ui/state-badge';
import { DayText, PeriodText } from '../../../ui/when';
import {
  EndStatusDialogue,
  InterviewDialogue,
  SignatureDialogue,
  StatusDialogue,
  WithdrawStatusDialogue,
} from './career-dialogues';
import classes from './person-page.module.css';
import { Section } from './section';
import { words } from './texts';

type Person = Schema<'OnePersonView'>;

export function Statuses({ person, mayWrite }: { readonly person: Person; readonly mayWrite: boolean }) {
  const t = words.use();
  const language = useLanguage();
  const [asking, setAsking] = useState<
    | { readonly for: 'new' }
    | { readonly for: 'end' | 'withdraw'; readonly status: Schema<'WorkerStatusView'> }
    | null
  >(null);
  const close = () => setAsking(null);
  return (
    <Section
      title={t('one.statuses')}
      actions={
        mayWrite && (
          <Button size="xs" variant="default" onClick={() => setAsking({ for: 'new' })}>
            {t('one.newStatus')}
          </Button>
        )
      }
    >
      {person.statuses.length === 0 && <Text c="dimmed">{t('one.noStatus')}</Text>}
      <ul className={classes.list}>
        {person.statuses.map((status) => (
          <li key={status.id}>
            <div>
              <Text size="sm" fw={500} td={status.withdrawnReason ? 'line-through' : undefined}>
                {t(`workStatuses.${status.status}`)}
              </Text>
              <Text size="sm" c="dimmed" component="div">
                <PeriodText of={status.period} />
                {status.trialEndsOn &&
                  ` · ${t('one.trial', { day: writeDay(status.trialEndsOn, language) })}`}
                {status.withdrawnReason && ` · ${t('one.withdrawn', { reason: status.withdrawnReason })}`}
              </Text>
            </div>
            {mayWrite && !status.withdrawnReason && (
              <Group gap={4} data-print="hide">
                {status.period.to === null && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    onClick={() => setAsking({ for: 'end', status })}
                  >
                    {t('one.endStatus')}
                  </Button>
                )}
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  onClick={() => setAsking({ for: 'withdraw', status })}
                >
                  {t('one.withdrawStatus')}
                </Button>
              </Group>
            )}
          </li>
        ))}
      </ul>
      {asking?.for === 'new' && <StatusDialogue person={person} onClose={close} />}
      {asking?.for === 'end' && <EndStatusDialogue status={asking.status} onClose={close} />}
      {asking?.for === 'withdraw' && <WithdrawStatusDialogue status={asking.status} onClose={close} />}
    </Section>
  );
}

export function Interviews({ person, mayWrite }: { readonly person: Person; readonly mayWrite: boolean }) {
  const t = words.use();
  const language = useLanguage();
  const [recording, setRecording] = useState(false);
  const [signing, setSigning] = useState<Schema<'InterviewView'> | null>(null);
  return (
    <Section
      title={t('one.interviews')}
      actions={
        mayWrite && (
          <Button size="xs" variant="default" onClick={() => setRecording(true)}>
            {t('one.newInterview')}
          </Button>
        )
      }
    >
      {person.interviews.length === 0 && <Text c="dimmed">{t('one.noInterview')}</Text>}
      <ul className={classes.list}>
        {person.interviews.map((interview) => (
          <li key={interview.id}>
            <div>
              <Text size="sm" fw={500} component="div">
                <DayText of={interview.heldOn} /> {t('one.with', { who: interview.heldBy })}
              </Text>
              {interview.note && (
                <Text size="sm" c="dimmed">
                  {interview.note}
                </Text>
              )}
            </div>
            <Group gap="xs">
              {interview.signedOn ? (
                <StateBadge tone="done">
                  {t('one.signed', { day: writeDay(interview.signedOn, language) })}
                </StateBadge>
              ) : (
                <StateBadge tone="waiting">{t('one.unsigned')}</StateBadge>
              )}
              {mayWrite && !interview.signedOn && (
                <Button size="compact-xs" variant="subtle" onClick={() => setSigning(interview)}>
                  {t('one.sign')}
                </Button>
              )}
            </Group>
          </li>
        ))}
      </ul>
      {recording && <InterviewDialogue person={person} onClose={() => setRecording(false)} />}
      {signing && <SignatureDialogue interview={signing} onClose={() => setSigning(null)} />}
    </Section>
  );
}
