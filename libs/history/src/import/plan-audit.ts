import type { Transaction } from '#persistence';
import type { ReadAudit } from '../audits/read-again.js';
import type { ImportDecisions } from '../decisions/carry-out.js';
import type { ImportPlan } from './plan.js';
import { planImport } from './plan-import.js';
import { readKnown } from './read-known.js';

/**
 * Plans the import of an audit under each of these decisions, against what is there now.
 * @throws HISTORY.IMPORT_REFUSED, HISTORY.CHOICES_REFUSED
 */
export async function planAudit<D extends readonly ImportDecisions[]>(
  tx: Transaction,
  { audit, audited }: ReadAudit,
  ...decisions: D
): Promise<{ [K in keyof D]: ImportPlan }> {
  const known = await readKnown(tx, { issuerId: audit.issuer.id, source: audit.source }, audited.history);
  const untaxedIssuer = await isUntaxed(tx, audit.issuer.id);
  const plans = decisions.map((each) => planImport({ ...audited, known, decisions: each, untaxedIssuer }));
  return plans as { [K in keyof D]: ImportPlan };
}

async function isUntaxed(tx: Transaction, issuerId: number): Promise<boolean> {
  const [issuer] = (await tx.query('SELECT vat_regime AS regime FROM contracts.issuer WHERE id = $1', [
    issuerId,
  ])) as { regime: string }[];
  return issuer!.regime === 'franchise' || issuer!.regime === 'exempt';
}
