import { Accordion, Group, List, Text, Title } from '@mantine/core';
import type { Schema } from '../../../api/api';
import { say, useLanguage, writeNumber } from '../../../i18n/format';
import { words } from './texts';

interface ImportRemarksProps {
  readonly counts: Schema<'ImportSummaryView'>['remarkCounts'];
  readonly remarks: Schema<'ImportSummaryView'>['remarks'];
}

/** What a person should know of what was or will be imported, by kind. */
export function ImportRemarks({ counts, remarks }: ImportRemarksProps) {
  const t = words.use();
  const language = useLanguage();
  return (
    <section>
      <Title order={2} mb="xs">
        {t('import.remarks')}
      </Title>
      {counts.length === 0 && <Text size="sm">{t('import.noRemarks')}</Text>}
      <Accordion variant="separated" order={3} transitionDuration={0} keepMounted={false} multiple>
        {counts.map(({ kind, count }) => {
          const told = remarks.filter((remark) => remark.kind === kind);
          return (
            <Accordion.Item key={kind} value={kind}>
              <Accordion.Control>
                <Group justify="space-between" pr="sm">
                  <span>{t(`remarkKinds.${kind}`)}</span>
                  <Text component="span" size="sm" c="dimmed">
                    {t('import.remarksOf', { count })}
                  </Text>
                </Group>
              </Accordion.Control>
              <Accordion.Panel>
                <List size="sm">
                  {told.map((remark, at) => (
                    <List.Item key={at}>{say(remark.sentence, language)}</List.Item>
                  ))}
                </List>
                {told.length < count && (
                  <Text size="sm" c="dimmed" mt="xs">
                    {t('dialog.more', { count: writeNumber(told.length, language) })}
                  </Text>
                )}
              </Accordion.Panel>
            </Accordion.Item>
          );
        })}
      </Accordion>
    </section>
  );
}
