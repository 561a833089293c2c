import type { Schema } from '../../../../api/api';
import { addDays } from '../../../../i18n/format';

type Reading = Schema<'TransferReadingView'>;

/** What a person says of one line; `''` is no contract line, and the last day is included. */
export interface LineChoice {
  readonly contractLine: string;
  readonly from: string | null;
  readonly until: string | null;
}

export function keyOf(document: string, line: number): string {
  return `${document}/${line}`;
}

/** The choices that a reading begins with: what it proposes. */
export function readChoices(reading: Reading): Record<string, LineChoice> {
  return Object.fromEntries(
    reading.documents.flatMap(({ number, lines }) =>
      lines.map(({ contractLine, period, proposedPeriod }, at) => {
        const days = period ?? proposedPeriod;
        return [
          keyOf(number, at),
          {
            contractLine: contractLine === null ? '' : String(contractLine),
            from: days?.from ?? null,
            until: days?.to ? addDays(days.to, -1) : null,
          },
        ];
      }),
    ),
  );
}

/** As the API takes them: the day after the last one. */
export function decisionsOf(
  reading: Reading,
  choices: Readonly<Record<string, LineChoice>>,
): Schema<'TransferMatchInput'>[] {
  return reading.documents.flatMap(({ number, lines }) =>
    lines.map((_, line) => {
      const { contractLine, from, until } = choices[keyOf(number, line)]!;
      return {
        document: number,
        line,
        contractLine: contractLine === '' ? null : Number(contractLine),
        period: from && until && from <= until ? { from, to: addDays(until, 1) } : null,
      };
    }),
  );
}
