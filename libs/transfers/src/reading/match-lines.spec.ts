import type { Term } from '#contracts';
import { type LocalDate, localDate, type Period } from '#kernel';
import type { LineFacts } from '../picture/picture.js';
import type { CaeDocument } from './cae-document.js';
import { lineMatcher } from './match-lines.js';

const BEGIN = localDate('2026-01-01');
const term: Term = {
  period: { from: BEGIN, to: '9999-12-31' as LocalDate },
  billable: true,
  months: 1,
  billing: 'advance',
  anchor: BEGIN,
  quantity: '1',
  unitPrice: '100',
  vatCategory: 'S',
  vatRateBasisPoints: 2000,
  horizonDays: 31,
};
const line: LineFacts = {
  id: 3,
  code: 'LN-3',
  service: 'hébergement',
  label: 'Hébergement',
  kind: 'subscription',
  contract: { id: 4, code: 'CT-4', title: 'Hébergement', purchaseOrder: null },
  client: { id: 5, code: 'CL-5', name: 'Mairie', siren: null },
  terms: [term],
  ...{ billed: [], due: [], excused: [], doubles: [] },
};
const MARCH: Period = { from: localDate('2026-03-01'), to: localDate('2026-04-01') };

function noteOf(netCents: number, more: Partial<CaeDocument> & { days?: Period | null } = {}) {
  const { days = MARCH, ...document } = more;
  const [match] = lineMatcher([line])({
    ...{ number: 'OX-3', type: 'invoice', issuedOn: localDate('2026-03-02'), credits: null },
    client: { name: 'Mairie', siren: null },
    references: [],
    lines: [{ label: 'Hébergement mars', period: null, proposedPeriod: days, netCents }],
    ...{ netCents, vatCents: 0, vatCategory: 'S', vatRateBasisPoints: 2000 },
    ...document,
  });
  expect(match!.contractLine).toBe(document.client ? null : 3);
  return match!.note && { fr: match!.note.fr.replace(/\s/g, ' '), en: match!.note.en.replace(/\s/g, ' ') };
}

describe('the price of a line of the CAE beside that of the contract', () => {
  it('is noted where it differs for the same days', () => {
    expect(noteOf(9_000)).toEqual({
      fr: 'Le contrat dit 100,00 € HT pour ces jours, ce fichier 90,00 € HT.',
      en: 'The contract says €100.00 net for these days, this file €90.00 net.',
    });
    expect(noteOf(10_001)).not.toBeNull();
  });

  it('is not noted where it is the same, where no days are known or agreed, on a credit note, or on no line', () => {
    expect(noteOf(10_000)).toBeNull();
    // 15 of the 31 days of March: 48.39 of 100.00.
    expect(noteOf(4_839, { days: { from: MARCH.from, to: localDate('2026-03-16') } })).toBeNull();
    expect(noteOf(9_000, { days: null })).toBeNull();
    expect(
      noteOf(9_000, { days: { from: localDate('2025-03-01'), to: localDate('2025-04-01') } }),
    ).toBeNull();
    expect(noteOf(9_000, { type: 'creditNote', credits: 'OX-2' })).toBeNull();
    expect(noteOf(9_000, { client: { name: 'Un autre', siren: null } })).toBeNull();
  });
});
