import { rangeLiteral } from '#persistence';
import type { DemoOffice } from './demo-office.js';
import { incompleteContracts } from './quiet-contracts.js';
import { tellTransferUnderWay } from './tell-transfers.js';
import { once, subscription } from './told-contract.js';

/**
 * Today's facts: one thing of each kind that needs a person. Nothing is billed: the current month is ready to propose.
 * What waits since the history (a message that came back, one of unknown fate, a letter never posted) is in
 * `live-history.ts`; scheduled billing is off because nobody has turned it on.
 */
export async function leaveToAPerson(office: DemoOffice): Promise<void> {
  const { calendar, clock } = office;
  clock.set(calendar.today);
  const { thisMonth } = calendar;

  // A subscription that nobody entered for three months: its run holds the catch-up.
  await office.addLine(
    'OUBLI',
    subscription('OUBLI-2', ['Sauvegarde', 'Sauvegarde chiffrée'], {
      from: calendar.firstOf(15),
      unitPrice: '35',
    }),
  );
  // A client without SIREN, and one whom nothing says how to reach.
  for (const contract of incompleteContracts(calendar)) await office.sign(contract);
  // An invoice credited whole, which the client wants again: the next run holds it.
  await office.credit('AVOIR-1', calendar.firstOf(17), 'Adresse de facturation erronée');
  // Cancelled in the middle of a year that is billed: a credit is to be proposed.
  await office.cancel('RESILIE-1', calendar.today, 'résiliation reçue ce jour');
  // A price agreed two months ago and entered today: credits and new invoices are to be proposed.
  await office.amend(
    'RETRO-1',
    { from: calendar.firstOf(16), conditions: { unitPrice: '95' } },
    'tarif convenu il y a deux mois',
  );
  // The same training entered twice.
  for (const code of ['JUMEAU-2', 'JUMEAU-3']) {
    await office.addLine(
      'JUMEAU',
      once(code, ['Formation', 'Formation Grist, une journée'], thisMonth, '450'),
    );
  }
  // A price four times the one before.
  await office.amend(
    'ECART-1',
    { from: thisMonth, conditions: { unitPrice: '240' } },
    'passage à quatre serveurs',
  );
  // Moved with effect from last month, which the CAE has billed: the cooperative waits for the CAE's credit note.
  await office.moveCarriage('PORTAGE', 'COOP', calendar.firstOf(17));
  await endCarriage(office, 'ORPHELIN');
  await tellTransferUnderWay(office.transfersTold(), 'H005');
}

/**
 * The CAE's carriage ended and nobody took the contract over. No verb ends a carriage without a successor, since that
 * leaves days that nobody bills; a database that was restored or repaired by hand can hold such days all the same, and
 * the product has to show them.
 */
async function endCarriage(office: DemoOffice, code: string): Promise<void> {
  const { id, carriage, carriageRevision } = office.contract(code);
  const days = { from: carriage[0]!.period.from, to: office.calendar.thisMonth };
  await office.tx.query(
    `INSERT INTO contracts.carriage (contract_id, revision, issuer_id, period) VALUES ($1, $2, $3, $4::daterange)`,
    [id, carriageRevision + 1, carriage[0]!.issuer, rangeLiteral(days)],
  );
  await office.tx.query('UPDATE contracts.contract SET carriage_revision = $2 WHERE id = $1', [
    id,
    carriageRevision + 1,
  ]);
}
