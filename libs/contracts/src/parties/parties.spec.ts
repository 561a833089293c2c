import { systemActor } from '#identity';
import { ClockSetTo, DomainError, localDate } from '#kernel';
import { createTestDatabase, type TestDatabase } from '#test/database/template.js';
import { Contracts } from '../contracts.js';

const address = { lines: ['1 place de la Mairie'], postCode: '35000', city: 'Rennes', country: 'FR' };
const actor = systemActor('essai');

let db: TestDatabase;
let contracts: Contracts;

const refusal = (act: Promise<unknown>): Promise<DomainError> =>
  act.then(
    () => Promise.reject(new Error('it was accepted')),
    (error) => error as DomainError,
  );

beforeAll(async () => {
  db = await createTestDatabase(3);
  contracts = new Contracts(db.unitOfWork, new ClockSetTo(localDate('2026-11-22')));
  await contracts.createClient(actor, {
    code: 'MAIRIE',
    name: 'Mairie de Rennes',
    vatStatus: 'nonTaxable',
    address,
  });
});

afterAll(() => db.drop());

describe('clients, issuers and activities', () => {
  it('a change moves the version, and a change of what was changed since is refused', async () => {
    const made = await contracts.createClient(actor, {
      name: 'Épicerie',
      vatStatus: 'taxable',
      siren: '552100554',
    });
    expect(made).toMatchObject({
      version: 1,
      language: 'fr',
      siren: '552100554',
      code: expect.stringMatching(/^CL-\d+$/),
    });
    const changed = await contracts.updateClient(actor, {
      id: made.id,
      version: 1,
      values: { email: 'a@b.fr' },
    });
    expect(changed).toMatchObject({ version: 2, email: 'a@b.fr', siren: '552100554' });
    const refused = await refusal(
      contracts.updateClient(actor, { id: made.id, version: 1, values: { email: null } }),
    );
    expect(refused.code).toBe('CONTRACTS.CHANGED_MEANWHILE');
  });

  it('wrong identifiers are refused, each by the name of its field', async () => {
    const wrong: [string, object][] = [
      ['siren', { siren: '552100555' }],
      ['siret', { siret: '55210055400014' }],
      ['vatNumber', { vatNumber: 'FR00552100554' }],
      ['email', { email: 'personne' }],
      ['paymentDays', { paymentDays: 61 }],
      ['address.postCode', { address: { ...address, postCode: '' } }],
      ['address.country', { address: { ...address, country: 'France' } }],
      ['electronicAddress', { siren: '552100554', electronicScheme: '0225', electronicAddress: '356000000' }],
      ['electronicAddress', { electronicScheme: '0225' }],
    ];
    for (const [field, values] of wrong) {
      const { code, facts } = await refusal(
        contracts.createClient(actor, { name: 'X', vatStatus: 'taxable', ...values }),
      );
      expect([code, facts['field']]).toEqual(['CONTRACTS.INVALID_FIELD', field]);
    }
    const fine = {
      siren: '552100554',
      electronicScheme: '0225',
      electronicAddress: '552100554_SERVICE',
      vatNumber: 'FR96552100554',
    };
    expect(await contracts.createClient(actor, { name: 'X', vatStatus: 'taxable', ...fine })).toMatchObject(
      fine,
    );
    const iban = await refusal(
      contracts.createIssuer(actor, {
        code: 'AUTRE',
        name: 'Autre',
        siren: '552100554',
        address,
        iban: 'FR7630006000011234567890188',
      }),
    );
    expect(iban.facts['field']).toBe('iban');
  });

  it('a code is taken once, and the search finds by code, name or SIREN', async () => {
    const refused = await refusal(
      contracts.createClient(actor, { code: 'MAIRIE', name: 'Deux', vatStatus: 'consumer' }),
    );
    expect([refused.code, refused.facts['code']]).toEqual(['CONTRACTS.CODE_TAKEN', 'MAIRIE']);
    const { items, total } = await contracts.listClients({ search: 'mairie' });
    expect([items.map((each) => each.code), total]).toEqual([['MAIRIE'], 1]);
    expect((await contracts.listClients({ search: '100%' })).total).toBe(0);
    for (const name of ['Zoé', 'Éric', 'Ève', 'Anne']) {
      await contracts.createClient(actor, { name: `${name} Tri`, vatStatus: 'consumer' });
    }
    const sorted = await contracts.listClients({ search: 'TRI' });
    expect(sorted.items.map((each) => each.name)).toEqual(['Anne Tri', 'Éric Tri', 'Ève Tri', 'Zoé Tri']);
    expect((await contracts.listClients({ search: 'éric TRI' })).total).toBe(1);
  });

  it('an archived client leaves the lists and comes back', async () => {
    const { id } = await contracts.createClient(actor, { name: 'Ancien', vatStatus: 'consumer' });
    await contracts.archiveClient(actor, id, true);
    expect((await contracts.listClients({ search: 'Ancien' })).total).toBe(0);
    expect((await contracts.listClients({ search: 'Ancien', archived: true })).total).toBe(1);
    await contracts.archiveClient(actor, id, false);
    expect((await contracts.listClients({ search: 'Ancien' })).total).toBe(1);
  });
});
