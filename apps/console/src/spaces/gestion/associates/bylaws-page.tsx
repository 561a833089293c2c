import { Badge, Button, Card, Group, List, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { say, useLanguage, writeAmount, writeBasisPoints, writeDay, writeNumber } from '../../../i18n/format';
import { EmptyState } from '../../../ui/empty-state';
import { Loaded } from '../../../ui/loaded';
import { LoadingRows } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { AssociatesTabs } from './associates-tabs';
import classes from './person-page.module.css';
import { useRules } from './rule-names';
import { words } from './texts';

type Version = Schema<'BylawsVersionView'>;

const EDIT = '/gestion/societaires/statuts/modifier';

export function BylawsPage() {
  const t = words.use();
  const mayWrite = useMay('administrator');
  const bylaws = api.useQuery('get', '/api/bylaws', {});
  const edit = mayWrite && (
    <Button component={Link} to={EDIT}>
      {t('bylaws.edit')}
    </Button>
  );
  return (
    <Page
      title={t('tabs.bylaws')}
      lead={t('bylaws.lead')}
      above={[{ to: '/gestion/societaires', label: t('title') }]}
      actions={bylaws.data && bylaws.data.items.length > 0 && edit}
    >
      <AssociatesTabs current="bylaws" />
      <Loaded query={bylaws} skeleton={<LoadingRows rows={12} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconFileText} title={t('bylaws.none')} action={edit}>
              {t('bylaws.noneText')}
            </EmptyState>
          ) : (
            <Versions versions={items} />
          )
        }
      </Loaded>
    </Page>
  );
}

function Versions({ versions }: { readonly versions: readonly Version[] }) {
  const t = words.use();
  const language = useLanguage();
  const { standing } = useRules();
  const today = standing.data?.on ?? '';
  const current = versions.find(({ from }) => from <= today) ?? versions[0]!;
  const [shown, setShown] = useState<string | null>(null);
  const keyOf = ({ from, revision }: Version) => `${from}/${revision}`;
  const version = versions.find((each) => keyOf(each) === shown) ?? current;
  const toldFormer = (each: Version) => {
    // Newest first: the one before it on the list took its place, from a later day or from the same one.
    const next = versions[versions.indexOf(each) - 1];
    return next === undefined || next.from === each.from
      ? t('bylaws.corrected', { day: writeDay(each.from, language) })
      : t('bylaws.former', { from: writeDay(each.from, language), to: writeDay(next.from, language) });
  };
  const told = (each: Version) =>
    each === current
      ? t('bylaws.current', { day: writeDay(each.from, language) })
      : each.from > today
        ? t('bylaws.upcoming', { day: writeDay(each.from, language) })
        : toldFormer(each);
  return (
    <Stack gap="lg">
      <Group gap="xs">
        <Badge variant="light" tt="none" radius="sm">
          {told(version)}
        </Badge>
        <Text size="sm" c="dimmed">
          {t('bylaws.version', { revision: version.revision, who: version.madeBy, reason: version.reason })}
        </Text>
      </Group>
      <RulesOf version={version} />
      <Bounds bounds={version.bounds} />
      <Section title={t('bylaws.versions')}>
        <ul className={classes.list}>
          {versions.map((each) => (
            <li key={keyOf(each)}>
              <div>
                <Text size="sm" fw={500}>
                  {told(each)}
                </Text>
                <Text size="sm" c="dimmed">
                  {t('bylaws.version', { revision: each.revision, who: each.madeBy, reason: each.reason })}
                </Text>
              </div>
              {each !== version && (
                <Button size="compact-xs" variant="subtle" onClick={() => setShown(keyOf(each))}>
                  {t('bylaws.read')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Section>
    </Stack>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card withBorder padding="md" component="section" aria-label={title}>
      <Title order={2} mb="sm">
        {title}
      </Title>
      {children}
    </Card>
  );
}

function Facts({ rows }: { readonly rows: readonly (readonly [string, string])[] }) {
  return (
    <dl className={classes.facts}>
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function RulesOf({ version }: { readonly version: Version }) {
  const t = words.use();
  const language = useLanguage();
  const { capital, career, company } = version;
  const share = (basisPoints: number) => writeBasisPoints(basisPoints, language);
  const months = (count: number) => t('bylaws.months', { count });
  const shape =
    `${t(`bylaws.forms.${version.form}`)} ${company ? t(`bylaws.companies.${company}`) : ''}`.trim();
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
      <Section title={`${t('bylaws.shape')} : ${shape}`}>
        {capital === null ? (
          <Text size="sm">{t('bylaws.noCapital')}</Text>
        ) : (
          <Facts
            rows={[
              [t('bylaws.minimum'), writeAmount(capital.minimum, language)],
              [t('bylaws.floor'), share(capital.floorBasisPoints)],
              [t('bylaws.paid'), share(capital.paidAtSubscriptionBasisPoints)],
              [t('bylaws.release'), months(capital.releaseMonths)],
              [t('bylaws.refund'), months(capital.refundDelayMonths)],
              [
                t('bylaws.interest'),
                `${writeNumber(capital.interestMarginBasisPoints / 100, language)} ${t('bylaws.points')}`,
              ],
            ]}
          />
        )}
      </Section>
      <Section title={t('bylaws.career')}>
        <Facts
          rows={[
            [t('bylaws.associateWithin'), String(career.associateWithinMonths)],
            [t('bylaws.interviews'), String(career.interviewsPerYear)],
            [t('bylaws.revision'), String(career.revisionEveryMonths)],
            [t('bylaws.trial'), String(career.trialMonths)],
            [t('bylaws.alert'), String(career.alertDays)],
          ]}
        />
      </Section>
      <Section title={t('bylaws.categories')}>
        <Rules
          caption={t('bylaws.categories')}
          columns={[t('bylaws.code'), t('bylaws.name'), t('bylaws.nature'), t('bylaws.minimumShares')]}
          rows={version.categories.map(({ code, name, kind, minimumShares }) => [
            code,
            name,
            t(`bylaws.natures.${kind}`),
            String(minimumShares),
          ])}
        />
      </Section>
      <Section title={t('bylaws.collegesTitle')}>
        {version.colleges.length === 0 ? (
          <Text size="sm">{t('bylaws.noColleges')}</Text>
        ) : (
          <Rules
            caption={t('bylaws.collegesTitle')}
            columns={[t('bylaws.code'), t('bylaws.name'), t('colleges.weight')]}
            rows={version.colleges.map(({ code, name, weightBasisPoints }) => [
              code,
              name,
              share(weightBasisPoints),
            ])}
          />
        )}
      </Section>
    </SimpleGrid>
  );
}

interface RulesProps {
  readonly caption: string;
  readonly columns: readonly string[];
  /** The last column holds figures. */
  readonly rows: readonly (readonly string[])[];
}

function Rules({ caption, columns, rows }: RulesProps) {
  const align = (i: number) => (i === columns.length - 1 ? 'right' : undefined);
  return (
    <div style={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={caption}>
      <Table verticalSpacing={4}>
        <caption className="visually-hidden">{caption}</caption>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column, i) => (
              <Table.Th key={column} scope="col" ta={align(i)}>
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([code, ...cells]) => (
            <Table.Tr key={code}>
              <Table.Th scope="row" fw={500} ff="monospace">
                {code}
              </Table.Th>
              {cells.map((cell, i) => (
                <Table.Td key={columns[i + 1]} ta={align(i + 1)}>
                  {cell}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** What the law sets to a form, with its articles. */
function Bounds({ bounds }: { readonly bounds: readonly Schema<'LegalBoundView'>[] }) {
  const t = words.use();
  const language = useLanguage();
  if (bounds.length === 0) return null;
  return (
    <Section title={t('bylaws.bounds')}>
      <Text size="sm" c="dimmed" mb="xs">
        {t('bylaws.boundsLead')}
      </Text>
      <List size="sm" spacing={4}>
        {bounds.map(({ key, says, source, sure, from }) => (
          <List.Item key={key}>
            {`${say(says, language)} `}
            <Text span size="xs" c="dimmed">
              {`${source}${sure ? '' : ' [?]'}, ${t('bylaws.since', { day: writeDay(from, language) })}`}
            </Text>
          </List.Item>
        ))}
      </List>
    </Section>
  );
}
