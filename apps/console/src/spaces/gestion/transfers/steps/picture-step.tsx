import { Alert, Anchor, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, type Schema } from '../../../../api/api';
import { addDays, say, useLanguage, writeDay, writeInstant } from '../../../../i18n/format';
import { Amount } from '../../../../ui/amount';
import { CoverageStrip } from '../../../../ui/coverage/coverage-strip';
import { Loaded } from '../../../../ui/loaded';
import { ProblemNotice } from '../../../../ui/problem-notice';
import { StateBadge, type Tone } from '../../../../ui/state-badge';
import { tell } from '../../../../ui/tell';
import { MANAGEMENT } from '../../coverage/what-to-do';
import { DecisionDialogue } from '../decision-dialogue';
import { words } from '../texts';
import type { StepProps } from './step';

type Line = Schema<'TransferLineView'>;
type Conflict = Schema<'TransferConflictView'>;

const TONES = { decide: 'failed', correct: 'attention', know: 'neutral' } as const satisfies Record<
  Conflict['severity'],
  Tone
>;

/** Both issuers on one picture, and each thing that stands in the way with the one thing to do. */
export function PictureStep(props: StepProps) {
  const t = words.use();
  const { transfer } = props;
  const path = { id: transfer.id };
  const picture = api.useQuery('get', '/api/contract-transfers/{id}/picture', { params: { path } });
  return (
    <Stack gap="lg">
      <Title order={2}>{t('picture.title')}</Title>
      {transfer.contracts.map(({ id, code }) => (
        <CoverageStrip
          key={id}
          contract={id}
          label={t('picture.coverage', { code })}
          surroundings={MANAGEMENT}
        />
      ))}
      <Loaded query={picture}>{(data) => <Conflicts {...props} picture={data} />}</Loaded>
    </Stack>
  );
}

function Conflicts({
  transfer,
  mayWrite,
  goTo,
  picture,
}: StepProps & { readonly picture: Schema<'TransferPictureView'> }) {
  const t = words.use();
  const [deciding, decide] = useState<Conflict | null>(null);
  const confirm = api.useMutation('post', '/api/contract-transfers/{id}/reading-confirmation', {
    onSuccess: () => {
      tell(t('picture.confirmed'));
      goTo('documents');
    },
  });
  const conflicts = picture.lines.flatMap((line) => line.conflicts.map((conflict) => ({ line, conflict })));
  return (
    <>
      <Stack gap="sm">
        {picture.lines.map((line) => (
          <Sides key={line.line.id} line={line} issuers={[transfer.from.name, transfer.to.name]} />
        ))}
      </Stack>
      <section>
        <Title order={3} size="h4" mb="xs">
          {t('picture.conflicts')}
        </Title>
        {conflicts.length === 0 && (
          <Alert role="note" variant="light" color="teal">
            {t('picture.noConflict')}
          </Alert>
        )}
        <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {conflicts.map(({ line, conflict }) => (
            <li key={`${conflict.code}${conflict.line}${conflict.period.from}${conflict.invoice?.id}`}>
              <ConflictCard
                {...{ line, conflict, mayWrite, goTo }}
                former={transfer.from}
                newCarrier={transfer.to.code}
                switched={transfer.state !== 'preparing'}
                onDecide={() => decide(conflict)}
              />
            </li>
          ))}
        </Stack>
      </section>
      <ProblemNotice error={confirm.error} />
      {transfer.state === 'preparing' && mayWrite && (
        <Group>
          <Button
            loading={confirm.isPending}
            onClick={() =>
              confirm.mutate({ params: { path: { id: transfer.id } }, body: { digest: picture.digest } })
            }
          >
            {t('picture.confirm')}
          </Button>
          {picture.read && (
            <Text size="sm" c="dimmed">
              {t('picture.read')}
            </Text>
          )}
        </Group>
      )}
      {deciding && <DecisionDialogue transfer={transfer} conflict={deciding} onClose={() => decide(null)} />}
    </>
  );
}

function Sides({ line, issuers }: { readonly line: Line; readonly issuers: readonly string[] }) {
  const t = words.use();
  const language = useLanguage();
  return (
    <Card withBorder padding="sm">
      <Text fw={600} size="sm">
        {line.line.label}{' '}
        <Text span size="sm" c="dimmed" fw={400}>
          {`${line.contract.code} · ${line.client.name}`}
        </Text>
      </Text>
      <Group gap="xl" mt={4}>
        {line.sides.map((side, at) => {
          const last = side.days.at(-1)?.to;
          return (
            <Text key={side.issuer} size="sm" component="div">
              <Text span size="sm" c="dimmed">
                {t('picture.billedBy', { issuer: issuers[at]! })}
              </Text>
              <br />
              {side.dayCount === 0 ? (
                t('picture.nothing')
              ) : (
                <>
                  {t('picture.days', { count: side.dayCount })} · <Amount of={side.net} />
                  {last && ` · ${t('picture.until', { day: writeDay(addDays(last, -1), language) })}`}
                </>
              )}
            </Text>
          );
        })}
      </Group>
    </Card>
  );
}

interface ConflictCardProps extends Pick<StepProps, 'mayWrite' | 'goTo'> {
  readonly line: Line;
  readonly conflict: Conflict;
  readonly former: Schema<'TransferIssuerView'>;
  readonly newCarrier: string;
  readonly switched: boolean;
  readonly onDecide: () => void;
}

function ConflictCard(props: ConflictCardProps) {
  const { line, conflict, former, mayWrite } = props;
  const t = words.use();
  const language = useLanguage();
  const { severity, sentence, decision, requestedAt, invoice } = conflict;
  const settled = decision !== null || requestedAt !== null;
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={4} maw={900}>
          <Group gap="xs">
            <StateBadge tone={settled ? 'done' : TONES[severity]}>
              {decision
                ? t('picture.decided')
                : requestedAt
                  ? t('picture.requested')
                  : t(`picture.severities.${severity}`)}
            </StateBadge>
            <Text span size="sm" c="dimmed">
              {`${line.line.label} · ${line.contract.code}`}
            </Text>
            {invoice && (
              <Anchor component={Link} size="sm" underline="always" to={`/gestion/factures/${invoice.id}`}>
                {invoice.number}
              </Anchor>
            )}
          </Group>
          <Text size="sm">{say(sentence, language)}</Text>
          {decision && (
            <Text size="sm" c="dimmed">
              {t(`picture.decidedAs.${decision.choice}`, {
                who: decision.madeBy,
                issuer: former.name,
                statement: decision.statement,
              })}
            </Text>
          )}
          {requestedAt && (
            <Text size="sm" c="dimmed">
              {t('picture.requestedOn', { day: writeInstant(requestedAt, language) })}
            </Text>
          )}
        </Stack>
        {mayWrite && <Action {...props} />}
      </Group>
    </Card>
  );
}

/** The one thing to do; what only has to be known has none. */
function Action({
  conflict,
  former,
  newCarrier,
  switched,
  goTo,
  onDecide,
}: Pick<ConflictCardProps, 'conflict' | 'former' | 'newCarrier' | 'switched' | 'goTo' | 'onDecide'>) {
  const t = words.use();
  switch (conflict.action) {
    case 'importBilling':
      return (
        <Group gap="xs">
          <Button size="xs" onClick={() => goTo('billing')}>
            {t('picture.import')}
          </Button>
          {conflict.decision === null && (
            <Button size="xs" variant="subtle" onClick={onDecide}>
              {t('picture.decide')}
            </Button>
          )}
        </Group>
      );
    case 'decideWhoBills':
      return conflict.decision === null ? (
        <Button size="xs" onClick={onDecide}>
          {t('picture.decide')}
        </Button>
      ) : null;
    case 'requestCredit':
      // An issuer that bills here corrects here, once it carries these days no more.
      return !former.outside && switched ? (
        <CorrectButton issuer={former.code} line={conflict.line} />
      ) : (
        <Button size="xs" onClick={() => goTo(conflict.requestedAt ? 'billing' : 'documents')}>
          {t(conflict.requestedAt ? 'picture.importCredit' : 'picture.request')}
        </Button>
      );
    case 'settleDouble':
      return (
        <Button size="xs" component={Link} to="/gestion/reprise/avoirs">
          {t('picture.settle')}
        </Button>
      );
    case 'correct':
      return switched ? <CorrectButton issuer={newCarrier} line={conflict.line} /> : null;
    default:
      return null;
  }
}

function CorrectButton({ issuer, line }: { readonly issuer: string; readonly line: number }) {
  const t = words.use();
  const to = `/gestion/ecarts/correction?emetteur=${encodeURIComponent(issuer)}&lignes=${line}`;
  return (
    <Button size="xs" component={Link} to={to}>
      {t('picture.correct')}
    </Button>
  );
}
