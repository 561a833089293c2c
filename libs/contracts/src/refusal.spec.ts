import { DomainError } from '#kernel';
import { createTestDatabase, type TestDatabase } from '#test/database/template.js';
import { domainErrorOf } from './refusal.js';

const FALLBACK = 'CONTRACTS.VALUE_REFUSED';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const refused = (constraint: string, code: string) =>
  domainErrorOf(
    Object.assign(new Error('refused'), { code, constraint, detail: 'Key (code)=(X1) already exists.' }),
  );

describe('each rule of this schema that can refuse a write', () => {
  it('is told to a person by an error of its own when it is a key, and by its name when it is a check', async () => {
    const rules = await db.unitOfWork.read<{ name: string; type: string }>(
      `SELECT conname AS name, contype AS type FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
       WHERE n.nspname = 'contracts' AND contype IN ('u', 'x', 'f', 'c')
         AND conname NOT IN ('term_price', 'contract_id_client_id_key', 'contract_line_of_contract')`,
    );
    expect(rules.length).toBeGreaterThan(20);
    const codes = { u: '23505', x: '23P01', f: '23503', c: '23514' } as Record<string, string>;
    for (const { name, type } of rules) {
      const error = refused(name, codes[type]!);
      expect(error).toBeInstanceOf(DomainError);
      expect([name, (error as DomainError).code === FALLBACK]).toEqual([name, type === 'c']);
    }
  });

  it('keys of rows that refer to themselves cannot be broken and are faults when they are', () => {
    const fault = Object.assign(new Error('fault'), { code: '23505', constraint: 'term_price' });
    expect(domainErrorOf(fault)).toBe(fault);
  });

  it('triggers speak too', () => {
    const said = (constraint: string) => (refused(constraint, '23001') as DomainError).code;
    expect(said('agreed_facts_append_only')).toBe('CONTRACTS.APPEND_ONLY');
    expect(said('line_revision_moves_by_one')).toBe('CONTRACTS.AMENDED_MEANWHILE');
    expect(said('carriage_revision_moves_by_one')).toBe('CONTRACTS.CARRIAGE_MOVED_MEANWHILE');
  });

  it('what is no refusal passes through as it is', () => {
    const fault = new Error('connection lost');
    expect(domainErrorOf(fault)).toBe(fault);
  });
});
