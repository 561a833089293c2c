import { List, Text, Timeline } from '@mantine/core';
import type { Schema } from '../../../api/api';
import { useLanguage, writeAmount, writeInstant } from '../../../i18n/format';
import { shortDigest } from './states';
import { words } from './texts';

type RunEvent = Schema<'RunEventView'>;

/** What happened to a run, who did it and when; the newest last. */
export function Life({ events }: { readonly events: readonly RunEvent[] }) {
  const t = words.use();
  return (
    <Timeline active={events.length} bulletSize={18} lineWidth={2} mt="md">
      {events.map((event, index) => (
        // The timeline looks at its own items: they cannot be made by a component around them.
        <Timeline.Item
          key={`${event.at}${index}`}
          title={
            event.facts.attempt === undefined
              ? t(`life.${event.state}`)
              : t('life.attempt', { position: event.facts.attempt })
          }
        >
          <LifeEvent event={event} />
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

function LifeEvent({ event: { madeBy, at, facts } }: { readonly event: RunEvent }) {
  const t = words.use();
  const language = useLanguage();
  const told = [
    facts.documents !== undefined && t('life.documents', { count: facts.documents }),
    facts.net !== undefined && t('life.net', { net: writeAmount(facts.net, language) }),
    facts.digest !== undefined && t('life.digest', { digest: shortDigest(facts.digest) }),
  ].filter(Boolean);
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('life.by', { who: madeBy, when: writeInstant(at, language) })}
      </Text>
      {told.length > 0 && <Text size="sm">{told.join(', ')}</Text>}
      {facts.releases && facts.releases.length > 0 && (
        <List size="sm">
          {facts.releases.map(({ position, reason }) => (
            <List.Item key={position}>{t('life.release', { position, reason })}</List.Item>
          ))}
        </List>
      )}
    </>
  );
}
