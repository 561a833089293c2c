import { liftExcuse } from '#billing';
import type { Contracts } from '#contracts';
import type { Actor } from '#identity';
import type { LocalDate } from '#kernel';
import type { Transaction } from '#persistence';
import type { Dossier } from '../dossier/dossier.js';
import { transfersErrors } from '../transfers-errors.js';

/** @throws TRANSFERS.BILLED_SINCE */
export async function requireUnbilled(tx: Transaction, { id, to, movesOn }: Dossier): Promise<void> {
  const [billed] = (await tx.query(
    `SELECT i.number, i.issued_on AS "issuedOn" FROM transfers.dossier_contract x
     JOIN billing.charge c ON c.contract_id = x.contract_id AND c.issuer_id = $2 AND NOT c.foreign_origin
     JOIN billing.invoice i ON i.id = c.invoice_id
     WHERE x.dossier_id = $1 AND upper(c.period) > $3::date
       AND i.id > (SELECT (facts ->> 'afterInvoice')::bigint FROM transfers.dossier_event
                   WHERE dossier_id = $1 AND kind = 'switched')
       AND NOT c.period <@ coalesce((SELECT range_agg(k.period) FROM billing.credit k
             WHERE k.credited_invoice_id = c.invoice_id AND k.credited_position = c.position), '{}'::datemultirange)
     ORDER BY i.id LIMIT 1`,
    [id, to.id, movesOn],
  )) as { number: string; issuedOn: LocalDate }[];
  if (billed) throw transfersErrors.BILLED_SINCE({ ...billed, issuer: to.name });
}

/** What decisions of the dossier excused is due again, unless somebody lifted it since. @returns how many excuses */
export async function liftExcuses(tx: Transaction, dossier: number, liftedBy: string): Promise<number> {
  const rows = (await tx.query(
    `SELECT e.id FROM transfers.decision d JOIN billing.excuse e ON e.id = d.excuse_id
     WHERE d.dossier_id = $1 AND e.lifted_at IS NULL ORDER BY e.id`,
    [dossier],
  )) as { id: number }[];
  for (const { id } of rows) await liftExcuse(tx, id, liftedBy);
  return rows.length;
}

/** Each contract goes back to the former carrier, from the same day. @throws TRANSFERS.MOVED_SINCE */
export async function carryBack(
  tx: Transaction,
  contracts: Contracts,
  actor: Actor,
  { id, from, movesOn }: Dossier,
): Promise<void> {
  for (const { contract, revision } of await movedRevisions(tx, id)) {
    const { code, carriageRevision } = await contracts.readContract(contract, undefined, tx);
    if (carriageRevision !== revision) throw transfersErrors.MOVED_SINCE({ contract: code });
    const back = { contract, to: from.id, from: movesOn, fromRevision: revision };
    await contracts.moveCarriage(actor, back, tx);
  }
}

async function movedRevisions(
  tx: Transaction,
  dossier: number,
): Promise<{ contract: number; revision: number }[]> {
  return (await tx.query(
    `SELECT contract_id AS contract, moved_revision AS revision FROM transfers.dossier_contract
     WHERE dossier_id = $1 ORDER BY contract_id`,
    [dossier],
  )) as { contract: number; revision: number }[];
}
