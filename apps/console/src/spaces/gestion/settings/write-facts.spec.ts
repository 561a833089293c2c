import { writeFacts } from './write-facts';

const said = (facts: Readonly<Record<string, unknown>>) => writeFacts(facts).replaceAll(/\s/g, ' ');

describe('the facts of an act', () => {
  it('are named and written as people read them, the empty ones left out', () => {
    expect(said({ role: 'member', reason: null, note: '', effectiveOn: '2026-10-01' })).toBe(
      'rôle : activité · à effet du : 01/10/2026',
    );
    expect(said({ amountCents: -123_456, rateBasisPoints: 1150, verified: true })).toBe(
      'montant : −1 234,56 € · taux : 11,5 % · vérifié : oui',
    );
    expect(said({ from: '2026-10-01', to: 7 })).toBe('à partir du : 01/10/2026 · vers : 7');
    expect(writeFacts({})).toBe('');
  });

  it('tell periods, lists and what is nested', () => {
    expect(said({ period: { from: '2026-05-01', to: '2026-06-01' } })).toBe(
      'période : du 01/05/2026 au 31/05/2026',
    );
    expect(said({ contracts: ['NUAGE', 'CAMPUS'], roles: ['auditor'] })).toBe(
      'contrats : NUAGE, CAMPUS · rôles : audit',
    );
    expect(said({ scheme: { basis: 'collected', bands: [{ fromCents: 0 }, { fromCents: 9 }] } })).toBe(
      'règle : (assiette : encaissé · tranches : 2 éléments)',
    );
  });

  it('keep the name of the API where nobody wrote a word yet', () => {
    expect(said({ somethingNew: 'toString' })).toBe('somethingNew : toString');
  });
});
