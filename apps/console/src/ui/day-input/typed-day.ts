/** A day as people type it, day before month: « 1/12/2026 », « 01.12.26 », « 01122026 », or as the API writes it. */
export function typedDay(text: string): string | null {
  const typed = text.trim();
  const [, year, month, day] =
    /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed) ??
    reordered(
      /^(\d{1,2})[/.\s-](\d{1,2})[/.\s-](\d{4}|\d{2})$/.exec(typed) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(typed),
    );
  if (!year || !month || !day) return null;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  // 31 April is no day: the calendar would make it the 1st of May.
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso ? null : iso;
}

function reordered(found: RegExpExecArray | null): [string, string, string, string] | [] {
  if (!found) return [];
  const [whole, day, month, year] = found as unknown as [string, string, string, string];
  return [whole, year.length === 2 ? `20${year}` : year, month, day];
}
