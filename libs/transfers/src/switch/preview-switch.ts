import type { ForecastChange, ForecastPiece } from '#billing';
import type { LocalDate } from '#kernel';
import type { DossierPicture, JudgedConflict } from '../picture/dossier-picture.js';

/** What the new carrier bills first, for one client. */
export interface FirstBilling {
  readonly client: { readonly id: number; readonly code: string; readonly name: string };
  /** The first day on which a run can bill it. */
  readonly billableOn: LocalDate;
  /** In cents. */
  readonly netCents: number;
}

export interface SwitchPreview {
  /** What the lines will bill before and after, by whom, and what has to be credited. */
  readonly forecast: ForecastChange;
  readonly firstBillings: readonly FirstBilling[];
  /** In cents: what waits for a credit note of the former carrier. */
  readonly waitingCents: number;
  readonly conflicts: readonly JudgedConflict[];
  readonly digest: string;
}

/** Pure. */
export function tellSwitch(picture: DossierPicture, forecast: ForecastChange): SwitchPreview {
  const { to } = picture.dossier;
  const clientOf = new Map(picture.lines.map(({ facts }) => [facts.id, facts.client]));
  const pieces = forecast.after.lines.flatMap(({ line, pieces: own }) =>
    own
      .filter(({ issuerId }) => issuerId === to.id)
      .map((piece) => ({ piece, client: clientOf.get(line.id)! })),
  );
  const first = new Map<number, FirstBilling>();
  for (const { piece, client } of pieces) {
    if (!piece.afterCredit) first.set(client.id, firstOf(first.get(client.id), piece, client));
  }
  return {
    forecast,
    firstBillings: [...first.values()].sort((a, b) => (a.billableOn < b.billableOn ? -1 : 1)),
    waitingCents: pieces.reduce((sum, { piece }) => sum + (piece.afterCredit ? piece.netCents : 0), 0),
    conflicts: picture.lines.flatMap(({ conflicts }) => conflicts),
    digest: picture.digest,
  };
}

function firstOf(
  known: FirstBilling | undefined,
  { billableOn, netCents }: ForecastPiece,
  { id, code, name }: FirstBilling['client'],
): FirstBilling {
  const client = { id, code, name };
  if (!known || billableOn < known.billableOn) return { client, billableOn, netCents };
  return known.billableOn === billableOn ? { ...known, netCents: known.netCents + netCents } : known;
}
