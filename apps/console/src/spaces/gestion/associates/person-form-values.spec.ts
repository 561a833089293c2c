import { nobody, personOf } from './person-form-values';

describe('a person as somebody types them', () => {
  it('says only what was typed', () => {
    const person = personOf({ ...nobody, name: ' Hamon ', givenName: 'Soizic' });
    expect(person).toMatchObject({
      name: 'Hamon',
      givenName: 'Soizic',
      address: null,
      email: null,
      accountId: null,
    });
  });

  it('forgets the fields of the other kind', () => {
    const typed = { ...nobody, name: 'X', givenName: 'Y', birthDate: '1990-01-01', siren: '552 100 554' };
    expect(personOf({ ...typed, kind: 'legal' })).toMatchObject({
      givenName: null,
      birthDate: null,
      siren: '552100554',
    });
    expect(personOf(typed)).toMatchObject({ givenName: 'Y', siren: null });
  });

  it('reads lines of an address, one a line', () => {
    const { address } = personOf({
      ...nobody,
      lines: '1 rue du Port\n\n Bât. B ',
      postCode: '35000',
      city: 'Rennes',
      country: 'fr',
    });
    expect(address).toEqual({
      lines: ['1 rue du Port', 'Bât. B'],
      postCode: '35000',
      city: 'Rennes',
      country: 'FR',
    });
  });
});
