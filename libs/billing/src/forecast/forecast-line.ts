import { cycleContaining } from '#contracts';
import { addDays, latest, type LocalDate, overlap, type Period, union } from '#kernel';
import type { Drift } from '../coverage/read-drift.js';
import { cutPieces, type Piece } from '../proposal/cut-pieces.js';
import type { LineFacts } from '../proposal/facts.js';
import { dueOn } from './due-on.js';

/** Days that will be billed as one, on the conditions of today. */
export interface ForecastPiece {
  readonly issuerId: number;
  readonly period: Period;
  readonly netCents: number;
  /** The first day on which a run can bill it; today for what is late already. */
  readonly billableOn: LocalDate;
  /** What bills these days today is to be credited first. */
  readonly afterCredit: boolean;
}

/**
 * What a line will bill, from what the drift says of it as of the end of the forecast. Pure, and cut as proposals are.
 * @param drift the rows of this line, excused days taken out
 */
export function forecastLine(
  line: LineFacts,
  drift: readonly Drift[],
  today: LocalDate,
): readonly ForecastPiece[] {
  return drift
    .flatMap(({ issuerId, unbilled, elsewhere, mispriced, due }) => {
      if (issuerId === null) return [];
      const first = cutPieces(line, unbilled).map((piece) => placed(piece, issuerId, today));
      const again = cutPieces(line, union([...elsewhere, ...overlap(mispriced, due)]));
      return [
        ...waitingForHorizon(first),
        ...again.map((piece) => ({ ...placed(piece, issuerId, today).forecast, afterCredit: true })),
      ];
    })
    .sort((a, b) => (a.period.from < b.period.from ? -1 : 1));
}

interface Placed {
  readonly piece: Piece;
  readonly forecast: ForecastPiece;
}

function placed(piece: Piece, issuerId: number, today: LocalDate): Placed {
  const { line, term, period, netCents } = piece;
  const due = dueOn(line.terms, term, cycleContaining(term, period.from)!);
  return {
    piece,
    forecast: { issuerId, period, netCents, billableOn: latest(due, today), afterCredit: false },
  };
}

/**
 * All that is due of a line goes on one document, which waits until none of it lies beyond its horizon: a period cut
 * by a change of price waits for its last part. In the order of their days, those that fall due while a document waits
 * join it.
 */
function waitingForHorizon(pieces: readonly Placed[]): ForecastPiece[] {
  const order = [...pieces].sort((a, b) => (a.forecast.billableOn < b.forecast.billableOn ? -1 : 1));
  const documents: { day: LocalDate; forecasts: ForecastPiece[] }[] = [];
  for (const { piece, forecast } of order) {
    const waitsUntil = addDays(piece.period.from, -piece.term.horizonDays);
    const open = documents.at(-1);
    if (open && forecast.billableOn <= open.day) {
      open.day = latest(open.day, waitsUntil);
      open.forecasts.push(forecast);
    } else {
      documents.push({ day: latest(forecast.billableOn, waitsUntil), forecasts: [forecast] });
    }
  }
  return documents.flatMap(({ day, forecasts }) => forecasts.map((each) => ({ ...each, billableOn: day })));
}
