import { type HistoryMap, needsCare, placeFiles, type ReadField, withColumn, withMeaning } from './mapping';

const field: ReadField = {
  field: 'net',
  required: true,
  header: 'montant_ht',
  placedBy: 'knownHeader',
  confidence: 'certain',
  decimalSign: ',',
  dateOrder: null,
  meanings: [],
  values: [],
};

describe('the mapping of columns', () => {
  it('names the column of a field and keeps what was named before', () => {
    const before: HistoryMap = {
      subscriptions: { columns: { net: 'Prix' } },
      invoices: { columns: { number: 'N°' } },
    };
    expect(withColumn(before, { file: 'invoices', field: 'net', header: 'Total HT' })).toEqual({
      subscriptions: { columns: { net: 'Prix' } },
      invoices: { columns: { number: 'N°', net: 'Total HT' } },
    });
  });

  it('takes a header from the field that had it, and says that a file has none', () => {
    const before: HistoryMap = { invoices: { columns: { gross: 'Total' } } };
    expect(withColumn(before, { file: 'invoices', field: 'net', header: 'Total' }).invoices?.columns).toEqual(
      {
        net: 'Total',
      },
    );
    expect(withColumn(before, { file: 'invoices', field: 'gross', header: null }).invoices?.columns).toEqual({
      gross: null,
    });
  });

  it('adds the meaning of a value to those of its field', () => {
    const first = withMeaning(null, {
      file: 'subscriptions',
      field: 'cadence',
      value: 'lunaire',
      meaning: 'monthly',
    });
    const second = withMeaning(first, {
      file: 'subscriptions',
      field: 'cadence',
      value: 'an',
      meaning: 'yearly',
    });
    expect(second.subscriptions?.values).toEqual({ cadence: { lunaire: 'monthly', an: 'yearly' } });
  });

  it('sees which fields need care', () => {
    expect(needsCare(field)).toBe(false);
    expect(needsCare({ ...field, header: null, confidence: null })).toBe(true);
    expect(needsCare({ ...field, required: false, header: null, confidence: null })).toBe(false);
    expect(needsCare({ ...field, confidence: 'doubtful' })).toBe(true);
    expect(needsCare({ ...field, values: [{ value: 'lunaire', rows: 3, meaning: null }] })).toBe(true);
  });
});

describe('dropped files', () => {
  it('are told apart by their names', () => {
    expect(placeFiles([{ name: 'factures-2024.csv' }, { name: 'abonnements.csv' }], {})).toEqual({
      invoices: { name: 'factures-2024.csv' },
      subscriptions: { name: 'abonnements.csv' },
    });
  });

  it('take both places where the names do not say', () => {
    expect(placeFiles([{ name: 'a.csv' }, { name: 'b.csv' }], {})).toEqual({
      subscriptions: { name: 'a.csv' },
      invoices: { name: 'b.csv' },
    });
  });

  it('replace what was there only in their own place', () => {
    const present = { subscriptions: { name: 'abonnements.csv' } };
    expect(placeFiles([{ name: 'invoices.csv' }], present)).toEqual({
      ...present,
      invoices: { name: 'invoices.csv' },
    });
  });
});
