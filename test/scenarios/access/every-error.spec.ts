import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DomainError, errorCatalogue, type Facts } from '#kernel';
import { problemOf, STATUS_OF_KIND } from '#app/api/src/http/problem.js';

const DAY = '2026-01-31';

/** Stands for any fact: reads as a day where a text is wanted, as 3 where a number is, as a list of itself. */
function anyFact(): unknown {
  return new Proxy({} as Record<string | symbol, unknown>, {
    get(_target, property) {
      if (property === Symbol.toPrimitive) return (hint: string) => (hint === 'number' ? 3 : DAY);
      if (property === Symbol.iterator) return () => [anyFact()][Symbol.iterator]();
      if (property === 'length' || property === 'size') return 2;
      if (property === 'toFixed') return () => '3';
      const ofText = (String.prototype as unknown as Record<string | symbol, unknown>)[property];
      if (typeof ofText === 'function') return ofText.bind(DAY);
      const ofList = (Array.prototype as unknown as Record<string | symbol, unknown>)[property];
      if (typeof ofList === 'function') return ofList.bind([anyFact()]);
      return anyFact();
    },
  });
}

/** Facts that name something the sentence has a word for. */
const NAMED_FACTS: Facts = { thing: 'contract', field: 'reason' };

const anyFacts = new Proxy(NAMED_FACTS, { get: (named, name: string) => named[name] ?? anyFact() });

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sourceFiles(file);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts') ? [file] : [];
  });
}

type Factory = (facts: Facts) => DomainError;

/** Every error of the product, found by reading the sources, so that none can stay out of this test. */
async function readFactories(): Promise<Map<string, Factory>> {
  const factories = new Map<string, Factory>();
  const files = [...sourceFiles('libs'), ...sourceFiles('apps')];
  for (const file of files.filter((each) => /= defineErrors\(\s*'/.test(readFileSync(each, 'utf8')))) {
    const room = (await import(path.resolve(file))) as Record<string, unknown>;
    for (const exported of Object.values(room)) {
      if (exported === null || typeof exported !== 'object') continue;
      for (const [name, factory] of Object.entries(exported)) {
        if (typeof factory === 'function' && /^[A-Z][A-Z0-9_]*$/.test(name)) {
          factories.set((factory as Factory)(anyFacts).code, factory as Factory);
        }
      }
    }
  }
  return factories;
}

describe('every error of the product', () => {
  let factories: Map<string, Factory>;
  beforeAll(async () => {
    factories = await readFactories();
  });

  it('is found by this test', () => {
    expect([...errorCatalogue().keys()].sort()).toEqual([...factories.keys()].sort());
    expect(factories.size).toBeGreaterThan(30);
  });

  it('has a stable code, a status and a sentence in each language', () => {
    for (const [code, factory] of factories) {
      const error = factory(anyFacts);
      expect(code).toMatch(/^[A-Z]+\.[A-Z][A-Z0-9_]*$/);
      expect([code, STATUS_OF_KIND[error.kind]]).toEqual([code, expect.any(Number)]);
      const french = problemOf(new DomainError(code, error.kind, error.sentence), 'fr', '/');
      const english = problemOf(new DomainError(code, error.kind, error.sentence), 'en', '/');
      expect([code, french.detail.length > 15, english.detail.length > 15]).toEqual([code, true, true]);
      expect([code, french.detail]).not.toEqual([code, english.detail]);
      expect(french.title).not.toBe(english.title);
    }
  });

  it('is written with French typography: curly apostrophes, angle quotes', () => {
    for (const [code, factory] of factories) {
      expect([code, factory(anyFacts).sentence.fr]).toEqual([
        code,
        expect.not.stringMatching(/[a-zA-Zé]'[a-zA-Zé]|"/),
      ]);
    }
  });
});
