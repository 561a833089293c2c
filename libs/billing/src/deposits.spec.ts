import { localDate } from '#kernel';
import { TestCooperative } from '#test/fixtures/cooperative.js';

describe('a deposit', () => {
  let coop: TestCooperative;
  beforeAll(async () => {
    coop = await TestCooperative.open('2026-11-22');
  });
  afterAll(() => coop.close());

  const issued = () =>
    coop.database.unitOfWork.read<{
      id: number;
      type: string;
      net: number;
      vat: number;
      number: string;
      process: string;
    }>(
      `SELECT id, type, net_cents AS net, vat_cents AS vat, number, payload::jsonb ->> 'businessProcess' AS process
       FROM billing.invoice ORDER BY sequence`,
    );

  it('is billed on its own, deducted once from the balance, and free again when the balance is credited', async () => {
    const contract = (await coop.contract({ from: '2026-01-01' })).id;
    const once = (on: string, until: string, unitPrice: string) => [
      { period: { from: localDate(on), to: localDate(until) }, months: 0, unitPrice },
    ];
    const site = await coop.contracts.addLine(coop.actor, {
      contract,
      kind: 'oneOff',
      service: 'Site web',
      label: 'Création du site',
      terms: once('2026-11-20', '2026-11-21', '1000'),
    });
    await coop.contracts.addLine(coop.actor, {
      contract,
      kind: 'deposit',
      depositOf: site.id,
      service: 'Acompte',
      label: 'Acompte de 30 % à la commande',
      terms: once('2026-11-02', '2026-11-03', '300'),
    });

    // The deposit falls due first: 30 % of 1,000.00 is 300.00, with its VAT of 60.00.
    coop.clock.set(localDate('2026-11-05'));
    await coop.bill('2026-11-05');
    expect(await issued()).toMatchObject([{ type: 'depositInvoice', net: 30000, vat: 6000, process: 'S1' }]);

    // The balance bills the whole and deducts the deposit: 1,000.00 − 300.00 = 700.00, VAT 140.00.
    coop.clock.set(localDate('2026-11-22'));
    await coop.bill('2026-11-22');
    await coop.bill('2026-11-22');
    const [deposit, balance] = await issued();
    expect(balance).toMatchObject({ type: 'balanceInvoice', net: 70000, vat: 14000, process: 'S4' });
    expect(await issued()).toHaveLength(2);

    const whole = { scopes: [{ kind: 'whole' as const }], reason: 'commande annulée' };
    await expect(
      coop.billing.creditInvoice({ invoiceId: deposit!.id, ...whole }, 'essai'),
    ).rejects.toMatchObject({
      code: 'BILLING.CREDIT_OF_DEDUCTED_DEPOSIT',
    });
    await expect(
      coop.billing.creditInvoice(
        {
          invoiceId: balance!.id,
          scopes: [{ kind: 'amount', position: 1, netCents: 100 }],
          reason: 'remise',
        },
        'essai',
      ),
    ).rejects.toMatchObject({ code: 'BILLING.CREDIT_PART_OF_BALANCE' });

    // Crediting the balance mirrors it, and the deposit can be deducted again from the next balance.
    await coop.billing.creditInvoice({ invoiceId: balance!.id, ...whole }, 'essai');
    expect((await issued())[2]).toMatchObject({ type: 'creditNote', net: 70000, vat: 14000 });
    await coop.bill('2026-11-22', { release: true });
    expect((await issued())[3]).toMatchObject({ type: 'balanceInvoice', net: 70000, vat: 14000 });
    expect(await coop.charged(site.id)).toEqual([
      ['2026-11-20', '2026-11-21', 100000],
      ['2026-11-20', '2026-11-21', 100000],
    ]);
  });

  it('that was never deducted can be credited', async () => {
    const contract = (await coop.contract({ from: '2026-01-01' })).id;
    const terms = [
      { period: { from: localDate('2026-12-10'), to: localDate('2026-12-11') }, months: 0, unitPrice: '500' },
    ];
    const work = await coop.contracts.addLine(coop.actor, {
      contract,
      kind: 'oneOff',
      service: 'Étude',
      label: 'Étude',
      terms,
    });
    await coop.contracts.addLine(coop.actor, {
      contract,
      kind: 'deposit',
      depositOf: work.id,
      service: 'Acompte',
      label: 'Acompte',
      terms: [
        {
          period: { from: localDate('2026-11-20'), to: localDate('2026-11-21') },
          months: 0,
          unitPrice: '100',
        },
      ],
    });
    await coop.bill('2026-11-22');
    const deposit = (await issued()).at(-1)!;
    expect(deposit).toMatchObject({ type: 'depositInvoice', net: 10000 });
    const note = await coop.billing.creditInvoice(
      { invoiceId: deposit.id, scopes: [{ kind: 'whole' }], reason: 'commande annulée' },
      'essai',
    );
    expect(note.toIssue.document).toMatchObject({ netCents: 10000, grossCents: 12000 });
  });
});
