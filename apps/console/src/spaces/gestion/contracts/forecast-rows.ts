import type { Schema } from '../../../api/api';
import { sumOf as sumOfAmounts } from '../../../i18n/amounts';

type Forecast = Schema<'ForecastChangeView'>;
type Piece = Schema<'ForecastPieceView'>;

/** One day on which something is billed, credited or billed again, before and after the act. */
export interface ForecastRow {
  readonly kind: 'credit' | 'rebill' | 'bill';
  /** Null for a credit, which follows the act as soon as somebody makes it. */
  readonly on: string | null;
  /** What becomes of it after the act; what it was where nothing does. */
  readonly parts: readonly {
    readonly line: string;
    readonly period: { readonly from: string; readonly to: string | null };
    readonly issuer: string;
  }[];
  /** The invoice that is credited. */
  readonly invoice: { readonly id: number; readonly number: string } | null;
  /** Null where the act makes what it bills. */
  readonly before: string | null;
  readonly after: string;
  readonly changed: boolean;
}

const sumOf = (nets: readonly { readonly net: string }[]) => sumOfAmounts(nets.map(({ net }) => net));

const partsOf = (pieces: readonly Pick<Piece, 'line' | 'period' | 'issuer'>[]) =>
  pieces.map(({ line, period, issuer }) => ({ line: line.label, period, issuer }));

/** The forecast by day: first what is to be credited and billed again, then what is billed. */
export function forecastRows({ before, after }: Forecast): ForecastRow[] {
  return [
    ...creditRows(before?.toCredit ?? [], after.toCredit, before !== null),
    ...pieceRows('rebill', before && before.pieces.filter(isAgain), after.pieces.filter(isAgain)),
    ...pieceRows(
      'bill',
      before && before.pieces.filter((piece) => !isAgain(piece)),
      after.pieces.filter((piece) => !isAgain(piece)),
    ),
  ];
}

const isAgain = ({ afterCredit }: Piece) => afterCredit;

function creditRows(
  before: readonly Schema<'DaysToCreditView'>[],
  after: readonly Schema<'DaysToCreditView'>[],
  compared: boolean,
): ForecastRow[] {
  const invoices = new Map([...before, ...after].map(({ invoice }) => [invoice.id, invoice]));
  return [...invoices.values()].map((invoice) => {
    const [was, becomes] = [before, after].map((days) =>
      days.filter((each) => each.invoice.id === invoice.id),
    );
    const [wasNet, net] = [`-${sumOf(was!)}`, `-${sumOf(becomes!)}`];
    return {
      kind: 'credit',
      on: null,
      parts: partsOf(becomes!.length > 0 ? becomes! : was!),
      invoice,
      before: compared ? wasNet.replace('-0.00', '0.00') : null,
      after: net.replace('-0.00', '0.00'),
      changed: wasNet !== net,
    };
  });
}

function pieceRows(
  kind: 'rebill' | 'bill',
  before: readonly Piece[] | null,
  after: readonly Piece[],
): ForecastRow[] {
  const days = [...new Set([...(before ?? []), ...after].map(({ billableOn }) => billableOn))].sort();
  return days.map((on) => {
    const was = (before ?? []).filter((piece) => piece.billableOn === on);
    const becomes = after.filter((piece) => piece.billableOn === on);
    const written = (pieces: readonly Piece[]) =>
      pieces
        .map(({ line, period, net, issuer }) => [line.id, period.from, period.to, net, issuer].join())
        .join(';');
    return {
      kind,
      on,
      parts: partsOf(becomes.length > 0 ? becomes : was),
      invoice: null,
      before: before && sumOf(was),
      after: sumOf(becomes),
      changed: before !== null && written(was) !== written(becomes),
    };
  });
}
