/** A document number cut into its series (prefix with its year, and what follows the counter) and its counter. */
export interface SeriesNumber {
  readonly series: string;
  readonly counter: number;
  readonly digits: string;
  readonly before: string;
  readonly after: string;
}

interface NumberedDocument {
  readonly number: string | null;
  readonly issuedOn: string | null;
}

/** Counters longer than this lose exactness; the digits in front belong to the prefix. */
const LONGEST_COUNTER = 12;
/** Share of a prefix's numbers that must begin with their own year before the year is taken for a part of the prefix. */
const AGREEMENT = 0.9;

interface Numbered {
  readonly number: string;
  readonly issuedOn: string;
}

interface Cut {
  readonly before: string;
  readonly digits: string;
  readonly after: string;
}

/** Whether most numbers of one shape end with their own year behind the counter (`0012/2024`, `12-24`). */
function endsWithYear(members: readonly Numbered[]): boolean {
  const agreeing = members.filter(({ number, issuedOn }) => {
    const runs = number.match(/\d+/g) ?? [];
    const last = runs.at(-1);
    return runs.length > 1 && (last === issuedOn.slice(0, 4) || last === issuedOn.slice(2, 4));
  });
  return members.length > 0 && agreeing.length >= members.length * AGREEMENT;
}

/** The counter is the last run of digits, or the one before it where a year stands behind. */
function cut(number: string, yearBehind: boolean): Cut | null {
  const runs = [...number.matchAll(/\d+/g)];
  const run = runs.at(yearBehind && runs.length > 1 ? -2 : -1);
  if (!run) return null;
  const excess = Math.max(0, run[0].length - LONGEST_COUNTER);
  const at = run.index + excess;
  const digits = run[0].slice(excess);
  return { before: number.slice(0, at), digits, after: number.slice(at + digits.length) };
}

/** How many leading digits of a prefix's counters are the year of issue (`FA202400012`, `F2400012`): 4, 2 or 0. */
function gluedYearLength(members: readonly { digits: string; issuedOn: string }[]): number {
  const agree = (length: 4 | 2) =>
    members.filter(
      ({ digits, issuedOn }) =>
        digits.length >= length + 3 && digits.startsWith(issuedOn.slice(4 - length, 4)),
    ).length >=
    members.length * AGREEMENT;
  if (members.length === 0) return 0;
  return agree(4) ? 4 : agree(2) ? 2 : 0;
}

function group<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known) known.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

const shapeOf = (number: string): string => number.replace(/\d+/g, '#');
const prefixOf = ({ before, after }: Cut): string => `${before}\u0000${after}`;

/** Numbers by the text they are written with. Documents without a number, and numbers without a digit, are left out. */
export function seriesOf(documents: readonly NumberedDocument[]): Map<string, SeriesNumber> {
  const numbered = documents.filter(
    (each): each is Numbered => each.number !== null && each.issuedOn !== null,
  );
  const byShape = group(numbered, ({ number }) => shapeOf(number));
  const yearBehind = new Map([...byShape].map(([shape, members]) => [shape, endsWithYear(members)]));
  const cuts = new Map<string, Cut>();
  for (const { number } of documents) {
    if (number === null || cuts.has(number)) continue;
    const parts = cut(number, yearBehind.get(shapeOf(number)) ?? false);
    if (parts) cuts.set(number, parts);
  }
  const dated = numbered.flatMap(({ number, issuedOn }) => {
    const parts = cuts.get(number);
    return parts ? [{ key: prefixOf(parts), digits: parts.digits, issuedOn }] : [];
  });
  const glued = new Map(
    [...group(dated, ({ key }) => key)].map(([key, members]) => [key, gluedYearLength(members)]),
  );
  return new Map(
    [...cuts].map(([number, parts]) => {
      const year = Math.min(glued.get(prefixOf(parts)) ?? 0, parts.digits.length - 1);
      const before = parts.before + parts.digits.slice(0, year);
      const digits = parts.digits.slice(year);
      const series = prefixOf({ ...parts, before });
      return [number, { series, counter: Number(digits), digits, before, after: parts.after }];
    }),
  );
}

/** A number of the same series as `like`, padded with zeros as `like` is. */
export function numberLike(like: SeriesNumber, counter: number): string {
  return `${like.before}${String(counter).padStart(like.digits.length, '0')}${like.after}`;
}
