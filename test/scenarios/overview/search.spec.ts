import { Office } from '#test/scenarios/invoicing/office.js';

interface Found {
  readonly kind: string;
  readonly id: number;
  readonly parent: number | null;
  readonly title: string;
  readonly subtitle: { readonly fr: string; readonly en: string };
}

describe('one field for everything', () => {
  let office: Office;
  let bakery: { id: number };

  beforeAll(async () => {
    office = await Office.open();
    bakery = await office.client({
      code: 'FOURNIL',
      name: 'Crêperie L’Œuf d’Élise',
      email: 'compta@fournil.test',
      siren: '552100554',
    });
    await office.subscription('2026-11-01', {}, bakery.id);
    await office.subscription('2026-11-01');
    await office.bill();
  });
  afterAll(async () => office.close());

  const search = async (q: string, agent = office.accountant): Promise<Found[]> =>
    (await agent.get('/api/search').query({ q }).expect(200)).body.results;
  const kinds = (found: readonly Found[]) => [...new Set(found.map(({ kind }) => kind))];

  it('finds a client’s invoice from three letters, whatever accents and capitals', async () => {
    for (const q of ['crê', 'CRE', 'cre', 'oeuf', "l'oeuf", 'l’Œuf', 'elise crep', '  CRÊ  ']) {
      const found = await search(q);
      expect([q, found.find(({ kind }) => kind === 'client')]).toEqual([
        q,
        expect.objectContaining({ id: bakery.id, title: 'Crêperie L’Œuf d’Élise' }),
      ]);
      const invoices = found.filter(({ kind }) => kind === 'invoice');
      expect([q, invoices.map(({ subtitle }) => subtitle.fr)]).toEqual([
        q,
        ['Crêperie L’Œuf d’Élise · facture · 22 novembre 2026 · 120,00\u00a0€'],
      ]);
    }
  });

  it('finds clients by code, SIREN as people write it, and e-mail', async () => {
    for (const q of ['fourn', '552 100 554', '552100554', '100 554', 'compta@fournil']) {
      expect([q, (await search(q))[0]]).toEqual([
        q,
        expect.objectContaining({ kind: 'client', id: bakery.id }),
      ]);
    }
    expect(await search('552 100 555')).toEqual([]);
  });

  it('finds a document by the beginning or the end of its number', async () => {
    const { invoices } = await office.invoices();
    const { id, number } = invoices[0];
    for (const q of [number, number.toLowerCase(), number.slice(-5)]) {
      expect([q, (await search(q)).find(({ kind }) => kind === 'invoice')]).toEqual([
        q,
        expect.objectContaining({ id, title: number }),
      ]);
    }
  });

  it('finds contracts, lines with their contract, and runs', async () => {
    const found = await search('heberg');
    expect(kinds(found)).toEqual(['contract', 'contractLine']);
    const line = found.find(({ kind }) => kind === 'contractLine')!;
    expect(found.map(({ kind, id }) => `${kind} ${id}`)).toContain(`contract ${line.parent}`);
    const [run] = await search('campagne 1');
    expect(run).toMatchObject({ kind: 'billingRun', title: 'n°\u00a01 · SCIC' });
  });

  it('gives eight of a kind at most, those that begin with the words first', async () => {
    for (let count = 0; count < 9; count += 1) await office.client({ name: `Les amis du lin ${count}` });
    await office.client({ name: 'Lin et chanvre' });
    const found = (await search('lin')).filter(({ kind }) => kind === 'client');
    expect(found).toHaveLength(8);
    expect(found[0]!.title).toBe('Lin et chanvre');
  });

  it('shows people to administrators and auditors, and to nobody else', async () => {
    expect(kinds(await search('essai', office.administrator))).toContain('account');
    expect(kinds(await search('essai', office.auditor))).toContain('account');
    expect(kinds(await search('essai'))).not.toContain('account');
  });

  it('takes the signs of patterns as they are', async () => {
    for (const q of ['%%', '__', '\\\\', "';--"]) expect([q, await search(q)]).toEqual([q, []]);
  });

  it('wants two characters', async () => {
    for (const q of ['', 'a', ' a ', 'x'.repeat(101)]) {
      const { body } = await office.accountant.get('/api/search').query({ q }).expect(400);
      expect(body.errors[0]).toMatchObject({ field: 'q' });
    }
  });

  it.each(['member', 'associate'] as const)('refuses a %s with a sentence', async (role) => {
    const agent = await office.api.signedInAs(role);
    const { body } = await agent.get('/api/search').query({ q: 'crê' }).expect(403);
    expect(body).toMatchObject({
      code: 'IDENTITY.ROLE_REFUSED',
      detail: expect.stringContaining('administrateur'),
    });
  });
});
