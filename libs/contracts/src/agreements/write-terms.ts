import { isLocalDate, type LocalDate, type Period, union, writeDate, writePeriod } from '#kernel';
import { rangeLiteral, refusalOf, type Transaction } from '#persistence';
import { contractsErrors } from '../contracts-errors.js';
import { normalise } from '../terms/amend-terms.js';
import { NO_END, requireValidTerm, sameTerms, type Term } from '../terms/term.js';
import type { AmendmentKind, LineRecord } from './agreement.js';
import { readLine } from './read-agreements.js';

export interface Amendment {
  readonly line: number;
  /** The revision that the person saw; none when nobody could have seen another. */
  readonly fromRevision: number | null;
  readonly kind: AmendmentKind;
  readonly effectiveOn: LocalDate;
  readonly reason: string | null;
  readonly madeBy: string;
  readonly at: Date;
  readonly become: (line: LineRecord) => Term[];
}

/**
 * Writes the next revision of a line. Amendments of one line take turns on its row, so the second of two made from one
 * revision finds that it has moved; the key of the amendments would refuse it all the same.
 * @throws CONTRACTS.AMENDED_MEANWHILE, CONTRACTS.NOTHING_CHANGES, CONTRACTS.TWIN_LINE, CONTRACTS.NOT_FOUND and what
 *   `become` refuses
 */
export async function amend(tx: Transaction, amendment: Amendment): Promise<LineRecord> {
  const { line: id, fromRevision } = amendment;
  const [row] = await tx.query(
    'SELECT revision FROM contracts.contract_line WHERE id = $1 FOR NO KEY UPDATE',
    [id],
  );
  if (!row) throw contractsErrors.NOT_FOUND({ thing: 'line', key: id });
  if (fromRevision !== null && row.revision !== fromRevision) {
    throw contractsErrors.AMENDED_MEANWHILE({ line: id, fromRevision });
  }
  const line = await readLine(tx, id);
  const terms = normalise(amendment.become(line)).map(requireValidTerm);
  if (sameTerms(terms, line.terms)) throw contractsErrors.NOTHING_CHANGES({ line: id });
  await writeRevision(tx, { ...amendment, revision: row.revision + 1 }, terms);
  return { ...line, revision: row.revision + 1, terms };
}

/** The first revision of a new line. @throws CONTRACTS.TWIN_LINE */
export async function writeFirstRevision(
  tx: Transaction,
  amendment: Omit<Amendment, 'become' | 'fromRevision'>,
  terms: readonly Term[],
): Promise<void> {
  await writeRevision(tx, { ...amendment, revision: 1 }, terms);
}

type Revision = Omit<Amendment, 'become' | 'fromRevision'> & { readonly revision: number };

async function writeRevision(tx: Transaction, of: Revision, terms: readonly Term[]): Promise<void> {
  if (!isLocalDate(of.effectiveOn)) {
    throw contractsErrors.INVALID_FIELD({
      field: 'from',
      value: of.effectiveOn,
      expected: 'il faut une date AAAA-MM-JJ.',
      expectedEn: 'a date YYYY-MM-DD is needed.',
    });
  }
  // The savepoint lets the transaction go on after a refusal, to ask which line is the twin.
  await tx.query('SAVEPOINT revision');
  try {
    // One statement: the trigger on the line, which runs at its end, finds the terms.
    await tx.query(
      `WITH amended AS (
         INSERT INTO contracts.amendment (line_id, revision, kind, effective_on, reason, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)),
       agreed AS (
         INSERT INTO contracts.term (line_id, revision, period, billable, months, billing, anchor, quantity, unit_price,
                                     vat_category, vat_rate_bp, horizon_days)
         SELECT $1, $2, t.period, t.billable, t.months, t.billing, t.anchor, t.quantity, t.unit_price,
                t.vat_category, t.vat_rate_bp, t.horizon_days
         FROM jsonb_to_recordset($8) AS t (period daterange, billable boolean, months int, billing text, anchor date,
           quantity numeric, unit_price numeric, vat_category contracts.vat_category, vat_rate_bp int, horizon_days int))
       UPDATE contracts.contract_line SET revision = $2 WHERE id = $1`,
      [
        of.line,
        of.revision,
        of.kind,
        of.effectiveOn,
        of.reason,
        of.madeBy,
        of.at,
        JSON.stringify(terms.map(termRow)),
      ],
    );
    await tx.query('RELEASE SAVEPOINT revision');
  } catch (error) {
    const constraint = refusalOf(error)?.constraint;
    if (constraint === 'amendment_one_per_revision' || constraint === 'line_revision_moves_by_one') {
      throw contractsErrors.AMENDED_MEANWHILE({ line: of.line, fromRevision: of.revision - 1 });
    }
    if (constraint !== 'twin_line_refused') throw error;
    await tx.query('ROLLBACK TO SAVEPOINT revision');
    throw await twinOf(tx, of.line, terms);
  }
}

function termRow(term: Term) {
  const { period, unitPrice, vatCategory, vatRateBasisPoints, horizonDays, ...same } = term;
  return {
    ...same,
    period: rangeLiteral(period),
    unit_price: unitPrice,
    vat_category: vatCategory,
    vat_rate_bp: vatRateBasisPoints,
    horizon_days: horizonDays,
  };
}

async function twinOf(tx: Transaction, line: number, terms: readonly Term[]): Promise<Error> {
  const [twin] = await tx.query(
    `SELECT other.code AS line, c.code AS contract, other.service, live.period
     FROM contracts.contract_line mine
     JOIN contracts.contract mc ON mc.id = mine.contract_id
     JOIN contracts.live_days live ON live.client_id = mc.client_id AND live.service = lower(mine.service COLLATE pg_c_utf8)
       AND live.line_id <> mine.id AND live.period && ANY ($2::daterange[])
     JOIN contracts.contract_line other ON other.id = live.line_id
     JOIN contracts.contract c ON c.id = other.contract_id
     WHERE mine.id = $1 ORDER BY lower(live.period) LIMIT 1`,
    [line, union(terms.map((term) => term.period)).map(rangeLiteral)],
  );
  const { period, ...named } = twin;
  return contractsErrors.TWIN_LINE({
    ...named,
    days: writeDays(period, 'fr'),
    daysEn: writeDays(period, 'en'),
  });
}

function writeDays(of: Period, language: 'fr' | 'en'): string {
  if (of.to < NO_END) return writePeriod(of, language);
  return language === 'fr' ? `depuis le ${writeDate(of.from, 'fr')}` : `since ${writeDate(of.from, 'en')}`;
}
