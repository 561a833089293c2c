import type { Schema } from '../../../api/api';

export type StatementRow = Schema<'StatementRowView'>;
export type Statement = Schema<'StatementView'>;

/** Where a statement is read: a closed one by its number, an open one by what it is of. */
export function placeOf({ id, issuer, activity, month }: StatementRow): string {
  if (id !== null) return `/gestion/contributions/releves/${id}`;
  const of = new URLSearchParams({
    emetteur: String(issuer.id),
    activite: String(activity.id),
    mois: month.slice(0, 7),
  });
  return `/gestion/contributions/ouvert?${of.toString()}`;
}

/** Statements that a person can close together: those of one issuer and month, when it is over. */
export interface MonthToClose {
  readonly issuer: StatementRow['issuer'];
  /** First day of the month. */
  readonly month: string;
  readonly statements: readonly StatementRow[];
}

/** The oldest open month of each issuer, where it is over. Months are closed in their order. */
export function monthsToClose(rows: readonly StatementRow[], today: string): MonthToClose[] {
  const thisMonth = `${today.slice(0, 7)}-01`;
  const open = rows.filter(({ id, month }) => id === null && month < thisMonth);
  const oldest = new Map<number, MonthToClose>();
  for (const row of open) {
    const known = oldest.get(row.issuer.id);
    if (!known || row.month < known.month) {
      oldest.set(row.issuer.id, { issuer: row.issuer, month: row.month, statements: [row] });
    } else if (row.month === known.month) {
      oldest.set(row.issuer.id, { ...known, statements: [...known.statements, row] });
    }
  }
  return [...oldest.values()];
}
