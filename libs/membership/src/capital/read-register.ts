import type { LocalDate } from '#kernel';
import { foldedColumn, patternsOf } from '#persistence';
import type { Movement, MovementKind } from './movement.js';
import { personName, type Reader } from './read-holdings.js';

/** One side of a movement, with names. */
export interface RegisterSide {
  readonly personId: number;
  readonly personCode: string;
  readonly personName: string;
  readonly classId: number;
  readonly classCode: string;
  readonly quantity: number;
  readonly amountCents: number;
}

export interface RegisterRow {
  readonly number: number;
  readonly kind: MovementKind;
  readonly reversal: boolean;
  readonly generation: number;
  readonly day: LocalDate;
  readonly cause: string;
  /** `BS-2026-0042` for a bulletin; the number of the act otherwise. */
  readonly causeCode: string;
  readonly causeId: number;
  readonly from: RegisterSide | null;
  readonly to: RegisterSide | null;
  /** The number of the movement that takes this one back, or null. */
  readonly reversedBy: number | null;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

export interface RegisterSearch {
  readonly person?: number;
  readonly classId?: number;
  readonly kind?: MovementKind;
  /** From this day on. */
  readonly from?: LocalDate;
  /** Before this day. */
  readonly to?: LocalDate;
  /** Anywhere in names and codes. */
  readonly search?: string;
  readonly descending?: boolean;
  readonly page?: number;
  readonly size?: number;
}

export interface RegisterPage {
  readonly items: readonly RegisterRow[];
  readonly total: number;
}

const side = (way: 'from' | 'to', person: string, shareClass: string) =>
  `CASE WHEN m.${way}_person_id IS NOT NULL THEN jsonb_build_object('personId', ${person}.id, 'personCode', ${person}.code,
     'personName', ${personName(person)}, 'classId', ${shareClass}.id, 'classCode', ${shareClass}.code,
     'quantity', m.${way}_quantity, 'amountCents', m.${way}_cents) END`;

/** The register of movements, in the order in which it was written. */
export async function readRegister(reader: Reader, search: RegisterSearch = {}): Promise<RegisterPage> {
  const { page = 1, size = 50, descending = false } = search;
  const limit = Math.min(Math.max(1, Math.trunc(size)), 500);
  const rows: (RegisterRow & { total: number })[] = await reader.query(
    `SELECT m.number, m.kind, m.reversal, m.generation, m.day, m.cause,
       coalesce(s.code, split_part(m.cause, '/', 2)) AS "causeCode",
       coalesce(m.subscription_id, m.transfer_id, m.conversion_id, m.withdrawal_id) AS "causeId",
       ${side('from', 'fp', 'fc')} AS "from", ${side('to', 'tp', 'tc')} AS "to", r.number AS "reversedBy",
       m.made_by AS "recordedBy", m.made_at AS "recordedAt", count(*) OVER ()::int AS total
     FROM membership.share_movement m
     LEFT JOIN membership.share_subscription s ON s.id = m.subscription_id
     LEFT JOIN membership.person fp ON fp.id = m.from_person_id
     LEFT JOIN membership.share_class fc ON fc.id = m.from_class_id
     LEFT JOIN membership.person tp ON tp.id = m.to_person_id
     LEFT JOIN membership.share_class tc ON tc.id = m.to_class_id
     LEFT JOIN membership.share_movement r
       ON r.cause = m.cause AND r.generation = m.generation AND r.reversal AND NOT m.reversal
     WHERE ($1::bigint IS NULL OR $1 IN (m.from_person_id, m.to_person_id))
       AND ($2::bigint IS NULL OR $2 IN (m.from_class_id, m.to_class_id))
       AND ($3::text IS NULL OR m.kind = $3)
       AND ($4::date IS NULL OR m.day >= $4) AND ($5::date IS NULL OR m.day < $5)
       AND ${foldedColumn(`concat_ws(' ', fp.code, fp.given_name, fp.name, tp.code, tp.given_name, tp.name, s.code)`)} LIKE ALL ($6)
     ORDER BY m.number ${descending ? 'DESC' : 'ASC'} LIMIT $7 OFFSET $8`,
    [
      search.person ?? null,
      search.classId ?? null,
      search.kind ?? null,
      search.from ?? null,
      search.to ?? null,
      patternsOf(search.search ?? ''),
      limit,
      (Math.max(1, Math.trunc(page)) - 1) * limit,
    ],
  );
  return { items: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}

const pureSide = (way: 'from' | 'to') =>
  `CASE WHEN ${way}_person_id IS NOT NULL THEN jsonb_build_object('person', ${way}_person_id, 'class', ${way}_class_id,
     'quantity', ${way}_quantity, 'cents', ${way}_cents) END AS "${way}"`;

/** Every movement as it stands, for what is recomputed from them. */
export async function readMovements(reader: Reader): Promise<Movement[]> {
  return reader.query(
    `SELECT number, kind, cause, generation, reversal, day, ${pureSide('from')}, ${pureSide('to')}
     FROM membership.share_movement ORDER BY number`,
  );
}
