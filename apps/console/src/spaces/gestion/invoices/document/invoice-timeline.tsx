import { Anchor, Text, Timeline } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCircleCheck,
  IconClockPause,
  IconDatabaseImport,
  IconFileCheck,
  IconFileInvoice,
  IconFileX,
  IconHelpCircle,
  IconMailCheck,
  IconMailForward,
  IconMailOff,
  IconMailX,
  IconPlaylistAdd,
  IconReceiptRefund,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { Link } from 'react-router';
import { api, type Schema } from '../../../../api/api';
import { say, useLanguage } from '../../../../i18n/format';
import { Loaded } from '../../../../ui/loaded';
import { InstantText } from '../../../../ui/when';
import { words } from '../texts';
import { Section } from './section';

type Event = Schema<'InvoiceEventView'>;

const LOOKS: Readonly<
  Record<Event['kind'], { readonly icon: ComponentType<{ size?: number }>; readonly color: string }>
> = {
  proposed: { icon: IconPlaylistAdd, color: 'gray' },
  approved: { icon: IconCircleCheck, color: 'gray' },
  imported: { icon: IconDatabaseImport, color: 'gray' },
  issued: { icon: IconFileInvoice, color: 'tide' },
  doubleBilling: { icon: IconAlertTriangle, color: 'yellow' },
  doubleBillingSettled: { icon: IconCircleCheck, color: 'teal' },
  rendered: { icon: IconFileCheck, color: 'gray' },
  renderingFailed: { icon: IconFileX, color: 'red' },
  resent: { icon: IconMailForward, color: 'blue' },
  sending: { icon: IconMailForward, color: 'blue' },
  sent: { icon: IconMailCheck, color: 'teal' },
  postponed: { icon: IconClockPause, color: 'yellow' },
  refused: { icon: IconMailX, color: 'red' },
  unknown: { icon: IconHelpCircle, color: 'yellow' },
  bounced: { icon: IconMailX, color: 'red' },
  notArrived: { icon: IconMailX, color: 'red' },
  excused: { icon: IconMailOff, color: 'gray' },
  deducted: { icon: IconArrowBackUp, color: 'gray' },
  credited: { icon: IconReceiptRefund, color: 'orange' },
};

/** What happened to a document, oldest first, as the facts that were stored tell it. */
export function InvoiceTimeline({ invoice }: { readonly invoice: number }) {
  const t = words.use();
  const query = api.useQuery('get', '/api/invoices/{id}/timeline', { params: { path: { id: invoice } } });
  return (
    <Section title={t('one.life')}>
      <Loaded query={query}>
        {(events) => (
          <Timeline bulletSize={26} lineWidth={2} active={events.length}>
            {events.map((event) => (
              <HappenedOnce key={`${event.kind}${event.at}${event.attempt ?? ''}`} event={event} />
            ))}
          </Timeline>
        )}
      </Loaded>
    </Section>
  );
}

function HappenedOnce({ event, ...item }: { readonly event: Event }) {
  const t = words.use();
  const language = useLanguage();
  const { icon: Icon, color } = LOOKS[event.kind];
  return (
    <Timeline.Item
      {...item}
      style={{ breakInside: 'avoid' }}
      bullet={<Icon size={15} aria-hidden />}
      color={color}
    >
      <Text size="sm">
        {say(event.sentence, language)}{' '}
        {event.document && (
          <Anchor component={Link} underline="always" to={`/gestion/factures/${event.document.id}`} inherit>
            {t('one.see', { number: event.document.number })}
          </Anchor>
        )}
        {event.kind === 'proposed' && event.run !== null && <RunLink run={event.run} />}
      </Text>
      {event.detail && (
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {event.detail}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        <InstantText of={event.at} />
      </Text>
    </Timeline.Item>
  );
}

function RunLink({ run }: { readonly run: number }) {
  const t = words.use();
  return (
    <Anchor component={Link} underline="always" to={`/gestion/campagnes/${run}`} inherit>
      {t('one.run', { run })}
    </Anchor>
  );
}
