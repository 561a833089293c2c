import { Anchor, Button, Drawer, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { say, useLanguage, writeAmount, writeBasisPoints, writeNumber } from '../../../i18n/format';
import { Amount } from '../../../ui/amount';
import { Explained } from '../../../ui/explained';
import { Loaded } from '../../../ui/loaded';
import { ProblemNotice } from '../../../ui/problem-notice';
import { StateBadge } from '../../../ui/state-badge';
import { PeriodText } from '../../../ui/when';
import { amountOf, centsOf } from '../../../i18n/amounts';
import { ControlList } from './control-list';
import { heldDocumentOf, ReleaseDialogue } from './release-dialogue';
import type { Releasing } from './releasing';
import { isReleasable, withParam } from './run-documents';
import { DOCUMENT_TONES } from './states';
import { words } from './texts';

type Document = Schema<'RunDocumentView'>;
type Line = Schema<'RunDocumentLineView'>;

interface DocumentDrawerProps {
  readonly run: Schema<'RunDetailsView'>;
  readonly releasing: Releasing;
}

/** One document of a run beside the list, named by `?facture=` in the address. */
export function DocumentDrawer({ run, releasing }: DocumentDrawerProps) {
  const t = words.use();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const position = Number(params.get('facture')) || null;
  const close = () => void navigate({ search: withParam(params, 'facture', null) }, { replace: true });
  return (
    <Drawer
      opened={position !== null}
      onClose={close}
      position="right"
      size="lg"
      title={position !== null && t('detail.title', { position })}
      closeButtonProps={{ 'aria-label': t('close') }}
      attributes={{ header: { role: 'presentation' } }}
    >
      {position !== null && <DocumentAt run={run} releasing={releasing} position={position} />}
    </Drawer>
  );
}

function DocumentAt({ run, releasing, position }: DocumentDrawerProps & { readonly position: number }) {
  const t = words.use();
  const found = api.useQuery('get', '/api/billing-runs/{id}/documents', {
    params: { path: { id: run.id }, query: { after: position - 1 || undefined, limit: 1 } },
  });
  return (
    <Loaded query={found}>
      {({ documents: [document] }) =>
        document?.position === position ? (
          <Details run={run} document={document} releasing={releasing} />
        ) : (
          <Text>{t('detail.gone')}</Text>
        )
      }
    </Loaded>
  );
}

function Details({ document, run, releasing }: DocumentDrawerProps & { readonly document: Document }) {
  const t = words.use();
  const language = useLanguage();
  const { client, state, controls, reason, released, invoice, net, gross, lines } = document;
  const vat = amountOf(centsOf(gross) - centsOf(net));
  return (
    <Stack>
      <Group justify="space-between">
        <Stack gap={2}>
          <Title order={2}>{client.name}</Title>
          <Anchor component={Link} to={`/gestion/clients/${client.id}`} size="sm">
            {t('detail.client')} {client.code}
          </Anchor>
        </Stack>
        <StateBadge tone={DOCUMENT_TONES[state]}>{t(`documentStates.${state}`)}</StateBadge>
      </Group>
      {reason && (
        <div>
          <Title order={3} size="h5">
            {t('detail.reason')}
          </Title>
          <Text size="sm">{say(reason.sentence, language)}</Text>
        </div>
      )}
      {controls.length > 0 && (
        <div>
          <Title order={3} size="h5" mb={6}>
            {t('detail.controls')}
          </Title>
          <ControlList controls={controls} />
        </div>
      )}
      <div>
        <Title order={3} size="h5">
          {t('detail.lines')}
        </Title>
        <Table verticalSpacing={6}>
          <Table.Tbody>
            {lines.map((line) => (
              <LineRow key={line.position} line={line} />
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th scope="row">{t('net')}</Table.Th>
              <Table.Td ta="right">
                <Explained
                  name={t('net')}
                  explanation={() => (
                    <Stack gap={6}>
                      <span>
                        {t('detail.sum', {
                          count: lines.length,
                          lines: lines.map((line) => writeAmount(line.net, language)).join(' + '),
                        })}
                      </span>
                      <span>
                        {t('detail.vat', {
                          vat: writeAmount(vat, language),
                          gross: writeAmount(gross, language),
                        })}
                      </span>
                    </Stack>
                  )}
                >
                  <Amount of={net} />
                </Explained>
              </Table.Td>
            </Table.Tr>
            <Table.Tr>
              <Table.Th scope="row">{t('vat')}</Table.Th>
              <Table.Td ta="right">
                <Amount of={vat} />
              </Table.Td>
            </Table.Tr>
            <Table.Tr>
              <Table.Th scope="row">{t('gross')}</Table.Th>
              <Table.Td ta="right">
                <Amount of={gross} />
              </Table.Td>
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </div>
      {released && (
        <Text size="sm">{t('detail.released', { who: released.releasedBy, reason: released.reason })}</Text>
      )}
      {invoice && (
        <Anchor component={Link} to={`/gestion/factures/${invoice.id}`}>
          {t('detail.openInvoice', { number: invoice.number })}
        </Anchor>
      )}
      <Acts run={run} document={document} releasing={releasing} />
    </Stack>
  );
}

function LineRow({ line }: { readonly line: Line }) {
  const t = words.use();
  const language = useLanguage();
  const { label, detail, period, net, quantity, unitPrice, vatRateBasisPoints } = line;
  const figures = {
    quantity: writeNumber(quantity, language),
    unitPrice: writeNumber(unitPrice, language) + '\u00a0€',
    net: writeAmount(net, language),
  };
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm">{label}</Text>
        {detail && (
          <Text size="xs" c="dimmed">
            {detail}
          </Text>
        )}
        {period && (
          <Text size="xs" c="dimmed">
            <PeriodText of={period} />
          </Text>
        )}
        {line.line !== null && (
          <Anchor component={Link} to={`/gestion/couverture?ligne=${line.line}`} size="xs">
            {t('detail.coverage')}
          </Anchor>
        )}
      </Table.Td>
      <Table.Td ta="right">
        <Explained name={label} explanation={() => t('detail.whence', figures)}>
          <Amount of={net} />
        </Explained>
        <Text size="xs" c="dimmed">
          {t('detail.rate', { rate: writeBasisPoints(vatRateBasisPoints, language) })}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}

interface ActsProps extends DocumentDrawerProps {
  readonly document: Document;
}

/** The dialogue stays when a refusal shows that the act is no longer there to be done. */
function Acts(props: ActsProps) {
  const [asks, setAsks] = useState(false);
  return (
    <>
      <ActButtons {...props} onRelease={() => setAsks(true)} />
      {asks && (
        <ReleaseDialogue
          documents={[heldDocumentOf(props.document)]}
          releasing={props.releasing}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}

function ActButtons({ run, document, releasing, onRelease }: ActsProps & { readonly onRelease: () => void }) {
  const t = words.use();
  const isAdministrator = useMay('administrator');
  const attempt = api.useMutation('post', '/api/billing-runs/{id}/documents/{position}/attempts');
  const { position, state } = document;
  const waiting = releasing.releases[position];
  if (!isAdministrator || !releasing.isOpen) return null;
  if (state === 'failed' || state === 'review') {
    return (
      <Stack>
        <ProblemNotice error={attempt.error} />
        <Group>
          <Button
            disabled={attempt.isPending}
            onClick={() => attempt.mutate({ params: { path: { id: run.id, position } } })}
          >
            {t('detail.attempt')}
          </Button>
        </Group>
      </Stack>
    );
  }
  if (state !== 'held') return null;
  if (!isReleasable(document)) return <Text size="sm">{t('detail.blocked')}</Text>;
  if (waiting !== undefined) {
    return (
      <Stack gap="xs">
        <Text size="sm">{t('detail.willGo', { reason: waiting })}</Text>
        <Group>
          <Button variant="default" onClick={() => releasing.withdraw(position)}>
            {t('detail.withdraw')}
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {t('detail.releaseHint')}
      </Text>
      <Group>
        <Button variant="default" onClick={onRelease}>
          {t('detail.release')}
        </Button>
      </Group>
    </Stack>
  );
}
