import { carriedFrom, emptyContract, missingOf, newContractOf } from './contract-form';

describe('a new contract as it is typed', () => {
  const form = {
    ...carriedFrom(emptyContract(7), '2026-12-01'),
    title: ' Infogérance ',
    issuer: '2',
    last: '2027-11-30',
  };
  const line = { ...form.lines[0]!, service: 'site', label: 'Site', unitPrice: '100' };

  it('names what is missing, step by step', () => {
    expect(missingOf('client', emptyContract(null))).toEqual(['client', 'title']);
    expect(missingOf('carriage', emptyContract(null))).toEqual(['issuer', 'from']);
    expect(missingOf('carriage', { ...form, last: '2026-11-30' })).toEqual(['last']);
    expect(missingOf('lines', form)).toHaveLength(3);
    expect(newContractOf(form)).toBeNull();
  });

  it('lines begin with the carriage, unless they were given another day', () => {
    const own = { ...form, lines: [line, { ...line, key: 'b', from: '2027-01-15' }] };
    expect(carriedFrom(own, '2027-01-01').lines.map(({ from }) => from)).toEqual([
      '2027-01-01',
      '2027-01-15',
    ]);
  });

  it('is asked with its lines, the last day inside becoming the first day outside', () => {
    expect(newContractOf({ ...form, lines: [line] })).toMatchObject({
      client: 7,
      title: 'Infogérance',
      carriedBy: 2,
      from: '2026-12-01',
      to: '2027-12-01',
      activity: null,
      purchaseOrder: null,
      lines: [{ service: 'site', terms: [{ unitPrice: '100', period: { from: '2026-12-01', to: null } }] }],
    });
  });
});
