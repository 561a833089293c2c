import type { Schema } from '../../../api/api';
import { decimalOf, typedOf } from './decimal';
import { dayAfter } from './line-form';

export type Amendment = Schema<'NewAmendment'>;
export type AmendmentKind = Amendment['kind'];
type Line = Schema<'LineView'>;
type Term = Schema<'TermView'>;

/** An amendment as a person types it: days or null, the last day included; empty prices change nothing. */
export interface AmendmentForm {
  readonly from: string | null;
  readonly last: string | null;
  readonly unitPrice: string;
  readonly quantity: string;
  readonly months: string;
  readonly billing: 'advance' | 'arrears';
  readonly anchor: string | null;
  /** `no`: the end of the line stays; `open`: no end; `day`: a later last day. */
  readonly prolong: 'no' | 'open' | 'day';
  readonly prolongLast: string | null;
  readonly reason: string;
}

/** The conditions of a day, or else the last that held before it. */
export function termOn(line: Line, day: string | null): Term | undefined {
  const recurring =
    line.kind === 'oneOff' || line.kind === 'deposit' ? line.terms : line.terms.filter((t) => t.months > 0);
  const on = day ?? recurring[0]?.period.from ?? '';
  return (
    recurring.find(({ period }) => period.from <= on && (period.to === null || on < period.to)) ??
    recurring.filter(({ period }) => period.from <= on).at(-1) ??
    recurring[0]
  );
}

type Typed = Pick<AmendmentForm, 'unitPrice' | 'quantity' | 'months' | 'billing'>;

function typedConditions(line: Line, day: string, language: 'fr' | 'en'): Typed {
  const term = termOn(line, day);
  return {
    unitPrice: term ? typedOf(term.unitPrice, language) : '',
    quantity: term ? typedOf(term.quantity, language) : '1',
    months: String(term?.months ?? 1),
    billing: term?.billing ?? 'advance',
  };
}

/**
 * The form for another first day: the conditions of that day stand in it, but for what the person typed otherwise.
 */
export function followConditions(
  form: AmendmentForm,
  line: Line,
  { from, to }: { readonly from: string; readonly to: string },
  language: 'fr' | 'en',
): AmendmentForm {
  const [was, becomes] = [typedConditions(line, from, language), typedConditions(line, to, language)];
  const untouched = (Object.keys(was) as (keyof Typed)[]).filter((field) => form[field] === was[field]);
  return { ...form, ...Object.fromEntries(untouched.map((field) => [field, becomes[field]])) };
}

export function emptyAmendment(line: Line, today: string, language: 'fr' | 'en'): AmendmentForm {
  return {
    from: null,
    last: null,
    ...typedConditions(line, today, language),
    anchor: null,
    prolong: 'no',
    prolongLast: null,
    reason: '',
  };
}

/**
 * What the form asks of the API; null while something is missing. Of a change, only what differs from the conditions in
 * force on its first day is asked.
 */
export function amendmentOf(
  kind: AmendmentKind,
  line: Line,
  fromRevision: number,
  form: AmendmentForm,
): Amendment | null {
  const { from, last } = form;
  if (!from || (last && last < from)) return null;
  const reason = form.reason.trim() === '' ? null : form.reason.trim();
  const of = { kind, fromRevision, reason };
  const to = last ? dayAfter(last) : null;
  switch (kind) {
    case 'change':
      return changeOf(line, { ...of, from, ...(to ? { to } : {}) }, form);
    case 'pause':
      return { ...of, period: { from, to } };
    case 'resumption':
      return { ...of, from };
    case 'cancellation':
      return { ...of, onDay: dayAfter(from) };
    case 'usage': {
      const quantity = decimalOf(form.quantity);
      const unitPrice = form.unitPrice.trim() === '' ? undefined : decimalOf(form.unitPrice);
      if (!to || quantity === null || unitPrice === null) return null;
      return { ...of, period: { from, to }, quantity, ...(unitPrice ? { unitPrice } : {}) };
    }
  }
}

function changeOf(line: Line, of: Amendment, form: AmendmentForm): Amendment | null {
  const [unitPrice, quantity] = [decimalOf(form.unitPrice), decimalOf(form.quantity)];
  if (unitPrice === null || (line.kind !== 'time' && quantity === null)) return null;
  const term = termOn(line, of.from ?? null);
  const months = Number(form.months);
  const conditions: NonNullable<Amendment['conditions']> = {
    ...(sameNumber(unitPrice, term?.unitPrice) ? {} : { unitPrice }),
    ...(line.kind === 'time' || sameNumber(quantity!, term?.quantity) ? {} : { quantity: quantity! }),
    ...(line.kind !== 'subscription' || months === term?.months ? {} : { months }),
    ...(form.billing === term?.billing ? {} : { billing: form.billing }),
    ...(form.anchor && form.anchor !== term?.anchor ? { anchor: form.anchor } : {}),
  };
  if (form.prolong === 'day' && !form.prolongLast) return null;
  const prolong =
    form.prolong === 'no' ? {} : { prolongTo: form.prolong === 'open' ? null : dayAfter(form.prolongLast!) };
  if (Object.keys(conditions).length === 0 && form.prolong === 'no') return null;
  return { ...of, ...(Object.keys(conditions).length > 0 ? { conditions } : {}), ...prolong };
}

function sameNumber(a: string, b: string | undefined): boolean {
  const bare = (text: string) => (text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text);
  return b !== undefined && bare(a) === bare(b);
}
