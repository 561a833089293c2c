import { Anchor, List, SimpleGrid, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Invoice } from '../states';
import { words } from '../texts';
import { typeset } from '../../../../i18n/typeset';
import { Section } from './section';

type Party = Invoice['content']['seller'];

/** Who billed whom, as sealed; the record of today may say otherwise. */
export function InvoiceParties({ invoice }: { readonly invoice: Invoice }) {
  const t = words.use();
  const { content, run, credited, creditNotes, lines } = invoice;
  const contracts = [
    ...new Map(lines.flatMap(({ contract }) => contract ?? []).map((each) => [each.id, each])).values(),
  ];
  return (
    <Section title={t('one.parties')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <PartyFacts role={t('one.seller')} party={content.seller} tradeName={content.tradeName} />
        <PartyFacts role={t('one.buyer')} party={content.buyer} tradeName={null} />
        <Stack gap={6} align="flex-start">
          <Text size="sm" c="dimmed">
            {t('one.references')}
          </Text>
          {run !== null && (
            <Anchor component={Link} size="sm" to={`/gestion/campagnes/${run}`}>
              {t('one.run', { run })}
            </Anchor>
          )}
          {contracts.map(({ id, code }) => (
            <Anchor key={id} component={Link} size="sm" to={`/gestion/contrats/${id}`}>
              {t('one.contract', { code })}
            </Anchor>
          ))}
          {credited && (
            <Anchor component={Link} size="sm" to={`/gestion/factures/${credited.id}`}>
              {t('one.credits', { number: credited.number })}
            </Anchor>
          )}
          {creditNotes.map(({ id, number }) => (
            <Anchor key={id} component={Link} size="sm" to={`/gestion/factures/${id}`}>
              {`${t('types.creditNote')} ${number}`}
            </Anchor>
          ))}
          {content.purchaseOrder && (
            <Text size="sm">{t('one.purchaseOrder', { order: content.purchaseOrder })}</Text>
          )}
        </Stack>
        <Stack gap={2}>
          <Text size="sm" c="dimmed">
            {t('one.notes')}
          </Text>
          <List size="xs" spacing={2}>
            {content.notes.map((note) => (
              <List.Item key={note}>{content.language === 'fr' ? typeset(note) : note}</List.Item>
            ))}
          </List>
        </Stack>
      </SimpleGrid>
    </Section>
  );
}

interface PartyFactsProps {
  readonly role: string;
  readonly party: Party;
  readonly tradeName: string | null;
}

function PartyFacts({ role, party, tradeName }: PartyFactsProps) {
  const t = words.use();
  const { name, siren, address } = party;
  return (
    <Stack gap={0}>
      <Text size="sm" c="dimmed">
        {role}
      </Text>
      <Text size="sm" fw={500}>
        {name}
        {tradeName && ` (${tradeName})`}
      </Text>
      {address.lines.map((line) => (
        <Text key={line} size="sm">
          {line}
        </Text>
      ))}
      <Text size="sm">
        {address.postCode} {address.city}
      </Text>
      {siren && (
        <Text size="sm" className="nowrap">
          {t('one.siren', { siren: siren.replace(/(\d{3})(?=\d)/g, '$1\u202f') })}
        </Text>
      )}
    </Stack>
  );
}
