import { NO_FILTERS, queryOf } from './filters';

describe('the filters of invoices in the address bar', () => {
  it('are what the API is asked for', () => {
    const filters = { ...NO_FILTERS, recherche: 'épi', client: '12', envoi: 'refused', du: '2026-11-01' };
    expect(queryOf(filters, '-gross')).toMatchObject({
      search: 'épi',
      client: 12,
      delivery: 'refused',
      issuedFrom: '2026-11-01',
      sort: 'gross',
      direction: 'desc',
    });
    expect(queryOf(NO_FILTERS, 'client')).toMatchObject({ sort: 'client', direction: 'asc' });
  });

  it('leave out what nobody knows: an address may be old, or typed', () => {
    const filters = {
      ...NO_FILTERS,
      client: 'x',
      envoi: 'lost',
      type: 'bill',
      du: '2026-13-45',
      campagne: '-1',
    };
    expect(queryOf(filters, '-price')).toEqual({ sort: 'issuedOn', direction: 'desc' });
  });
});
