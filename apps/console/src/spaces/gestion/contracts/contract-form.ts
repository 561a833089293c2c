import type { Schema } from '../../../api/api';
import { dayAfter, emptyLine, type LineForm, mistakesOf, newLineOf } from './line-form';

export type NewContract = Schema<'NewContractInput'>;

/** A new contract as a person types it; the last day included. */
export interface ContractForm {
  readonly client: number | null;
  readonly title: string;
  readonly activity: string | null;
  readonly purchaseOrder: string;
  readonly code: string;
  readonly issuer: string | null;
  readonly from: string | null;
  readonly last: string | null;
  readonly lines: readonly LineForm[];
}

export function emptyContract(client: number | null): ContractForm {
  return {
    client,
    title: '',
    activity: null,
    purchaseOrder: '',
    code: '',
    issuer: null,
    from: null,
    last: null,
    lines: [emptyLine(null)],
  };
}

export const STEPS = ['client', 'carriage', 'lines', 'preview'] as const;
export type Step = (typeof STEPS)[number];

/** What keeps a step from being left. */
export function missingOf(step: Step, { client, title, issuer, from, last, lines }: ContractForm): string[] {
  switch (step) {
    case 'client':
      return [...(client === null ? ['client'] : []), ...(title.trim() === '' ? ['title'] : [])];
    case 'carriage':
      return [
        ...(issuer === null ? ['issuer'] : []),
        ...(from === null ? ['from'] : []),
        ...(from && last && last < from ? ['last'] : []),
      ];
    case 'lines':
      return lines.flatMap((line) => Object.keys(mistakesOf(line)).map((field) => `${line.key}.${field}`));
    case 'preview':
      return [];
  }
}

/** What the form asks of the API; null while a step is incomplete. */
export function newContractOf(form: ContractForm): NewContract | null {
  if (STEPS.some((step) => missingOf(step, form).length > 0)) return null;
  const { client, title, activity, purchaseOrder, code, issuer, from, last, lines } = form;
  return {
    client: client!,
    title: title.trim(),
    activity: activity === null ? null : Number(activity),
    purchaseOrder: purchaseOrder.trim() || null,
    ...(code.trim() === '' ? {} : { code: code.trim() }),
    carriedBy: Number(issuer),
    from: from!,
    to: last ? dayAfter(last) : null,
    lines: lines.map(newLineOf),
  };
}

/** The first day of the carriage stands in the lines that have none of their own, or that had the one before. */
export function carriedFrom(form: ContractForm, from: string | null): ContractForm {
  const follows = (line: LineForm) => line.from === null || line.from === form.from;
  return { ...form, from, lines: form.lines.map((line) => (follows(line) ? { ...line, from } : line)) };
}
