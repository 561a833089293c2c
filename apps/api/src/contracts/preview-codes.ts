import { randomUUID } from 'node:crypto';
import type { Sentence } from '#kernel';

/**
 * Codes of what is previewed. A code of the sequence would be used up, as no sequence goes back with its transaction:
 * what has no code yet is given one of this preview alone, which is shown to nobody.
 */
export class PreviewCodes {
  private readonly own = new Set<string>();

  /** The same record, with a code. */
  give<T extends { readonly code?: string }>(record: T): T & { readonly code: string } {
    if (record.code !== undefined) return { ...record, code: record.code };
    const code = `nouveau-${randomUUID().slice(0, 8)}`;
    this.own.add(code);
    return { ...record, code };
  }

  /** Null for a code that the record will not have. */
  readonly shown = (code: string): string | null => (this.own.has(code) ? null : code);

  /** The sentence with a word in the place of each code that the record will not have. */
  hiddenIn({ fr, en }: Sentence): Sentence {
    return [...this.own].reduce(
      (said, code) => ({ fr: said.fr.replaceAll(code, '(nouveau)'), en: said.en.replaceAll(code, '(new)') }),
      { fr, en },
    );
  }
}
