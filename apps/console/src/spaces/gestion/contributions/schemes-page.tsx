import { Button, Group, Paper, Select, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { IconPercentage, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { say, useLanguage, writeMonth } from '../../../i18n/format';
import { EmptyState } from '../../../ui/empty-state';
import { Loaded } from '../../../ui/loaded';
import { today } from '../../../api/today';
import { Page } from '../../../ui/page';
import { StateBadge } from '../../../ui/state-badge';
import { useFilters } from '../../../ui/use-filters';
import { BandsPicture } from './bands-picture';
import { DocumentRates } from './document-rates';
import { EndingDialogue } from './ending-dialogue';
import { standingsOf, type Version } from './scheme-versions';
import { words } from './texts';

const TONES = { now: 'done', coming: 'waiting', past: 'neutral' } as const;

/** What is kept, by issuer: what is in force drawn, what was before listed. */
export function SchemesPage() {
  const t = words.use();
  const mayWrite = useMay('administrator');
  const [filters, setFilters] = useFilters({ emetteur: '' });
  const issuers = api.useQuery('get', '/api/issuers', { params: { query: { size: 500 } } });
  const issuer = filters.emetteur || String(issuers.data?.items[0]?.id ?? '');
  const schemes = api.useQuery(
    'get',
    '/api/contribution-schemes',
    { params: { query: { issuer: Number(issuer) } } },
    { enabled: issuer !== '' },
  );
  const activities = api.useQuery('get', '/api/activities', { params: { query: { size: 500 } } });
  const nameIn = (activity: number | null) =>
    activities.data?.items.find(({ id }) => id === activity)?.name ?? String(activity);
  const nameOf = (activity: number | null) =>
    activity === null ? t('scheme.common') : t('scheme.own', { activity: nameIn(activity) });
  const [ending, setEnding] = useState<Version | null>(null);
  return (
    <Page
      title={t('scheme.title')}
      lead={t('scheme.lead')}
      above={[{ to: '/gestion/contributions', label: t('title') }]}
      actions={
        mayWrite && (
          <Button
            component={Link}
            to={`/gestion/contributions/baremes/nouveau?emetteur=${issuer}`}
            leftSection={<IconPlus size={16} aria-hidden />}
          >
            {t('scheme.new')}
          </Button>
        )
      }
    >
      <Stack gap="lg">
        <Select
          label={t('form.issuer')}
          value={issuer || null}
          onChange={(emetteur) => setFilters({ emetteur })}
          data={(issuers.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
          allowDeselect={false}
          maw={420}
        />
        <Loaded query={schemes}>
          {(versions) =>
            versions.length === 0 ? (
              <EmptyState icon={IconPercentage} title={t('scheme.none')}>
                {t('scheme.noneText')}
              </EmptyState>
            ) : (
              <Versions versions={versions} nameOf={nameOf} onEnd={mayWrite ? setEnding : null} />
            )
          }
        </Loaded>
        <DocumentRates />
      </Stack>
      {ending && (
        <EndingDialogue
          version={ending}
          activity={nameIn(ending.activity)}
          common={commonIn(schemes.data ?? [])}
          onDone={() => void schemes.refetch()}
          onClose={() => setEnding(null)}
        />
      )}
    </Page>
  );
}

/** What counts now for all activities of the issuer. */
function commonIn(versions: readonly Version[]): Version['terms'] {
  const now = standingsOf(versions, today()).filter(({ standing }) => standing === 'now');
  return now.find(({ version }) => version.activity === null)?.version.terms ?? null;
}

interface VersionsProps {
  readonly versions: readonly Version[];
  readonly nameOf: (activity: number | null) => string;
  /** Of an activity's own scheme; null for who may not. */
  readonly onEnd: ((version: Version) => void) | null;
}

function Versions({ versions, nameOf, onEnd }: VersionsProps) {
  const t = words.use();
  const language = useLanguage();
  const told = standingsOf(versions, today());
  return (
    <>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {told
          .filter(({ standing }) => standing !== 'past')
          .map(({ version, standing }) => (
            <Paper key={version.id} withBorder p="md" radius="md">
              <Group justify="space-between" mb="xs">
                <Title order={2} size="h4">
                  {nameOf(version.activity)}
                </Title>
                <StateBadge tone={TONES[standing]}>{t(`scheme.${standing}`)}</StateBadge>
              </Group>
              {version.terms && version.terms.bands.length > 1 && (
                <BandsPicture bands={version.terms.bands} />
              )}
              <Text mt="sm">{sentenceOf(version, t, language)}</Text>
              {version.terms?.nature && <Text size="sm">{t(`form.natures.${version.terms.nature}`)}</Text>}
              <Text size="sm" c="dimmed" mt={4}>
                {t('scheme.from', { month: writeMonth(version.from, language) })}.{' '}
                {t('scheme.by', { reason: version.reason, by: version.madeBy })}
              </Text>
              {onEnd && standing === 'now' && version.activity !== null && version.terms && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  mt={4}
                  aria-label={t('scheme.endOf', { activity: nameOf(version.activity) })}
                  onClick={() => onEnd(version)}
                >
                  {t('scheme.end')}
                </Button>
              )}
            </Paper>
          ))}
      </SimpleGrid>
      {told.some(({ standing }) => standing === 'past') && (
        <Paper withBorder p="md" radius="md">
          <Title order={2} size="h4" mb="xs">
            {t('scheme.history')}
          </Title>
          <Table.ScrollContainer minWidth={520}>
            <Table verticalSpacing={6} fz="sm">
              <caption className="visually-hidden">{t('scheme.history')}</caption>
              <Table.Tbody>
                {told
                  .filter(({ standing }) => standing === 'past')
                  .map(({ version }) => (
                    <Table.Tr key={version.id}>
                      <Table.Th scope="row" fw={400}>
                        {nameOf(version.activity)}
                      </Table.Th>
                      <Table.Td className="nowrap">
                        {t('scheme.from', { month: writeMonth(version.from, language) })}
                      </Table.Td>
                      <Table.Td>{sentenceOf(version, t, language)}</Table.Td>
                      <Table.Td>{t('scheme.by', { reason: version.reason, by: version.madeBy })}</Table.Td>
                    </Table.Tr>
                  ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Paper>
      )}
    </>
  );
}

function sentenceOf(version: Version, t: ReturnType<typeof words.use>, language: 'fr' | 'en'): string {
  if (version.terms) return say(version.terms.sentence, language);
  return t(version.activity === null ? 'scheme.nothing' : 'scheme.followsIssuer');
}
