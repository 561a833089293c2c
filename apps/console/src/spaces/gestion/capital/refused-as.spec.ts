import { refusedAs } from './refused-as';

describe('a refusal beside a form that goes on being typed', () => {
  const sent = { isError: true, variables: { body: { from: 3, quantity: 11 } } };

  it('stands as long as the form says what was refused', () => {
    expect(refusedAs(sent, { from: 3, quantity: 11 })).toBe(true);
  });

  it('says nothing of another wish, of none, and of what was taken', () => {
    expect(refusedAs(sent, { from: 3, quantity: 2 })).toBe(false);
    expect(refusedAs(sent, null)).toBe(false);
    expect(refusedAs({ ...sent, isError: false }, { from: 3, quantity: 11 })).toBe(false);
  });
});
