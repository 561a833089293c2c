import { localDate } from '#kernel';
import { NO_END } from '../terms/term.js';
import { carryFrom } from './carry.js';

const CAE = 1;
const COOPERATIVE = 2;
const june = localDate('2026-06-01');
const byCae = [{ issuer: CAE, period: { from: localDate('2024-01-01'), to: NO_END } }];

describe('carriage', () => {
  it('moves home on 1 June: the CAE carries up to and including 31 May', () => {
    expect(carryFrom(byCae, june, COOPERATIVE)).toEqual([
      { issuer: CAE, period: { from: '2024-01-01', to: '2026-06-01' } },
      { issuer: COOPERATIVE, period: { from: '2026-06-01', to: NO_END } },
    ]);
  });

  it('is again what it was when the move is cancelled on the same day', () => {
    expect(carryFrom(carryFrom(byCae, june, COOPERATIVE), june, CAE)).toEqual(byCae);
  });

  it('begins earlier when the move is before its first day', () => {
    expect(carryFrom(byCae, localDate('2023-12-01'), COOPERATIVE)).toEqual([
      { issuer: COOPERATIVE, period: { from: '2023-12-01', to: NO_END } },
    ]);
  });

  it('is not moved after its end', () => {
    const ended = [{ issuer: CAE, period: { from: localDate('2024-01-01'), to: june } }];
    expect(() => carryFrom(ended, june, COOPERATIVE)).toThrow('CONTRACTS.CONTRACT_NOT_CARRIED_THEN');
  });
});
