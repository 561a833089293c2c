import type { LocalDate } from '#kernel';
import type { UnitOfWork } from '#persistence';
import type { Named } from './read-runs.js';

/** A series of numbers and what it holds. */
export interface SeriesRecord {
  readonly id: number;
  readonly issuer: Named;
  readonly prefix: string;
  readonly year: number;
  /** The numbers of a former tool: they occupy coverage and are never given again. */
  readonly foreignOrigin: boolean;
  readonly documents: number;
  readonly firstNumber: string | null;
  readonly lastNumber: string | null;
  readonly lastIssuedOn: LocalDate | null;
  /** Why the series stands apart from the issuer's first one (CGI ann. II art. 242 nonies A, I 7°). */
  readonly justification: string | null;
}

/** By issuer and year, the newest year first. */
export async function listSeries(unitOfWork: UnitOfWork): Promise<SeriesRecord[]> {
  return unitOfWork.read<SeriesRecord>(
    `SELECT s.id, jsonb_build_object('id', u.id, 'code', u.code, 'name', u.name) AS issuer, s.prefix, s.year,
       s.foreign_origin AS "foreignOrigin", c.documents, first.number AS "firstNumber", last.number AS "lastNumber",
       last.issued_on AS "lastIssuedOn", s.justification
     FROM billing.series s
     JOIN contracts.issuer u ON u.id = s.issuer_id
     CROSS JOIN LATERAL (SELECT count(*)::int AS documents FROM billing.invoice i WHERE i.series_id = s.id) c
     LEFT JOIN LATERAL (SELECT number FROM billing.invoice i WHERE i.series_id = s.id ORDER BY sequence LIMIT 1) first ON true
     LEFT JOIN LATERAL (SELECT number, issued_on FROM billing.invoice i WHERE i.series_id = s.id ORDER BY sequence DESC LIMIT 1) last ON true
     ORDER BY u.code, s.foreign_origin, s.year DESC, s.prefix`,
  );
}
