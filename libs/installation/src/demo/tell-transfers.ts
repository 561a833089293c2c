import type { Actor } from '#identity';
import { addMonths, type LocalDate } from '#kernel';
import type { TransferLetters, Transfers } from '#transfers';
import type { DemoCalendar } from './demo-calendar.js';

/** What the telling of transfers works with. */
export interface TransfersTold {
  readonly transfers: Transfers;
  readonly letters: TransferLetters;
  readonly actor: Actor;
  readonly calendar: DemoCalendar;
  /** Number of a contract, and of an issuer, by its code. */
  readonly contract: (code: string) => number;
  readonly issuer: (code: string) => number;
}

/**
 * In the month before 1 June: the large contract and that of the campus come home, from the dossier to the switch. The
 * CAE still bills the days of May that are due and not billed yet.
 * @returns the dossier, which is closed once the cooperative has billed
 */
export async function repatriateLargeContract(told: TransfersTold): Promise<number> {
  const { transfers, letters, actor, calendar, contract, issuer } = told;
  const { id } = await transfers.open(actor, {
    contracts: [contract('NUAGE'), contract('CAMPUS')],
    to: issuer('COOP'),
    movesOn: calendar.repatriation,
    title: 'Métropole des Îles d’Aval et campus de Lannoual',
  });
  await transfers.putInCharge(actor, id, { step: 'documents', person: actor.name, dueOn: null });
  await transfers.addNote(actor, id, 'La métropole confond l’enseigne et la CAE : l’appeler avant d’écrire.');
  await decideAll(told, id, 'La CAE facture mai en fin de mois, comme d’habitude.');
  for (const { kind, aboutId } of await letters.drafts(id))
    await letters.confirm(actor, id, { kind, aboutId });
  const { digest } = await transfers.picture(id);
  await transfers.confirmRead(actor, id, digest);
  await transfers.switchCarriage(actor, id, digest);
  return id;
}

/** The first invoice of the cooperative went out, and nothing is left to do. */
export async function closeRepatriation({ transfers, actor }: TransfersTold, id: number): Promise<void> {
  await transfers.addNote(
    actor,
    id,
    'Première facture de la coopérative reçue et acceptée par la métropole.',
  );
  await transfers.close(actor, id);
}

/** A contract that the CAE carries still is to come home on the first of next month: this month is not billed yet. */
export async function tellTransferUnderWay(told: TransfersTold, code: string): Promise<void> {
  const { transfers, actor, calendar, contract, issuer } = told;
  const movesOn: LocalDate = addMonths(calendar.thisMonth, 1);
  const { id } = await transfers.open(actor, { contracts: [contract(code)], to: issuer('COOP'), movesOn });
  await transfers.putInCharge(actor, id, { step: 'documents', person: 'Nolwenn Le Goff', dueOn: movesOn });
  await transfers.addNote(actor, id, 'Le client attend la lettre pour changer la fiche du fournisseur.');
}

async function decideAll({ transfers, actor }: TransfersTold, id: number, statement: string): Promise<void> {
  const { lines } = await transfers.picture(id);
  for (const { line, code, period, severity } of lines.flatMap(({ conflicts }) => conflicts)) {
    if (severity !== 'decide') continue;
    await transfers.decide(actor, id, { line, code, period, choice: 'formerBills', statement });
  }
}
