import { type Day, type Period, useLanguage, writeDay, writeInstant, writePeriod } from '../i18n/format';

/** A civil day, never wrapped; the machine-readable day stays in `datetime`. */
export function DayText({ of }: { readonly of: Day }) {
  return (
    <time dateTime={of} className="nowrap">
      {writeDay(of, useLanguage())}
    </time>
  );
}

/** A half-open period in words, with the last day inside. */
export function PeriodText({ of }: { readonly of: Period }) {
  return <span>{writePeriod(of, useLanguage())}</span>;
}

/** An instant, in Paris time. */
export function InstantText({ of }: { readonly of: string }) {
  return (
    <time dateTime={of} className="nowrap">
      {writeInstant(of, useLanguage())}
    </time>
  );
}
