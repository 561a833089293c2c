import type { LocalDate } from '#kernel';
import type { PostalAddress } from '../invoice-document.js';

/** Whose letterhead a document bears. */
export interface Letterhead {
  readonly name: string;
  /** « SCIC SA à capital variable, RCS Rennes 823 456 789 »: under the name, and at the foot of each page. */
  readonly legalLine: string | null;
  readonly address: PostalAddress | null;
  /** Telephone, e-mail: one line each. */
  readonly contact: readonly string[];
  /** SHA-256 of the logo in the archive. */
  readonly logo: string | null;
}

export interface PrintedColumn {
  readonly label: string;
  /** `end` for figures. */
  readonly align?: 'start' | 'end';
  /** Part of the width beside the other columns' parts; 1 by default. */
  readonly part?: number;
}

/** What stands on the pages, from top to bottom. Texts are as they are to be read: amounts and dates already written. */
export type PrintedBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly strong?: boolean }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly PrintedColumn[];
      readonly rows: readonly (readonly string[])[];
      /** The last row, set apart. */
      readonly total?: readonly string[];
    }
  | {
      readonly kind: 'signatures';
      /** One box each, side by side: who signs, and what is written by hand (« Lu et approuvé »). */
      readonly places: readonly { readonly title: string; readonly note: string | null }[];
    }
  | { readonly kind: 'newPage' };

/** A letter, a bulletin, a certificate, a statement or a register: everything that is printed and is no invoice. */
export interface PrintedDocument {
  readonly language: 'fr' | 'en';
  readonly title: string;
  /** Under the title: what, for when. */
  readonly subtitle: string | null;
  /** « BS-2026-0042 »: beside the date and at the foot of each page. */
  readonly reference: string | null;
  /** Stands on the document, and for every date inside the file: the same document always gives the same bytes. */
  readonly issuedOn: LocalDate;
  readonly letterhead: Letterhead;
  /** In the window of French envelopes; null where nobody in particular is written to. */
  readonly recipient: { readonly name: string; readonly address: PostalAddress | null } | null;
  /** Wide tables; upright by default. */
  readonly landscape?: boolean;
  /** The whole is repeated once for each, under these words (« Exemplaire de la coopérative »). Once without words by default. */
  readonly copies?: readonly string[];
  readonly blocks: readonly PrintedBlock[];
}
