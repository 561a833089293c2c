import { systemActor } from '#identity';
import { ClockSetTo, localDate } from '#kernel';
import { createTestDatabase } from '#test/database/template.js';
import { Contracts } from '../index.js';
it('big', async () => {
  const db = await createTestDatabase(3);
  const contracts = new Contracts(db.unitOfWork, new ClockSetTo(localDate('2026-11-22')));
  const actor = systemActor('x');
  await contracts.createIssuer(actor, {
    code: 'SCIC',
    name: 'La Fabrique',
    siren: '552100554',
    address: { lines: ['1'], postCode: '35000', city: 'R', country: 'FR' },
  });
  let t = Date.now();
  const clients = [
    'code;nom;statut_tva',
    ...Array.from({ length: 1000 }, (_, i) => `K${i};N${i};particulier`),
  ].join('\n');
  console.log((await contracts.importClients(actor, Buffer.from(clients))).created, Date.now() - t);
  t = Date.now();
  const head = 'contrat;client;ligne;prestation;prix_unitaire_ht;cadence;debut';
  const many = [
    head,
    ...Array.from({ length: 2000 }, (_, i) => `C${i};K${i % 1000};1;s${i};10;mensuel;2026-01-01`),
  ].join('\n');
  console.log(
    'contracts',
    (await contracts.importContracts(actor, Buffer.from(many))).created,
    Date.now() - t,
  );
  t = Date.now();
  console.log('again', (await contracts.importContracts(actor, Buffer.from(many))).unchanged, Date.now() - t);
  t = Date.now();
  const one = [
    head,
    ...Array.from({ length: 1000 }, (_, i) => `BIG;K1;${i};big${i};10;mensuel;2026-01-01`),
  ].join('\n');
  console.log(
    'one contract',
    (await contracts.importContracts(actor, Buffer.from(one))).created,
    Date.now() - t,
  );
  await db.drop();
}, 200000);
