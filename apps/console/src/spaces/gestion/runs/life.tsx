import { List, Text, Timeline } from '@mantine/core';
import type { Schema } from '../../../api/api';
import { amountOf, centsOf, sumOf } from '../../../i18n/amounts';
import { useLanguage, writeAmount, writeInstant } from '../../../i18n/format';
import { shortDigest } from './states';
import { words } from './texts';

type Run = Schema<'RunDetailsView'>;
type RunEvent = Schema<'RunEventView'>;

/** What happened to a run, who did it and when; the newest last. */
export function Life({ run }: { readonly run: Run }) {
  const t = words.use();
  const { events } = run;
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
          <LifeEvent run={run} event={event} />
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

interface Amounts {
  /** Of the documents that the event counts. */
  readonly net: string | undefined;
  /** Within it. */
  readonly held: string | undefined;
}

/**
 * A proposal counts all its documents and sums only those that were not held. It never changes: what all come to is
 * what its documents come to now, whatever their states.
 */
function amountsOf({ state, facts }: RunEvent, { counts }: Run): Amounts {
  if (state !== 'proposed' || facts.net === undefined) return { net: facts.net, held: undefined };
  const all = sumOf(counts.map(({ net }) => net));
  const heldCents = centsOf(all) - centsOf(facts.net);
  return { net: all, held: heldCents === 0n ? undefined : amountOf(heldCents) };
}

function LifeEvent({ run, event }: { readonly run: Run; readonly event: RunEvent }) {
  const t = words.use();
  const language = useLanguage();
  const { madeBy, at, facts } = event;
  const { net, held } = amountsOf(event, run);
  const told = [
    facts.documents !== undefined && t('life.documents', { count: facts.documents }),
    net !== undefined && t('life.net', { net: writeAmount(net, language) }),
    held !== undefined && t('life.heldNet', { net: writeAmount(held, language) }),
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
