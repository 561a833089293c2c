import { Anchor, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Schema } from '../../../api/api';
import { useLanguage, writeAmount, writeNumber } from '../../../i18n/format';
import { Amount } from '../../../ui/amount';
import { Explained } from '../../../ui/explained';
import { DOCUMENT_ORDER } from './states';
import { words } from './texts';

type Run = Schema<'RunDetailsView'>;

/** How many documents are in each state and what they come to; each total says where it comes from. */
export function RunFigures({ run }: { readonly run: Run }) {
  const t = words.use();
  const language = useLanguage();
  const counts = DOCUMENT_ORDER.flatMap((state) => run.counts.find((each) => each.state === state) ?? []);
  return (
    <SimpleGrid
      cols={{ base: 1, xs: 2, md: 4 }}
      spacing="sm"
      component="section"
      aria-label={t('page.figures')}
    >
      {counts.length === 0 && (
        <Figure name={t('page.nothing')} value={<Text size="sm">{t('page.nothingTeach')}</Text>} />
      )}
      {counts.map(({ state, documents, net, vat, gross }) => (
        <Figure
          key={state}
          name={`${writeNumber(documents, language)} ${t(`documentCounts.${state}`, { count: documents })}`}
          value={
            <Explained
              name={t(`documentCounts.${state}`, { count: documents })}
              explanation={() => (
                <Stack gap={6}>
                  <span>{t('explain.documents')}</span>
                  <span>
                    {t('explain.net', {
                      count: documents,
                      vat: writeAmount(vat, language),
                      gross: writeAmount(gross, language),
                    })}
                  </span>
                  <Anchor component={Link} to={`?etat=${state}`} size="sm">
                    {t('explain.list')}
                  </Anchor>
                </Stack>
              )}
            >
              <Text span size="xl" fw={600}>
                <Amount of={net} />
              </Text>
            </Explained>
          }
          detail={t('page.andVat', { vat: writeAmount(vat, language), gross: writeAmount(gross, language) })}
        />
      ))}
      {run.heldDays > 0 && (
        <Figure
          name={t('page.heldDays')}
          value={
            <Explained
              name={t('page.heldDays')}
              explanation={() => (
                <Stack gap={6}>
                  <span>{t('explain.heldDays')}</span>
                  <Anchor component={Link} to="?vue=retenus" size="sm">
                    {t('explain.heldList')}
                  </Anchor>
                </Stack>
              )}
            >
              <Text span size="xl" fw={600}>
                {writeNumber(run.heldDays, language)}
              </Text>
            </Explained>
          }
        />
      )}
    </SimpleGrid>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: ReactNode;
  readonly detail?: string;
}

function Figure({ name, value, detail }: FigureProps) {
  return (
    <Paper withBorder px="md" py="sm">
      <Text size="sm" fw={500}>
        {name}
      </Text>
      {value}
      {detail && (
        <Text size="xs" c="dimmed">
          {detail}
        </Text>
      )}
    </Paper>
  );
}
