import { Group, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLanguage, writeAmount, writeBasisPoints } from '../../../../i18n/format';
import { Amount } from '../../../../ui/amount';
import { DayText } from '../../../../ui/when';
import { SumOrigin } from '../origin/amount-origin';
import { sumOf } from '../../../../i18n/amounts';
import { type Invoice, negated, signed } from '../states';
import { words } from '../texts';
import { typeset } from '../../../../i18n/typeset';
import { Section } from './section';

/** The sums of a document, each with its parts, and what is left of it. */
export function InvoiceAmounts({ invoice }: { readonly invoice: Invoice }) {
  const t = words.use();
  const { content, creditNotes, type, dueOn } = invoice;
  const of = (amount: string) => signed(amount, type);
  const left = sumOf([invoice.gross, ...creditNotes.map(({ gross }) => negated(gross))]);
  return (
    <Section title={t('one.amounts')}>
      <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="md" verticalSpacing="sm">
        <Figure name={t('net')}>
          <SumOrigin
            name={t('origin.netOf')}
            sentence={t('origin.netSum')}
            parts={invoice.lines.map(({ position, label, net }) => ({
              name: `${position}. ${label}`,
              amount: of(net),
            }))}
          >
            <Amount of={of(invoice.net)} />
          </SumOrigin>
        </Figure>
        <Figure name={t('vat')}>
          <SumOrigin name={t('origin.vatOf')} sentence={t('origin.vatSum')} parts={useVatParts(invoice)}>
            <Amount of={of(invoice.vat)} />
          </SumOrigin>
        </Figure>
        <Figure name={t('gross')} strong>
          <SumOrigin
            name={t('origin.grossOf')}
            sentence={t('origin.grossSum')}
            parts={[
              { name: t('net'), amount: of(invoice.net) },
              { name: t('vat'), amount: of(invoice.vat) },
            ]}
          >
            <Amount of={of(invoice.gross)} />
          </SumOrigin>
        </Figure>
        {type !== 'creditNote' && (
          <Figure name={t('one.dueOn')}>
            <DayText of={dueOn} />
          </Figure>
        )}
        {creditNotes.length > 0 && (
          <Figure name={t('one.left')} strong>
            <SumOrigin
              name={t('one.left')}
              sentence={t('one.creditedBy')}
              parts={[
                { name: invoice.number, amount: invoice.gross },
                ...creditNotes.map(({ number, gross }) => ({ name: number, amount: negated(gross) })),
              ]}
            >
              <Amount of={left} />
            </SumOrigin>
          </Figure>
        )}
      </SimpleGrid>
      <Said name={t('one.terms')} words={content.paymentTerms} />
      {content.reason && <Said name={t('one.reason')} words={typeset(content.reason)} />}
    </Section>
  );
}

function useVatParts({ content, type }: Invoice): { name: string; amount: string }[] {
  const t = words.use();
  const language = useLanguage();
  return content.vat.map(({ rateBasisPoints, net, vat, exemptionReason }) => ({
    name:
      rateBasisPoints === 0
        ? t('one.noVat', { reason: exemptionReason ?? '0 %' })
        : t('one.vatOf', {
            rate: writeBasisPoints(rateBasisPoints, language),
            net: writeAmount(signed(net, type), language),
          }),
    amount: signed(vat, type),
  }));
}

function Said({ name, words: said }: { readonly name: string; readonly words: string }) {
  return (
    <Text size="sm" mt="xs">
      <Text component="span" inherit c="dimmed">
        {name}
      </Text>
      <br />
      {said}
    </Text>
  );
}

interface FigureProps {
  readonly name: string;
  readonly strong?: boolean;
  readonly children: ReactNode;
}

function Figure({ name, strong = false, children }: FigureProps) {
  return (
    <Stack gap={0}>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Group component="div" gap={4} fw={strong ? 700 : 500} fz={strong ? 'lg' : 'md'} mih={30}>
        {children}
      </Group>
    </Stack>
  );
}
