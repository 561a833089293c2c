import { Documents, RenderPool } from '#documents';
import { type Actor, Identity, systemActor } from '#identity';
import { localDate } from '#kernel';
import { jpegReceipt, pdfReceipt, pngReceipt } from '#test/fixtures/receipts.js';
import { TestCooperative } from '#test/fixtures/cooperative.js';
import { readPurchases } from './costs/read-purchases.js';
import { ActivityAccounts } from './activity-accounts.js';
import { ExpenseSheets } from './expenses/expense-sheets.js';

const day = localDate;

class Activity {
  accountant: Actor;
  ines: Actor;
  another: Actor;
  activity: number;

  private constructor(
    readonly coop: TestCooperative,
    readonly documents: Documents,
    readonly accounts: ActivityAccounts,
    readonly sheets: ExpenseSheets,
  ) {}

  static async open(): Promise<Activity> {
    const coop = await TestCooperative.open('2026-11-22');
    const { unitOfWork } = coop.database;
    const identity = new Identity(unitOfWork, coop.clock);
    const documents = new Documents(unitOfWork, new RenderPool({ threads: 1 }));
    const it = new Activity(
      coop,
      documents,
      new ActivityAccounts(unitOfWork, coop.clock, identity, coop.contracts, documents),
      new ExpenseSheets(unitOfWork, coop.clock, identity, documents),
    );
    const person = async (name: string, role: 'member' | 'accountant'): Promise<Actor> => {
      const account = { email: `${name}@essai.coop`, name, password: 'neuf chevaux bleus', roles: [role] };
      const { id } = await identity.createAccount(systemActor('essai'), account);
      return { accountId: id, name, roles: [role] };
    };
    it.accountant = await person('yves', 'accountant');
    it.ines = await person('ines', 'member');
    it.another = await person('loïc', 'member');
    const { id } = await coop.contracts.createActivity(it.accountant, {
      code: 'RONCE',
      name: 'Atelier Ronce',
      accountId: it.ines.accountId,
    });
    it.activity = id;
    return it;
  }

  async close(): Promise<void> {
    await this.documents.onModuleDestroy();
    await this.coop.close();
  }

  cost(net: number, more: object = {}) {
    return this.accounts.recordDirectCost(this.accountant, {
      activity: this.activity,
      spentOn: day('2026-10-08'),
      kind: 'purchase',
      label: 'Disques',
      netCents: net,
      vatCents: 0,
      ...more,
    });
  }

  /** A draft with one train ticket, its receipt there unless told. */
  async draft({ receipt = true }: { receipt?: boolean } = {}) {
    const { id } = await this.sheets.begin(this.ines, { activity: this.activity, title: 'Novembre' });
    const { lines } = await this.sheets.addLine(this.ines, id, {
      spentOn: day('2026-11-03'),
      kind: 'travel',
      label: 'Train Rennes–Brest',
      grossCents: 4_400,
      vatCents: 400,
    });
    const line = lines[0]!.id;
    if (receipt) await this.sheets.attachReceipt(this.ines, line, pngReceipt());
    return { sheet: id, line };
  }

  sql(statement: string) {
    return this.coop.database.unitOfWork.read<Record<string, unknown>>(statement);
  }
}

describe('direct costs and pay costs', () => {
  let it_: Activity;
  beforeAll(async () => {
    it_ = await Activity.open();
  });
  afterAll(async () => it_.close());

  it('are counted in their month, and a reversal takes them out of it', async () => {
    const disks = await it_.cost(12_000, { vatCents: 2_400 });
    await it_.cost(3_000);
    await it_.accounts.recordPayCost(it_.accountant, {
      activity: it_.activity,
      month: day('2026-10-01'),
      label: 'Salaire d’octobre',
      grossPayCents: 150_000,
      employerChargesCents: 45_000,
    });
    const october = async () =>
      (await it_.accounts.read(it_.activity)).months.find(({ month }) => month === '2026-10-01')!;
    expect((await october()).flows).toMatchObject({ directCostsCents: 15_000, payCostCents: 195_000 });
    const reversal = await it_.accounts.reverseDirectCost(it_.accountant, {
      id: disks.id,
      reason: 'saisie deux fois',
    });
    expect(reversal).toMatchObject({
      netCents: -12_000,
      vatCents: -2_400,
      reverses: disks.id,
      spentOn: '2026-10-08',
    });
    expect((await october()).flows).toMatchObject({ directCostsCents: 3_000 });
    const { items, total, sumCents } = await it_.accounts.listDirectCosts({ activity: it_.activity });
    expect([total, sumCents]).toEqual([3, 3_000]);
    expect(items.find(({ id }) => id === disks.id)!.reversedBy).toBe(reversal.id);
  });

  it('are reversed once, and a reversal never', async () => {
    const { id } = await it_.cost(1_000);
    const reason = 'erreur de saisie';
    const reversal = await it_.accounts.reverseDirectCost(it_.accountant, { id, reason });
    await expect(it_.accounts.reverseDirectCost(it_.accountant, { id, reason })).rejects.toMatchObject({
      code: 'ACCOUNTS.ALREADY_REVERSED',
    });
    await expect(
      it_.accounts.reverseDirectCost(it_.accountant, { id: reversal.id, reason }),
    ).rejects.toMatchObject({ code: 'ACCOUNTS.REVERSAL_NOT_REVERSED' });
    await expect(
      it_.accounts.reverseDirectCost(it_.accountant, { id: 987_654_321, reason }),
    ).rejects.toMatchObject({ code: 'ACCOUNTS.COST_NOT_FOUND' });
  });

  it('are neither rewritten nor reversed by another amount, whoever writes to the database', async () => {
    const { id } = await it_.cost(1_000);
    await expect(
      it_.sql(`UPDATE contributions.direct_cost SET label = 'x' WHERE id = ${id}`),
    ).rejects.toThrow();
    await expect(
      it_.sql(`INSERT INTO contributions.direct_cost
        (activity_id, spent_on, kind, label, net_cents, vat_cents, reverses, reason, made_by, made_at)
        VALUES (${it_.activity}, '2026-10-08', 'purchase', 'x', -999, 0, ${id}, 'x', 'x', now())`),
    ).rejects.toThrow('direct_cost_reverses_its_like');
    await expect(
      it_.sql(`INSERT INTO contributions.direct_cost
        (activity_id, spent_on, kind, label, net_cents, vat_cents, made_by, made_at)
        VALUES (${it_.activity}, '2026-10-08', 'purchase', 'x', 100, 101, 'x', now())`),
    ).rejects.toThrow('direct_cost_vat_within_net');
    await expect(it_.cost(0)).rejects.toMatchObject({ code: 'ACCOUNTS.AMOUNT_REFUSED' });
    await expect(it_.cost(100, { activity: 987_654_321 })).rejects.toMatchObject({
      code: 'ACCOUNTS.ACTIVITY_NOT_FOUND',
    });
  });

  it('that schemes give back on are told apart, reversals too', async () => {
    const period = { from: day('2026-09-01'), to: day('2026-10-01') };
    const { id } = await it_.cost(5_000, { spentOn: day('2026-09-30'), eligible: true });
    await it_.cost(700, { spentOn: day('2026-10-01'), eligible: true });
    await it_.accounts.reverseDirectCost(it_.accountant, { id, reason: 'avoir du fournisseur' });
    const found = await readPurchases(it_.coop.database.dataSource, { period, activity: it_.activity });
    expect(found.map(({ netCents, eligible }) => [netCents, eligible])).toEqual([
      [5_000, true],
      [-5_000, true],
    ]);
  });
});

describe('an import of costs', () => {
  let it_: Activity;
  beforeEach(async () => {
    it_ = await Activity.open();
  });
  afterEach(async () => it_.close());

  const file = (...lines: string[]) =>
    Buffer.from(['référence;activité;date;nature;libellé;montant HT;TVA', ...lines].join('\n'));

  it('writes once what is imported twice, and refuses other content under a known reference', async () => {
    const bytes = file('F-1;RONCE;08/10/2026;matériel;Disques;1 200,50;240,10');
    expect(await it_.accounts.importDirectCosts(it_.accountant, bytes)).toMatchObject({
      kept: true,
      created: 1,
    });
    expect(await it_.accounts.importDirectCosts(it_.accountant, bytes)).toMatchObject({
      kept: true,
      created: 0,
      unchanged: 1,
    });
    const { items } = await it_.accounts.listDirectCosts();
    expect(items).toMatchObject([{ netCents: 120_050, vatCents: 24_010, kind: 'equipment' }]);
    const other = file('F-1;RONCE;08/10/2026;matériel;Disques;1 300,00;240,10');
    const summary = await it_.accounts.importDirectCosts(it_.accountant, other);
    expect(summary).toMatchObject({ kept: false, refusedCount: 1 });
    expect(summary.refused[0]).toMatchObject({ line: 2, code: 'ACCOUNTS.IMPORTED_OTHERWISE' });
  });

  it('keeps nothing of a file with one bad line, and names each of them', async () => {
    const bytes = file(
      'F-1;RONCE;08/10/2026;achat;Disques;10;2',
      'F-2;INCONNUE;08/10/2026;achat;Disques;10;2',
      'F-3;RONCE;31/02/2026;achat;Disques;10;2',
      'F-1;RONCE;09/10/2026;achat;Disques;10;2',
    );
    const summary = await it_.accounts.importDirectCosts(it_.accountant, bytes);
    expect(summary).toMatchObject({ kept: false, refusedCount: 3 });
    expect(summary.refused.map(({ line, code }) => [line, code])).toEqual([
      [3, 'ACCOUNTS.ACTIVITY_NOT_FOUND'],
      [4, 'IMPORTS.CELL_REFUSED'],
      [5, 'ACCOUNTS.SAME_KEY_TWICE'],
    ]);
    expect((await it_.accounts.listDirectCosts()).total).toBe(0);
  });

  it('reads months of pay as people write them', async () => {
    const bytes = Buffer.from(
      [
        'référence;activité;mois;libellé;brut;cotisations patronales',
        'P-1;RONCE;09/2026;Septembre;1500;450',
        'P-2;RONCE;2026-10;Octobre;1500;450',
        'P-3;RONCE;15/11/2026;Novembre;1500;',
      ].join('\n'),
    );
    expect(await it_.accounts.importPayCosts(it_.accountant, bytes)).toMatchObject({
      kept: true,
      created: 3,
    });
    const { items } = await it_.accounts.listPayCosts();
    expect(items.map(({ month, costCents }) => [month, costCents])).toEqual([
      ['2026-11-01', 150_000],
      ['2026-10-01', 195_000],
      ['2026-09-01', 195_000],
    ]);
  });
});

describe('the opening of an account', () => {
  let it_: Activity;
  beforeAll(async () => {
    it_ = await Activity.open();
  });
  afterAll(async () => it_.close());

  const figures = {
    openedOn: day('2026-09-01'),
    receivablesCents: 120_000,
    uncollectedCents: 100_000,
    vatWaitingCents: 20_000,
    vatDueCents: 0,
    expensesDueCents: 0,
    availableCents: 50_000,
    reason: 'reprise du tableur',
  };

  it('balances by its cash, and is replaced by one that names it', async () => {
    const opening = { ...figures, activity: it_.activity };
    const first = await it_.accounts.open(it_.accountant, { ...opening, replaces: null });
    // 500 + 1,000 + 200 − 1,200
    expect(first.cashCents).toBe(50_000);
    await expect(it_.accounts.open(it_.accountant, { ...opening, replaces: null })).rejects.toMatchObject({
      code: 'ACCOUNTS.OPENING_REPLACED_MEANWHILE',
    });
    await it_.accounts.open(it_.accountant, { ...opening, availableCents: 70_000, replaces: first.id });
    const account = await it_.accounts.read(it_.activity);
    expect(account.opening).toMatchObject({ availableCents: 70_000, cashCents: 70_000 });
    expect(account.months.map(({ month }) => month)).toEqual(['2026-09-01', '2026-10-01', '2026-11-01']);
    expect(account.months.at(-1)).toMatchObject({ availableCents: 70_000, cumulatedResultCents: 170_000 });
  });

  it('is on the first of a month', async () => {
    const opening = { ...figures, activity: it_.activity, replaces: null, openedOn: day('2026-09-02') };
    await expect(it_.accounts.open(it_.accountant, opening)).rejects.toMatchObject({
      code: 'ACCOUNTS.DAY_REFUSED',
    });
  });
});

describe('an expense sheet', () => {
  let it_: Activity;
  beforeEach(async () => {
    it_ = await Activity.open();
  });
  afterEach(async () => it_.close());

  const november = async () => (await it_.accounts.read(it_.activity)).months.at(-1)!;

  it('goes from draft to reimbursed, each step with who and when, and counts from its approval on', async () => {
    const { sheet } = await it_.draft();
    expect((await it_.accounts.read(it_.activity)).months).toEqual([]);
    await it_.sheets.submit(it_.ines, sheet);
    expect((await it_.accounts.read(it_.activity)).months).toEqual([]);
    it_.coop.clock.set(day('2026-11-25'));
    await it_.sheets.decide(it_.accountant, sheet, { state: 'approved' });
    expect((await november()).flows.expensesCents).toBe(4_000);
    expect((await november()).balance).toMatchObject({ expensesDueCents: 4_400, vatDueCents: -400 });
    it_.coop.clock.set(day('2026-11-30'));
    const paid = await it_.sheets.reimburse(it_.accountant, sheet, day('2026-11-28'));
    expect(paid.acts.map(({ state, onDay, madeBy }) => [state, onDay, madeBy])).toEqual([
      ['submitted', '2026-11-22', 'ines'],
      ['approved', '2026-11-25', 'yves'],
      ['reimbursed', '2026-11-28', 'yves'],
    ]);
    expect((await november()).balance).toMatchObject({ expensesDueCents: 0, cashCents: -4_400 });
  });

  it('that is refused says why, counts nowhere and is not approved afterwards', async () => {
    const { sheet } = await it_.draft();
    await it_.sheets.submit(it_.ines, sheet);
    const reason = 'ticket illisible';
    await it_.sheets.decide(it_.accountant, sheet, { state: 'refused', reason });
    expect((await it_.sheets.read(sheet, it_.ines.accountId!)).acts.at(-1)).toMatchObject({
      state: 'refused',
      reason,
    });
    await expect(it_.sheets.decide(it_.accountant, sheet, { state: 'approved' })).rejects.toMatchObject({
      code: 'ACCOUNTS.SHEET_NOT_SUBMITTED',
    });
    await expect(it_.sheets.reimburse(it_.accountant, sheet, day('2026-11-22'))).rejects.toMatchObject({
      code: 'ACCOUNTS.SHEET_NOT_APPROVED',
    });
    expect((await it_.accounts.read(it_.activity)).months).toEqual([]);
  });

  it('is submitted whole: with lines, and with a receipt for each', async () => {
    const { id } = await it_.sheets.begin(it_.ines, { activity: it_.activity, title: 'Vide' });
    await expect(it_.sheets.submit(it_.ines, id)).rejects.toMatchObject({ code: 'ACCOUNTS.SHEET_EMPTY' });
    const { sheet } = await it_.draft({ receipt: false });
    await expect(it_.sheets.submit(it_.ines, sheet)).rejects.toMatchObject({
      code: 'ACCOUNTS.RECEIPT_MISSING',
    });
    expect((await it_.sheets.read(sheet, it_.ines.accountId!)).state).toBe('draft');
  });

  it('pays distances by the scale of their day, without a receipt', async () => {
    const { id } = await it_.sheets.begin(it_.ines, { activity: it_.activity, title: 'Route' });
    const far = { spentOn: day('2026-11-05'), kind: 'mileage' as const, label: 'Chez un client' };
    const { lines } = await it_.sheets.addLine(it_.ines, id, { ...far, kilometres: '120.5', fiscalPower: 5 });
    expect(lines).toMatchObject([{ grossCents: 7_664, vatCents: 0, rate: '0.636', kilometres: '120.5' }]);
    expect((await it_.sheets.submit(it_.ines, id)).state).toBe('submitted');
    for (const wrong of [
      { ...far, grossCents: 100 },
      { ...far, kilometres: '5' },
    ]) {
      const { id: other } = await it_.sheets.begin(it_.ines, { activity: it_.activity, title: 'Route' });
      await expect(it_.sheets.addLine(it_.ines, other, wrong)).rejects.toMatchObject({
        code: 'ACCOUNTS.MILEAGE_INCOMPLETE',
      });
    }
  });

  it('refuses days to come and amounts that cannot be', async () => {
    const { id } = await it_.sheets.begin(it_.ines, { activity: it_.activity, title: 'Frais' });
    const line = { spentOn: day('2026-11-03'), kind: 'meal' as const, label: 'Repas', grossCents: 1_000 };
    const refused = async (wrong: object) =>
      it_.sheets.addLine(it_.ines, id, { ...line, ...wrong }).then(
        () => 'kept',
        (error: { code: string }) => error.code,
      );
    expect(await refused({ spentOn: day('2026-11-23') })).toBe('ACCOUNTS.DAY_TO_COME');
    expect(await refused({ grossCents: 0 })).toBe('ACCOUNTS.AMOUNT_REFUSED');
    expect(await refused({ grossCents: undefined })).toBe('ACCOUNTS.AMOUNT_REFUSED');
    expect(await refused({ vatCents: 1_000 })).toBe('ACCOUNTS.AMOUNT_REFUSED');
    expect(await refused({ vatCents: 999 })).toBe('kept');
  });

  it('that was submitted is changed by nobody, also in the database', async () => {
    const { sheet, line } = await it_.draft();
    await it_.sheets.submit(it_.ines, sheet);
    const values = { spentOn: day('2026-11-03'), kind: 'meal' as const, label: 'Repas', grossCents: 9_999 };
    const submitted = { code: 'ACCOUNTS.SHEET_SUBMITTED' };
    await expect(it_.sheets.changeLine(it_.ines, line, values)).rejects.toMatchObject(submitted);
    await expect(it_.sheets.addLine(it_.ines, sheet, values)).rejects.toMatchObject(submitted);
    await expect(it_.sheets.removeLine(it_.ines, line)).rejects.toMatchObject(submitted);
    await expect(it_.sheets.attachReceipt(it_.ines, line, jpegReceipt)).rejects.toMatchObject(submitted);
    await expect(it_.sheets.discard(it_.ines, sheet)).rejects.toMatchObject(submitted);
    await expect(it_.sheets.submit(it_.ines, sheet)).rejects.toMatchObject(submitted);
    for (const statement of [
      `UPDATE contributions.expense_line SET gross_cents = 1`,
      `UPDATE contributions.expense_sheet SET title = 'x'`,
      `DELETE FROM contributions.expense_sheet`,
      `DELETE FROM contributions.expense_receipt`,
      `UPDATE contributions.expense_receipt SET bytes = '\\x00'`,
    ]) {
      await expect(it_.sql(statement)).rejects.toThrow();
    }
    await expect(it_.sql('DELETE FROM contributions.expense_act')).rejects.toThrow();
  });

  it('is not approved by who entered it, nor decided twice at once', async () => {
    const { sheet } = await it_.draft();
    await it_.sheets.submit(it_.ines, sheet);
    await expect(it_.sheets.decide(it_.ines, sheet, { state: 'approved' })).rejects.toMatchObject({
      code: 'ACCOUNTS.OWN_SHEET',
    });
    const decisions = await Promise.allSettled([
      it_.sheets.decide(it_.accountant, sheet, { state: 'approved' }),
      it_.sheets.decide(it_.another, sheet, { state: 'refused', reason: 'doublon' }),
    ]);
    expect(decisions.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is not submitted while a line slips in: either the line is in it, or it is refused', async () => {
    const { sheet } = await it_.draft();
    const late = { spentOn: day('2026-11-04'), kind: 'mileage' as const, label: 'Retour' };
    const [submitted, added] = await Promise.allSettled([
      it_.sheets.submit(it_.ines, sheet),
      it_.sheets.addLine(it_.ines, sheet, { ...late, kilometres: '10', fiscalPower: 4 }),
    ]);
    expect(submitted.status).toBe('fulfilled');
    const { lines } = await it_.sheets.read(sheet, it_.ines.accountId!);
    expect(lines).toHaveLength(added.status === 'fulfilled' ? 2 : 1);
  });

  it('of another is as if it did not exist, for every verb', async () => {
    const { sheet, line } = await it_.draft();
    const { another } = it_;
    const values = { spentOn: day('2026-11-03'), kind: 'meal' as const, label: 'Repas', grossCents: 100 };
    const attempts = [
      () => it_.sheets.read(sheet, another.accountId!),
      () => it_.sheets.addLine(another, sheet, values),
      () => it_.sheets.changeLine(another, line, values),
      () => it_.sheets.removeLine(another, line),
      () => it_.sheets.attachReceipt(another, line, jpegReceipt),
      () => it_.sheets.submit(another, sheet),
      () => it_.sheets.discard(another, sheet),
      () => it_.sheets.begin(another, { activity: it_.activity, title: 'Chez l’autre' }),
      // A draft is seen by nobody else, the support team included.
      () => it_.sheets.read(sheet),
      () => it_.sheets.decide(it_.accountant, sheet, { state: 'approved' }),
    ];
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toMatchObject({ kind: 'notFound' });
    }
    expect((await it_.sheets.list({ account: another.accountId! })).total).toBe(0);
    expect((await it_.sheets.list()).total).toBe(0);
  });
});

describe('incident 52: a receipt', () => {
  let it_: Activity;
  beforeEach(async () => {
    it_ = await Activity.open();
  });
  afterEach(async () => it_.close());

  it('belongs to its line by key: two of the same content stay two, and each opens by its own number', async () => {
    const [one, two] = [await it_.draft(), await it_.draft()];
    const of = async (sheet: number) =>
      (await it_.sheets.read(sheet, it_.ines.accountId!)).lines[0]!.receipt!;
    const [first, second] = [await of(one.sheet), await of(two.sheet)];
    expect(first.id).not.toBe(second.id);
    expect(first.sha256).toBe(second.sha256);
    await it_.sheets.submit(it_.ines, one.sheet);
    expect((await it_.sheets.receipt(first.id)).line).toBe(one.line);
    await expect(it_.sheets.receipt(second.id)).rejects.toMatchObject({ code: 'ACCOUNTS.RECEIPT_NOT_FOUND' });
    const [{ archive_key: key }] = (await it_.sql(
      `SELECT archive_key FROM contributions.expense_receipt WHERE id = ${first.id}`,
    )) as [{ archive_key: string }];
    expect(key).toBe(`expense-line/${one.line}/receipt`);
    // No column holds what its sender called it.
    const columns = await it_.sql(
      `SELECT column_name FROM information_schema.columns WHERE table_name = 'expense_receipt' AND column_name ~ 'name'`,
    );
    expect(columns).toEqual([]);
  });

  it('sent several times at once is there once, and nobody is told of an error', async () => {
    const { line } = await it_.draft({ receipt: false });
    const sent = [jpegReceipt, pdfReceipt, pngReceipt(), pdfReceipt];
    const kept = await Promise.all(sent.map((bytes) => it_.sheets.attachReceipt(it_.ines, line, bytes)));
    const [row, ...others] = await it_.sql(
      `SELECT id FROM contributions.expense_receipt WHERE line_id = ${line}`,
    );
    expect(others).toEqual([]);
    expect(kept.map(({ id }) => id)).toContain(row!['id']);
  });

  it('comes back as it was sent, before and after it is archived', async () => {
    const { sheet, line } = await it_.draft({ receipt: false });
    await it_.sheets.attachReceipt(it_.ines, line, jpegReceipt);
    const replaced = await it_.sheets.attachReceipt(it_.ines, line, pdfReceipt);
    const mine = it_.ines.accountId!;
    expect((await it_.sheets.receipt(replaced.id, mine)).bytes.equals(pdfReceipt)).toBe(true);
    await it_.sheets.submit(it_.ines, sheet);
    const archived = await it_.sheets.receipt(replaced.id, mine);
    expect(archived.bytes.equals(pdfReceipt)).toBe(true);
    expect(archived.mediaType).toBe('application/pdf');
    await expect(it_.sheets.receipt(replaced.id, it_.another.accountId!)).rejects.toMatchObject({
      code: 'ACCOUNTS.RECEIPT_NOT_FOUND',
    });
  });

  it('of a draft that is thrown away is gone', async () => {
    const { sheet } = await it_.draft();
    await it_.sheets.discard(it_.ines, sheet);
    expect(await it_.sql('SELECT id FROM contributions.expense_receipt')).toEqual([]);
    expect(await it_.sql(`SELECT key FROM documents.archived_file WHERE key LIKE 'expense%'`)).toEqual([]);
  });
});

describe('the statement of a month', () => {
  let it_: Activity;
  beforeAll(async () => {
    it_ = await Activity.open();
  });
  afterAll(async () => it_.close());

  it('is a PDF for the months of the account, and for no other', async () => {
    await it_.cost(12_000);
    const { pdf, name } = await it_.accounts.statement(it_.activity, day('2026-10-01'), { language: 'fr' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(name).toBe('CA-RONCE-2026-10.pdf');
    await it_.accounts.statement(it_.activity, day('2026-11-01'), { language: 'en' });
    for (const month of ['2026-09-01', '2026-12-01']) {
      await expect(
        it_.accounts.statement(it_.activity, day(month), { language: 'fr' }),
      ).rejects.toMatchObject({ code: 'ACCOUNTS.MONTH_NOT_FOUND' });
    }
  });
});
