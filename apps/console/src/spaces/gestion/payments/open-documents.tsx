import { Checkbox, Table, Text, TextInput } from '@mantine/core';
import { useLanguage, writeAmount } from '../../../i18n/format';
import { Amount } from '../../../ui/amount';
import { DayText } from '../../../ui/when';
import { typedOf } from '../contracts/decimal';
import { words } from './texts';
import { type Chosen, faultOf, type OpenDocument } from './wish';

interface OpenDocumentsProps {
  readonly documents: readonly OpenDocument[];
  readonly chosen: readonly Chosen[];
  readonly onChange: (chosen: readonly Chosen[]) => void;
  /** What a document is proposed; all that is left of it unless said. */
  readonly propose?: (document: OpenDocument) => string;
  /** Documents of others cannot join them. */
  readonly joins: (document: OpenDocument) => boolean;
}

/** Documents that wait for money; each that is chosen takes what is left of it, or less. */
export function OpenDocuments({ documents, chosen, onChange, propose, joins }: OpenDocumentsProps) {
  const t = words.use();
  const language = useLanguage();
  const others = chosen.filter(({ document }) => !documents.some(({ id }) => id === document.id));
  const rows = [...others.map(({ document }) => document), ...documents];
  const toggle = (document: OpenDocument, on: boolean) =>
    onChange(
      on
        ? [...chosen, { document, part: typedOf(propose?.(document) ?? document.balance, language) }]
        : chosen.filter((each) => each.document.id !== document.id),
    );
  return (
    <Table.ScrollContainer minWidth={300}>
      <Table verticalSpacing={6}>
        <caption className="visually-hidden">{t('form.open')}</caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('form.number')}</Table.Th>
            <Table.Th visibleFrom="sm">{t('client')}</Table.Th>
            <Table.Th visibleFrom="sm">{t('form.dueOn')}</Table.Th>
            <Table.Th ta="right">{t('form.balance')}</Table.Th>
            <Table.Th w={110}>{t('form.part')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((document) => {
            const own = chosen.find((each) => each.document.id === document.id);
            const fault = own ? faultOf(own) : null;
            return (
              <Table.Tr key={document.id}>
                <Table.Td>
                  <Checkbox
                    checked={own !== undefined}
                    disabled={own === undefined && !joins(document)}
                    onChange={({ currentTarget }) => toggle(document, currentTarget.checked)}
                    aria-label={t('form.choose', { number: document.number })}
                    label={<span className="nowrap">{document.number}</span>}
                  />
                  <Text size="xs" hiddenFrom="sm">
                    {document.client.name}
                  </Text>
                </Table.Td>
                <Table.Td visibleFrom="sm">
                  {document.client.name}
                  {document.issuer.outside && (
                    <Text size="xs" c="dimmed">
                      {document.issuer.name}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td visibleFrom="sm">
                  <DayText of={document.dueOn} />
                </Table.Td>
                <Table.Td ta="right">
                  <Amount of={document.balance} />
                </Table.Td>
                <Table.Td>
                  {own && (
                    <TextInput
                      size="xs"
                      inputMode="decimal"
                      aria-label={t('form.partOf', { number: document.number })}
                      value={own.part}
                      error={fault && t(`form.${fault}`, { amount: writeAmount(document.balance, language) })}
                      onChange={({ currentTarget }) =>
                        onChange(
                          chosen.map((each) => (each === own ? { ...own, part: currentTarget.value } : each)),
                        )
                      }
                      styles={{ input: { textAlign: 'right' } }}
                    />
                  )}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
