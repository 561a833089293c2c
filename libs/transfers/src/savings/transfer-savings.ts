import { Inject, Injectable } from '@nestjs/common';
import { type Scheme, schemeOn } from '#contributions';
import { type Clock, CLOCK, type LocalDate } from '#kernel';
import { UnitOfWork } from '#persistence';
import type { DossierRow } from '../dossier/dossier.js';
import { readDossier } from '../dossier/read-dossiers.js';
import { type MovedBilling, monthsOf, type Savings, savingsOf } from './savings.js';

/** The commission that is no longer paid to the former carrier. */
@Injectable()
export class TransferSavings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Of one dossier; null before the switch. @throws TRANSFERS.NOT_FOUND */
  async of(id: number): Promise<Savings | null> {
    return this.savingsOf(await readDossier(this.unitOfWork, id));
  }

  async savingsOf(dossier: DossierRow): Promise<Savings | null> {
    const { id, from, to, movesOn, state } = dossier;
    if (state === 'preparing' || state === 'undone') return null;
    const billed = await this.unitOfWork.read<MovedBilling>(
      `SELECT k.activity_id AS activity, i.issued_on AS "issuedOn",
         json_build_object('id', i.id, 'number', i.number) AS invoice,
         json_build_object('id', c.id, 'name', c.name) AS client,
         sum(CASE WHEN i.type = 'creditNote' THEN -l.net_cents ELSE l.net_cents END)::bigint AS "netCents"
       FROM transfers.dossier_contract x
       JOIN contracts.contract k ON k.id = x.contract_id
       JOIN contracts.contract_line n ON n.contract_id = k.id
       JOIN billing.invoice_line r ON r.contract_line_id = n.id
       -- What a line credits says what it is about: a credit of an amount names no line of a contract.
       JOIN billing.invoice_line l ON coalesce(l.credits_invoice_id, l.invoice_id) = r.invoice_id
         AND coalesce(l.credits_position, l.position) = r.position
       JOIN billing.invoice i ON i.id = l.invoice_id AND i.issuer_id = $2 AND NOT i.foreign_origin
       JOIN contracts.client c ON c.id = i.client_id
       WHERE x.dossier_id = $1 AND upper(coalesce(l.period, r.period, daterange(i.issued_on, i.issued_on + 1))) > $3::date
       GROUP BY k.activity_id, i.id, c.id ORDER BY i.issued_on, i.id`,
      [id, to.id, movesOn],
    );
    const request = { billed, movesOn, today: this.clock.today(), former: from.name };
    const schemes = new Map<string, Scheme | null>();
    for (const activity of new Set([null, ...billed.map((each) => each.activity)])) {
      for (const day of monthsOf(request)) {
        const found = await schemeOn(this.unitOfWork.database, { issuer: from.id, activity, day });
        schemes.set(keyOf(activity, day), found?.scheme ?? null);
      }
    }
    return savingsOf({
      ...request,
      schemeOn: (activity, day) => schemes.get(keyOf(activity, day)) ?? null,
    });
  }
}

const keyOf = (activity: number | null, day: LocalDate) => `${activity ?? ''}/${day}`;
