import { peopleAsAsked } from './people-as-asked';

const account = (name: string, more: object = {}) => ({
  id: 1,
  name,
  email: `${name.split(' ')[0]!.toLowerCase()}@exemple.coop`,
  roles: ['member' as const],
  createdAt: '2026-01-01T00:00:00Z',
  disabledAt: null,
  ...more,
});
const people = [
  account('Zoé Martin', { createdAt: '2025-01-01T00:00:00Z' }),
  account('Éric Le Goff', { roles: ['administrator', 'associate'] }),
  account('Anne Bihan', { disabledAt: '2026-05-01T00:00:00Z' }),
];
const names = (asked: { cherche?: string; role?: string; sort?: string }) =>
  peopleAsAsked(people, { cherche: '', role: '', sort: 'name', ...asked }).map(({ name }) => name);

describe('people as they are asked for', () => {
  it('are in the order of their names, those who may no longer enter at the end', () => {
    expect(names({})).toEqual(['Éric Le Goff', 'Zoé Martin', 'Anne Bihan']);
    expect(names({ sort: '-name' })).toEqual(['Zoé Martin', 'Éric Le Goff', 'Anne Bihan']);
    expect(names({ sort: 'createdAt' })).toEqual(['Zoé Martin', 'Éric Le Goff', 'Anne Bihan']);
  });

  it('are found by each word, without accents or capitals', () => {
    expect(names({ cherche: 'ERIC goff' })).toEqual(['Éric Le Goff']);
    expect(names({ cherche: 'zoe@' })).toEqual(['Zoé Martin']);
    expect(names({ cherche: 'zoe goff' })).toEqual([]);
    expect(names({ cherche: 'exemple' })).toHaveLength(3);
  });

  it('are kept by one role', () => {
    expect(names({ role: 'associate' })).toEqual(['Éric Le Goff']);
    expect(names({ role: 'auditor' })).toEqual([]);
  });
});
