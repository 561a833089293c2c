import { addDays, difference, earliest, type LocalDate, type Period, proRataCents, union } from '#kernel';
import type { Transaction } from '#persistence';
import { type Drift, readDrift } from '../coverage/read-drift.js';
import { buildProposal } from '../proposal/build-proposal.js';
import type { Control } from '../proposal/controls.js';
import { groupBy } from '../proposal/group-by.js';
import { readExcused, readIssuer, readLines, readProposalFacts } from '../proposal/read-facts.js';
import type { Named } from '../reading/read-runs.js';
import { forecastLine, type ForecastPiece } from './forecast-line.js';

/** Days that an issued document bills, and that are no longer owed, or not at that price. */
export interface DaysToCredit {
  readonly invoice: { readonly id: number; readonly number: string };
  readonly issuedOn: LocalDate;
  readonly issuerId: number;
  readonly period: Period;
  readonly netCents: number;
}

export interface LineForecast {
  readonly line: { readonly id: number; readonly code: string; readonly label: string };
  /** In the order of their days. */
  readonly pieces: readonly ForecastPiece[];
  readonly toCredit: readonly DaysToCredit[];
}

/** What some lines will bill, on the conditions of today. */
export interface Forecast {
  /** Excluded: what falls due before this day is told. */
  readonly until: LocalDate;
  readonly lines: readonly LineForecast[];
  /** An outside issuer bills with a tool of its own, and nothing here: what it carries is in no line. */
  readonly issuers: readonly (Named & { readonly outside: boolean })[];
  /** Outside issuers that have days to bill, and the first of these days. */
  readonly billedOutside: readonly { readonly issuer: Named; readonly from: LocalDate }[];
  /** What a run will say of the next document, on the day on which it can be billed. */
  readonly controls: readonly Control[];
}

export interface ForecastQuestion {
  readonly lineIds: readonly number[];
  readonly today: LocalDate;
  readonly until: LocalDate;
}

/** By the very query, the very cut and the very controls of a run. */
export async function readForecast(
  tx: Transaction,
  { lineIds, today, until }: ForecastQuestion,
): Promise<Forecast> {
  const drift = await readDrift(tx, { asOf: addDays(until, -1), lineIds }, 'all');
  const excused = await readExcused(tx, drift);
  const driftOf = groupBy(
    drift,
    (each) => each.lineId,
    (each) => ({ ...each, unbilled: difference(each.unbilled, excused.get(each.lineId) ?? []) }),
  );
  const toCredit = groupBy(
    await readDaysToCredit(tx, drift),
    (each) => each.lineId,
    ({ lineId: _, ...days }) => days,
  );
  const issuers = (await tx.query(
    'SELECT id, code, name, outside FROM contracts.issuer WHERE id = ANY ($1::bigint[]) ORDER BY code',
    [drift.map((each) => each.issuerId)],
  )) as Forecast['issuers'];
  const outside = new Set(issuers.filter((each) => each.outside).map(({ id }) => id));
  const isOutside = ({ issuerId }: ForecastPiece) => outside.has(issuerId);
  const billed = (await readLines(tx, drift, excused)).map((line) => ({
    line: { id: line.id, code: line.code, label: line.label },
    pieces: forecastLine(line, driftOf.get(line.id)!, today),
    toCredit: toCredit.get(line.id) ?? [],
  }));
  const elsewhere = billed.flatMap(({ pieces }) => pieces.filter(isOutside));
  const lines = billed.map((each) => ({
    ...each,
    pieces: each.pieces.filter((piece) => !isOutside(piece)),
  }));
  const controls = await readNextControls(tx, lines, issuers);
  return { until, lines, issuers, billedOutside: firstDaysOf(elsewhere, issuers), controls };
}

function firstDaysOf(
  pieces: readonly ForecastPiece[],
  issuers: Forecast['issuers'],
): Forecast['billedOutside'] {
  return issuers.flatMap(({ id, code, name }) => {
    const [from] = pieces
      .filter(({ issuerId }) => issuerId === id)
      .map(({ period }) => period.from)
      .sort();
    return from ? [{ issuer: { id, code, name }, from }] : [];
  });
}

interface ChargedDays {
  readonly lineId: number;
  readonly issuerId: number;
  readonly invoice: DaysToCredit['invoice'];
  readonly issuedOn: LocalDate;
  readonly days: readonly Period[];
  readonly charged: Period;
  readonly cycle: Period;
  readonly netCents: number;
  readonly cycleNetCents: number;
  readonly foreignOrigin: boolean;
}

async function readDaysToCredit(
  tx: Transaction,
  drift: readonly Drift[],
): Promise<(DaysToCredit & { readonly lineId: number })[]> {
  const wrong = drift.flatMap(({ lineId, issuerId, overbilled, mispriced }) =>
    union([...overbilled, ...mispriced]).map((days) => ({ line: lineId, issuer: issuerId, ...days })),
  );
  if (wrong.length === 0) return [];
  const rows = (await tx.query(
    `SELECT c.line_id AS "lineId", c.issuer_id AS "issuerId", i.issued_on AS "issuedOn",
            jsonb_build_object('id', i.id, 'number', i.number) AS invoice, c.period AS charged, c.cycle,
            c.net_cents AS "netCents", c.cycle_net_cents AS "cycleNetCents", c.foreign_origin AS "foreignOrigin",
            datemultirange(c.period) * w.days - coalesce((SELECT range_agg(k.period) FROM billing.credit k
              WHERE k.credited_invoice_id = c.invoice_id AND k.credited_position = c.position), '{}') AS days
     FROM (SELECT line, issuer, range_agg(daterange("from", "to")) AS days
           FROM jsonb_to_recordset($1::jsonb) AS w (line bigint, issuer bigint, "from" date, "to" date)
           GROUP BY line, issuer) w
     JOIN billing.charge c ON c.line_id = w.line AND c.issuer_id = w.issuer AND c.period && range_merge(w.days)
     JOIN billing.invoice i ON i.id = c.invoice_id
     ORDER BY i.issued_on, i.id, c.position`,
    [JSON.stringify(wrong)],
  )) as ChargedDays[];
  return rows.flatMap(({ lineId, issuerId, invoice, issuedOn, days, ...charge }) =>
    days.map((period) => ({
      lineId,
      issuerId,
      invoice,
      issuedOn,
      period,
      // As credit notes are priced: imported documents by the days they bill, others by their billing period.
      netCents: charge.foreignOrigin
        ? proRataCents(charge.netCents, charge.charged, period)
        : proRataCents(charge.cycleNetCents, charge.cycle, period),
    })),
  );
}

/** What a run proposes on the first day on which one of these lines can be billed, for each issuer that bills here. */
async function readNextControls(
  tx: Transaction,
  lines: readonly LineForecast[],
  issuers: Forecast['issuers'],
): Promise<Control[]> {
  const controls = new Map<string, Control>();
  for (const { id } of issuers.filter(({ outside }) => !outside)) {
    const own = lines.filter(({ pieces }) =>
      pieces.some((piece) => piece.issuerId === id && !piece.afterCredit),
    );
    const days = own.flatMap(({ pieces }) =>
      pieces.filter((piece) => piece.issuerId === id && !piece.afterCredit).map((piece) => piece.billableOn),
    );
    if (days.length === 0) continue;
    const asOf = earliest(...days);
    const facts = await readProposalFacts(tx, {
      issuer: await readIssuer(tx, id),
      asOf,
      issueOn: asOf,
      lineIds: own.map(({ line }) => line.id),
    });
    const { documents, held } = buildProposal(facts);
    for (const control of [
      ...documents.flatMap((each) => each.controls),
      ...held.map((each) => each.control),
    ]) {
      controls.set(control.sentence.fr, control);
    }
  }
  return [...controls.values()];
}
