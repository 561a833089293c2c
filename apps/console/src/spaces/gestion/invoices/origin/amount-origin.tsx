import { Alert, Anchor, Code, Group, List, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { api, type Schema } from '../../../../api/api';
import { say, useLanguage, writeDay } from '../../../../i18n/format';
import { Amount } from '../../../../ui/amount';
import { Explained } from '../../../../ui/explained';
import { Loaded } from '../../../../ui/loaded';
import { LoadingRows } from '../../../../ui/loading';
import { words } from '../texts';
import classes from './origin.module.css';

type Origin = Schema<'AmountOriginView'>;
type Step = Origin['steps'][number];

interface AmountOriginProps {
  readonly invoice: number;
  readonly position: number;
  /** What the amount is of, read aloud with the button. */
  readonly name: string;
  /** The amount. */
  readonly children: ReactNode;
}

/** The amount of an invoice line with « D’où vient ce montant ? » beside it, down to the facts. */
export function AmountOrigin({ invoice, position, name, children }: AmountOriginProps) {
  return (
    <Explained
      name={name}
      width={widthOf(460)}
      explanation={() => <OriginOfLine invoice={invoice} position={position} />}
    >
      {children}
    </Explained>
  );
}

/** As wide as it is best read, or as the screen is. */
function widthOf(best: number): number {
  return Math.min(best, window.innerWidth - 32);
}

function OriginOfLine({ invoice, position }: Pick<AmountOriginProps, 'invoice' | 'position'>) {
  const query = api.useQuery('get', '/api/invoices/{id}/lines/{position}/origin', {
    params: { path: { id: invoice, position } },
  });
  return (
    <Loaded
      query={query}
      skeleton={
        <div className={classes.awaited}>
          <LoadingRows />
        </div>
      }
    >
      {(origin) => <OriginSteps origin={origin} />}
    </Loaded>
  );
}

function OriginSteps({ origin }: { readonly origin: Origin }) {
  const t = words.use();
  return (
    <Stack gap="xs" className={classes.steps} tabIndex={0} role="region" aria-label={t('origin.steps')}>
      <List size="sm" spacing={6} type="ordered" withPadding={false}>
        {origin.steps.map((step, index) => (
          <List.Item key={`${step.kind}${index}`}>
            <OriginStep step={step} invoice={origin.invoice.id} />
          </List.Item>
        ))}
      </List>
      {origin.import && <ImportedFrom from={origin.import} />}
      {origin.agrees === true && (
        <Text size="sm" c="dimmed">
          {t('origin.recomputed')}
        </Text>
      )}
      {origin.agrees === false && (
        <Alert color="red" variant="light">
          {t('origin.differs')}
        </Alert>
      )}
    </Stack>
  );
}

function OriginStep({ step, invoice }: { readonly step: Step; readonly invoice: number }) {
  const t = words.use();
  const language = useLanguage();
  const { sentence, formula, contract, run, document, kind } = step;
  return (
    <>
      {say(sentence, language)}
      {formula && (
        <Text component="div" size="sm" fw={600} className={classes.formula}>
          {formula[language]}
        </Text>
      )}
      <Group gap="sm" component="span">
        {contract && kind === 'contractLine' && (
          <Anchor component={Link} size="sm" to={`/gestion/contrats/${contract.id}`}>
            {t('origin.seeContract', { code: contract.code })}
          </Anchor>
        )}
        {run !== null && kind === 'proposal' && (
          <Anchor component={Link} size="sm" to={`/gestion/campagnes/${run}`}>
            {t('origin.seeRun', { run })}
          </Anchor>
        )}
        {document && document.id !== invoice && (
          <Anchor component={Link} size="sm" to={`/gestion/factures/${document.id}`}>
            {document.number}
          </Anchor>
        )}
      </Group>
    </>
  );
}

function ImportedFrom({ from }: { readonly from: NonNullable<Origin['import']> }) {
  const t = words.use();
  const language = useLanguage();
  const { file, source, key, auditedBy, importedAt, digest, audit } = from;
  return (
    <Stack gap={4}>
      <span>
        {t('origin.import', {
          ...{ file, source, key },
          by: auditedBy,
          day: writeDay(importedAt.slice(0, 10), language),
        })}
      </span>
      <Text size="xs" c="dimmed">
        {t('origin.digest')} <Code className={classes.hash}>{digest}</Code>
      </Text>
      <Anchor component={Link} size="sm" to={`/gestion/reprise/${audit}`}>
        {t('origin.seeAudit')}
      </Anchor>
    </Stack>
  );
}

interface SumOriginProps {
  readonly name: string;
  /** How the parts make the sum. */
  readonly sentence: string;
  readonly parts: readonly { readonly name: string; readonly amount: string }[];
  readonly children: ReactNode;
}

/** A sum with its parts, each of which has its own origin elsewhere on the page. */
export function SumOrigin({ name, sentence, parts, children }: SumOriginProps) {
  return (
    <Explained
      name={name}
      width={widthOf(380)}
      explanation={() => (
        <Stack gap={4}>
          <span>{sentence}</span>
          {parts.map((part) => (
            <Group key={part.name} justify="space-between" wrap="nowrap" gap="md" align="flex-start">
              <span>{part.name}</span>
              <Amount of={part.amount} />
            </Group>
          ))}
        </Stack>
      )}
    >
      {children}
    </Explained>
  );
}
