import { Alert, Button, Card, List, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconScale } from '@tabler/icons-react';
import { Link } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { say, useLanguage, writeBasisPoints, writeNumber } from '../../../i18n/format';
import { EmptyState } from '../../../ui/empty-state';
import { Loaded } from '../../../ui/loaded';
import { LoadingRows } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { StateBadge } from '../../../ui/state-badge';
import { AssociatesTabs } from './associates-tabs';
import { words } from './texts';
import { WeightsPicture } from './weights-picture';

type Standing = Schema<'MembershipStandingView'>;

export function CollegesPage() {
  const t = words.use();
  const standing = api.useQuery('get', '/api/membership-standing', {});
  return (
    <Page
      title={t('tabs.colleges')}
      lead={t('colleges.lead')}
      above={[{ to: '/gestion/societaires', label: t('title') }]}
    >
      <AssociatesTabs current="colleges" />
      <Loaded query={standing} skeleton={<LoadingRows rows={10} />}>
        {(data) => (data.bylaws === null ? <NoBylaws /> : <Weights standing={data} />)}
      </Loaded>
    </Page>
  );
}

function NoBylaws() {
  const t = words.use();
  return (
    <EmptyState
      icon={IconScale}
      title={t('colleges.noBylaws')}
      action={
        <Button component={Link} to="/gestion/societaires/statuts">
          {t('tabs.bylaws')}
        </Button>
      }
    >
      {t('colleges.noBylawsText')}
    </EmptyState>
  );
}

function Weights({ standing }: { readonly standing: Standing }) {
  const t = words.use();
  return (
    <Stack gap="lg">
      <Findings findings={standing.observations} title={t('colleges.observed')} fine={t('colleges.fine')} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Card withBorder padding="md" component="section" aria-label={t('colleges.picture')}>
          <WeightsPicture weights={standing.weights} />
          {standing.bylaws?.colleges.length === 0 && <Text size="sm">{t('colleges.none')}</Text>}
        </Card>
        <Card withBorder padding="md" component="section" aria-label={t('colleges.table')}>
          <WeightsTable weights={standing.weights} />
        </Card>
      </SimpleGrid>
      <Categories standing={standing} />
    </Stack>
  );
}

/** What bounds say in sentences, or that all of them are kept. */
export function Findings({
  findings,
  title,
  fine,
}: {
  readonly findings: readonly Schema<'BoundFindingView'>[];
  readonly title: string;
  readonly fine: string;
}) {
  const language = useLanguage();
  if (findings.length === 0) return <StateBadge tone="done">{fine}</StateBadge>;
  return (
    <Alert
      role="note"
      color="yellow"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={
        <Text span fw={600} size="sm" c="var(--mantine-color-text)">
          {title}
        </Text>
      }
    >
      <List size="sm">
        {findings.map(({ sentence, advice }) => (
          <List.Item key={sentence.en}>{`${say(sentence, language)} ${say(advice, language)}`}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

const MICROS_IN_BASIS_POINT = 100;

export function WeightsTable({ weights }: { readonly weights: Standing['weights'] }) {
  const t = words.use();
  const language = useLanguage();
  const bounds = ({ leastBasisPoints: least, mostBasisPoints: most }: Standing['weights'][number]) =>
    least === null || most === null
      ? t('colleges.noBounds')
      : t('colleges.between', {
          least: writeBasisPoints(least, language),
          most: writeBasisPoints(most, language),
        });
  return (
    <div style={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={t('colleges.table')}>
      <Table verticalSpacing={6}>
        <caption className="visually-hidden">{t('colleges.table')}</caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('college')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('colleges.members')}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {t('colleges.weight')}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {t('colleges.perMember')}
            </Table.Th>
            <Table.Th scope="col">{t('colleges.bounds')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {weights.map((weight) => (
            <Table.Tr key={weight.code}>
              <Table.Th scope="row" fw={500}>
                {weight.name || t('standings.all')}
              </Table.Th>
              <Table.Td ta="right">{writeNumber(weight.members, language)}</Table.Td>
              <Table.Td ta="right" className="nowrap">
                {writeBasisPoints(weight.weightBasisPoints, language)}
              </Table.Td>
              <Table.Td ta="right" className="nowrap">
                {weight.perMemberMicros === null
                  ? t('colleges.nobody')
                  : writeBasisPoints(Math.round(weight.perMemberMicros / MICROS_IN_BASIS_POINT), language)}
              </Table.Td>
              <Table.Td className="nowrap">{bounds(weight)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Categories({ standing }: { readonly standing: Standing }) {
  const t = words.use();
  const rows = api.useQuery('get', '/api/associates', { params: { query: { size: 500 } } });
  const countOf = (code: string) =>
    (rows.data?.items ?? []).filter(({ category }) => category === code).length;
  return (
    <Card withBorder padding="md" component="section" aria-label={t('colleges.byCategory')}>
      <Title order={2} mb="xs">
        {t('colleges.byCategory')}
      </Title>
      <Table verticalSpacing={6} maw={720}>
        <caption className="visually-hidden">{t('colleges.byCategory')}</caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('category')}</Table.Th>
            <Table.Th scope="col">{t('bylaws.nature')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('colleges.members')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {(standing.bylaws?.categories ?? []).map(({ code, name, kind }) => (
            <Table.Tr key={code}>
              <Table.Th scope="row" fw={500}>
                {name}
              </Table.Th>
              <Table.Td>{t(`bylaws.natures.${kind}`)}</Table.Td>
              <Table.Td ta="right">{countOf(code)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}
