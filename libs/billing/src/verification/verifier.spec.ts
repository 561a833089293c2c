import pg from 'pg';
import { Deliveries, type Verification, Verifier } from '#billing';
import { FileTransport } from '#mail';
import { Documents, RenderPool } from '#documents';
import { type Invariant, localDate } from '#kernel';
import { expectInvariants } from '#test/database/expect-invariants.js';
import { TestCooperative } from '#test/fixtures/cooperative.js';

const TODAY = '2026-11-22';

/** What a person with the owner's rights can do to a database: triggers off, then the statements. */
async function sabotage(coop: TestCooperative, ...statements: string[]): Promise<void> {
  const owner = new pg.Client({ connectionString: coop.database.url });
  await owner.connect();
  try {
    await owner.query('SET session_replication_role = replica');
    for (const statement of statements) await owner.query(statement);
  } finally {
    await owner.end();
  }
}

const verify = (coop: TestCooperative): Promise<Verification> =>
  new Verifier(coop.database.unitOfWork, coop.clock).verify();

const checkOf = (found: Verification, invariant: Invariant) =>
  found.checks.find((check) => check.invariant === invariant)!;

const brokenOf = (found: Verification) =>
  found.checks.filter((check) => check.state === 'broken').map((check) => check.invariant);

const sentencesOf = (found: Verification, invariant: Invariant) =>
  checkOf(found, invariant).offences.told.map(({ sentence }) => sentence.fr);

/** Three invoices of November: COOP-2026-00001 to 00003, of three clients. */
async function threeInvoices(coop: TestCooperative) {
  const lines = [];
  for (let i = 0; i < 3; i += 1) lines.push(await coop.subscription('2026-11-01'));
  await coop.bill(TODAY);
  const invoices = await coop.database.unitOfWork.read<{ id: number; number: string }>(
    'SELECT id, number FROM billing.invoice ORDER BY sequence',
  );
  return { lines, invoices };
}

describe('the verifier', () => {
  let coop: TestCooperative;
  beforeEach(async () => {
    coop = await TestCooperative.open(TODAY);
  });
  afterEach(() => coop.close());

  it('finds that everything holds after runs, a catch-up and a credit note', async () => {
    const { lines, invoices } = await threeInvoices(coop);
    await coop.subscription('2026-01-01');
    await coop.bill(TODAY, { release: true });
    await coop.billing.creditInvoice(
      { invoiceId: invoices[0]!.id, scopes: [{ kind: 'whole' }], reason: 'Facturé par erreur' },
      'essai',
    );
    const found = await verify(coop);
    expect(found.checks.flatMap((check) => check.offences.told.map(({ sentence }) => sentence.fr))).toEqual(
      [],
    );
    expect(found.holds).toBe(true);
    // Three invoices, eleven months caught up on one, and the credit note.
    expect(found.series).toEqual([
      expect.objectContaining({
        issuer: 'COOP',
        prefix: 'COOP-2026-',
        documents: 5,
        firstNumber: 'COOP-2026-00001',
        lastNumber: 'COOP-2026-00005',
        intact: true,
      }),
    ]);
    expect(checkOf(found, 'I7').state).toBe('notApplicable');
    // The credited month is due again: to do, and no offence.
    expect(checkOf(found, 'I2').toDo.told[0]!.facts).toMatchObject({ line: lines[0]!.code });
    await expectInvariants(coop.database, TODAY);
  });

  it('says of days that no run has seen that they are to do', async () => {
    await coop.subscription('2026-11-01');
    const found = await verify(coop);
    expect(found.holds).toBe(true);
    expect(checkOf(found, 'I2').toDo.total).toBe(1);
  });

  it('names the days that a closed run saw and neither billed nor held', async () => {
    const line = await coop.subscription('2026-11-01');
    await sabotage(
      coop,
      `INSERT INTO billing.run (issuer_id, as_of, issue_on, state, digest, proposed_by, proposed_at)
       VALUES (${coop.coop.id}, '${TODAY}', '${TODAY}', 'closed', 'x', 'essai', now() + interval '1 hour')`,
    );
    const found = await verify(coop);
    expect(brokenOf(found)).toEqual(['I2']);
    expect(sentencesOf(found, 'I2')[0]).toContain(`Ligne ${line.code}`);
    await expect(expectInvariants(coop.database, TODAY)).rejects.toThrow(/I2: Ligne/);
  });

  it('does not name them when a written excuse covers them', async () => {
    const line = await coop.subscription('2026-11-01');
    await sabotage(
      coop,
      `INSERT INTO billing.run (issuer_id, as_of, issue_on, state, digest, proposed_by, proposed_at)
       VALUES (${coop.coop.id}, '${TODAY}', '${TODAY}', 'closed', 'x', 'essai', now() + interval '1 hour')`,
      `INSERT INTO billing.excuse (line_id, period, reason, made_by) VALUES (${line.id}, '[2026-11-01,2026-12-01)', 'geste commercial', 'essai')`,
    );
    const found = await verify(coop);
    expect(brokenOf(found)).toEqual([]);
    expect(checkOf(found, 'I2').toDo.total).toBe(0);
  });

  it('names days billed beyond the horizon', async () => {
    const { invoices } = await threeInvoices(coop);
    await sabotage(
      coop,
      'ALTER TABLE billing.charge DROP CONSTRAINT charge_within_cycle, DROP CONSTRAINT charge_pro_rata',
      'ALTER TABLE billing.charge DROP CONSTRAINT charge_within_horizon',
      `UPDATE billing.charge SET period = '[2027-05-01,2027-06-01)' WHERE invoice_id = ${invoices[1]!.id}`,
      `UPDATE billing.coverage SET live = '{[2027-05-01,2027-06-01)}'
       WHERE line_id = (SELECT line_id FROM billing.charge WHERE invoice_id = ${invoices[1]!.id})`,
    );
    const found = await verify(coop);
    expect(brokenOf(found)).toEqual(['I2']);
    expect(sentencesOf(found, 'I2')[0]).toContain(`Facture ${invoices[1]!.number}`);
  });

  it('names days charged twice', async () => {
    const { lines, invoices } = await threeInvoices(coop);
    await sabotage(
      coop,
      'ALTER TABLE billing.charge DROP CONSTRAINT charge_days_once CASCADE',
      `UPDATE billing.charge SET line_id = ${lines[0]!.id} WHERE invoice_id = ${invoices[1]!.id}`,
    );
    const found = await verify(coop);
    expect(brokenOf(found)).toContain('I1');
    const [offence] = checkOf(found, 'I1').offences.told;
    expect(offence!.facts).toMatchObject({
      line: lines[0]!.code,
      period: { from: '2026-11-01', to: '2026-12-01' },
      times: 2,
      documents: [invoices[0]!.number, invoices[1]!.number],
    });
  });

  it('names a gap in a series', async () => {
    const { invoices } = await threeInvoices(coop);
    await sabotage(
      coop,
      ...['delivery', 'charge', 'invoice_vat', 'invoice_line'].map(
        (table) => `DELETE FROM billing.${table} WHERE invoice_id = ${invoices[1]!.id}`,
      ),
      `DELETE FROM billing.invoice WHERE id = ${invoices[1]!.id}`,
    );
    const found = await verify(coop);
    expect(checkOf(found, 'I3').offences.told.map(({ facts }) => facts)).toEqual([
      expect.objectContaining({ kind: 'gap', number: 'COOP-2026-00003', missing: 1, from: 2 }),
    ]);
    expect(found.series[0]!.intact).toBe(false);
  });

  it('names a last document that was taken away', async () => {
    const { invoices } = await threeInvoices(coop);
    await sabotage(
      coop,
      ...['delivery', 'charge', 'invoice_vat', 'invoice_line'].map(
        (table) => `DELETE FROM billing.${table} WHERE invoice_id = ${invoices[2]!.id}`,
      ),
      `DELETE FROM billing.invoice WHERE id = ${invoices[2]!.id}`,
    );
    const found = await verify(coop);
    expect(checkOf(found, 'I3').offences.told[0]!.facts).toMatchObject({
      kind: 'counter',
      counter: 3,
      sequence: 2,
    });
  });

  it('names a fork', async () => {
    const { invoices } = await threeInvoices(coop);
    await sabotage(
      coop,
      'ALTER TABLE billing.invoice DROP CONSTRAINT invoice_number_in_sequence, DROP CONSTRAINT invoice_link CASCADE',
      'ALTER TABLE billing.invoice DROP CONSTRAINT invoice_chain_without_gap, DROP CONSTRAINT invoice_payload_agrees',
      `UPDATE billing.invoice SET sequence = 2 WHERE id = ${invoices[2]!.id}`,
    );
    const found = await verify(coop);
    expect(checkOf(found, 'I3').offences.told[0]!.facts).toMatchObject({ kind: 'fork', sequence: 2 });
  });

  it('names a date that runs backwards', async () => {
    const { invoices } = await threeInvoices(coop);
    await sabotage(
      coop,
      'ALTER TABLE billing.invoice DROP CONSTRAINT invoice_dates_in_order, DROP CONSTRAINT invoice_payload_agrees',
      `UPDATE billing.invoice SET issued_on = '2026-11-02' WHERE id = ${invoices[1]!.id}`,
    );
    const found = await verify(coop);
    expect(brokenOf(found)).toEqual(['I3']);
    expect(checkOf(found, 'I3').offences.told.map(({ facts }) => facts['kind'])).toEqual(['dates']);
  });

  it('names the document of which one byte of the sealed content was changed', async () => {
    const { invoices } = await threeInvoices(coop);
    await sabotage(
      coop,
      `UPDATE billing.invoice SET payload = replace(payload, 'Hébergement', 'Hebergement') WHERE id = ${invoices[1]!.id}`,
    );
    const found = await verify(coop);
    expect(checkOf(found, 'I6').offences.told.map(({ facts }) => facts)).toEqual([
      { number: invoices[1]!.number, sequence: 2, series: 'COOP-2026-' },
    ]);
    expect(sentencesOf(found, 'I3')).toEqual(['COOP-2026-00003 ne s’enchaîne pas à COOP-2026-00002.']);
  });

  it('names it also when it is the last of its series', async () => {
    const { invoices } = await threeInvoices(coop);
    await sabotage(
      coop,
      `UPDATE billing.invoice SET payload = replace(payload, 'Hébergement', 'Hebergement') WHERE id = ${invoices[2]!.id}`,
    );
    const found = await verify(coop);
    expect(brokenOf(found)).toEqual(['I6']);
    expect(checkOf(found, 'I6').offences.told[0]!.facts).toMatchObject({
      number: invoices[2]!.number,
      sequence: 3,
    });
  });

  it('names a document without a delivery, and one said sent without proof', async () => {
    const { invoices } = await threeInvoices(coop);
    await sabotage(
      coop,
      `DELETE FROM billing.delivery WHERE invoice_id = ${invoices[0]!.id}`,
      `UPDATE billing.delivery SET state = 'sent' WHERE invoice_id = ${invoices[1]!.id}`,
    );
    const found = await verify(coop);
    expect(brokenOf(found)).toEqual(['I4']);
    expect(sentencesOf(found, 'I4')).toEqual([
      'COOP-2026-00001 : aucune obligation d’envoi.',
      'COOP-2026-00002 : dit envoyé sans preuve de réception.',
    ]);
  });

  it('alerts of a delivery that is open after its deadline', async () => {
    await threeInvoices(coop);
    coop.clock.set(localDate('2026-11-25'));
    const found = await verify(coop);
    expect(checkOf(found, 'I4')).toMatchObject({ state: 'holds', toDo: { total: 3 } });
  });

  it('names a total that its lines do not sum to', async () => {
    const { invoices } = await threeInvoices(coop);
    await sabotage(
      coop,
      'ALTER TABLE billing.invoice DROP CONSTRAINT invoice_payload_agrees',
      `UPDATE billing.invoice SET net_cents = net_cents + 1, gross_cents = gross_cents + 1 WHERE id = ${invoices[2]!.id}`,
    );
    const found = await verify(coop);
    expect(brokenOf(found)).toEqual(['I5']);
    expect(sentencesOf(found, 'I5')[0]).toMatch(
      /^COOP-2026-00003 : somme des bases et total HT : 100,00\s€ et 100,01\s€\.$/,
    );
  });

  it('names a charge that costs other than its line', async () => {
    const { invoices } = await threeInvoices(coop);
    await sabotage(
      coop,
      'ALTER TABLE billing.charge DROP CONSTRAINT charge_pro_rata',
      `UPDATE billing.charge SET net_cents = 9999 WHERE invoice_id = ${invoices[0]!.id}`,
    );
    const found = await verify(coop);
    expect(brokenOf(found)).toEqual(['I5']);
    expect(sentencesOf(found, 'I5')).toEqual([
      'COOP-2026-00001 : la ligne 1 et les jours qu’elle facture ne disent pas le même montant.',
    ]);
  });

  it('names the line whose coverage is not what its charges say', async () => {
    const { lines } = await threeInvoices(coop);
    await sabotage(
      coop,
      `UPDATE billing.coverage SET live = live + '{[2026-12-01,2026-12-02)}' WHERE line_id = ${lines[1]!.id}`,
    );
    const found = await verify(coop);
    expect(sentencesOf(found, 'I8')).toEqual([
      `Ligne ${lines[1]!.code}, COOP : la couverture gardée n’est pas celle que disent les factures et les avoirs.`,
    ]);
  });

  it('names a revision that nobody made and live days that nobody agreed', async () => {
    const { lines } = await threeInvoices(coop);
    await sabotage(
      coop,
      `UPDATE contracts.contract_line SET revision = 2 WHERE id = ${lines[0]!.id}`,
      `UPDATE contracts.live_days SET period = '[2026-11-02,)' WHERE line_id = ${lines[1]!.id}`,
    );
    const found = await verify(coop);
    expect(sentencesOf(found, 'I8')).toEqual(
      expect.arrayContaining([
        `${lines[0]!.code} : en est à la révision 2, mais 1 sont écrites.`,
        `Ligne ${lines[1]!.code} : les jours vivants gardés ne sont pas ceux des conditions en vigueur.`,
      ]),
    );
  });
});

describe('the verifier of archived files', () => {
  let coop: TestCooperative;
  let documents: Documents;
  let invoices: { id: number; number: string }[];
  beforeEach(async () => {
    coop = await TestCooperative.open(TODAY);
    documents = new Documents(coop.database.unitOfWork, new RenderPool({ threads: 1 }));
    ({ invoices } = await threeInvoices(coop));
    const deliveries = new Deliveries(
      coop.database.unitOfWork,
      coop.jobs,
      documents,
      new FileTransport('/nonexistent'),
      'facturation@bocage.example',
    );
    for (const { id } of invoices) await deliveries.render(id);
  });
  afterEach(async () => {
    await documents.onModuleDestroy();
    await coop.close();
  });

  const PDF_KEY = () => `invoice/${invoices[1]!.id}/pdf`;
  const XML_KEY = () => `invoice/${invoices[1]!.id}/xml`;
  const withHash = (key: string, bytes: string) => [
    `UPDATE documents.archived_file SET bytes = ${bytes} WHERE key = '${key}'`,
    `UPDATE documents.archived_file SET sha256 = encode(sha256(bytes), 'hex'), size = octet_length(bytes) WHERE key = '${key}'`,
  ];
  const UNGUARD = `ALTER TABLE documents.archived_file DROP CONSTRAINT archived_file_check, DROP CONSTRAINT archived_file_check1;
                   ALTER TABLE documents.archived_file DISABLE TRIGGER ALL`;

  it('finds that XML and PDF say what was sealed', async () => {
    const found = await verify(coop);
    expect(brokenOf(found)).toEqual([]);
    expect(checkOf(found, 'I5')).toMatchObject({ checked: 3, toDo: { total: 0 } });
    expect(checkOf(found, 'I6').checked).toBe(9);
  });

  it('names an archived file of which a byte was changed', async () => {
    await sabotage(
      coop,
      UNGUARD,
      `UPDATE documents.archived_file SET bytes = set_byte(bytes, size / 3, get_byte(bytes, size / 3) # 1) WHERE key = '${PDF_KEY()}'`,
    );
    const found = await verify(coop);
    expect(brokenOf(found)).toEqual(['I6']);
    expect(checkOf(found, 'I6').offences.told[0]!.facts).toEqual({
      key: PDF_KEY(),
      number: invoices[1]!.number,
    });
  });

  it('names an XML whose total was changed together with its hash', async () => {
    const changed = `convert_to(replace(convert_from(bytes, 'UTF8'), '<ram:GrandTotalAmount>120.00', '<ram:GrandTotalAmount>121.00'), 'UTF8')`;
    await sabotage(coop, UNGUARD, ...withHash(XML_KEY(), changed));
    const found = await verify(coop);
    expect(brokenOf(found)).toEqual(['I5']);
    expect(sentencesOf(found, 'I5')).toEqual([
      'COOP-2026-00002 : le XML archivé dit « 12100 », le contenu scellé « 12000 ».',
      'COOP-2026-00002 : le XML dans le PDF n’est pas le XML archivé.',
    ]);
  });

  it('names a PDF that holds the XML of another invoice', async () => {
    const other = `(SELECT o.bytes FROM documents.archived_file o WHERE o.key = 'invoice/${invoices[0]!.id}/pdf')`;
    await sabotage(coop, UNGUARD, ...withHash(PDF_KEY(), other));
    const found = await verify(coop);
    expect(sentencesOf(found, 'I5')).toEqual([
      'COOP-2026-00002 : le XML dans le PDF n’est pas le XML archivé.',
    ]);
  });

  it('names a PDF that was lost', async () => {
    await sabotage(coop, UNGUARD, `DELETE FROM documents.archived_file WHERE key = '${PDF_KEY()}'`);
    expect(sentencesOf(await verify(coop), 'I5')).toEqual(['COOP-2026-00002 : XML archivé sans son PDF.']);
  });
});
