import { Inject, Injectable } from '@nestjs/common';
import { addDays, addMonths, CLOCK, type Clock, earliest, latest, type LocalDate } from '#kernel';
import { refusalOf, type Transaction, UnitOfWork } from '#persistence';
import { explainRefusal } from '../refusals.js';
import { ISSUER_COLUMNS, readClients } from '../proposal/read-facts.js';
import type { IssuerFacts } from '../proposal/facts.js';
import { type Lack, lacksOf } from './client-completeness.js';
import { compareForecasts, type ForecastChange } from './compare-forecasts.js';
import { readForecast } from './read-forecast.js';
import { readNextBilling } from './read-next-billing.js';

export interface ActToForecast {
  /** The lines that the act touches, where they exist before it. */
  readonly lineIds?: readonly number[];
  /** The first day that the act changes. */
  readonly effectiveOn: LocalDate;
  /** How many months to tell from that day on, or from today where that is later; 12 by default. */
  readonly months?: number;
  /** @returns the lines to tell of afterwards */
  readonly act: (tx: Transaction) => Promise<readonly number[]>;
}

const MONTHS_TOLD = 12;
/** Ten years, as far as a run may look ahead. */
const MOST_DAYS_AHEAD = 3660;

/** Thrown to undo an act once its effect was read. */
class Undone extends Error {}

/** What contract lines will bill, and what an act would change in it. It keeps nothing. */
@Injectable()
export class Forecasts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Does the act, reads what its lines will bill then, and undoes it: the same path as the act itself, so that it is
   * refused for the same reasons.
   * @throws whatever the act throws
   */
  async ofAct({ lineIds, effectiveOn, months = MONTHS_TOLD, act }: ActToForecast): Promise<ForecastChange> {
    const today = this.clock.today();
    const until = earliest(addMonths(latest(today, effectiveOn), months), addDays(today, MOST_DAYS_AHEAD));
    let change: ForecastChange | undefined;
    try {
      await this.unitOfWork.run(async (tx) => {
        const before = lineIds ? await readForecast(tx, { lineIds, today, until }) : null;
        const after = await readForecast(tx, { lineIds: await act(tx), today, until });
        change = compareForecasts(before, after);
        throw new Undone();
      });
    } catch (error) {
      if (!(error instanceof Undone)) throw refusalOf(error) ? explainRefusal(error) : error;
    }
    return change!;
  }

  /** By contract: the first day on which something of it can be billed; contracts of which nothing is left have none. */
  nextBilling(contractIds: readonly number[]): Promise<ReadonlyMap<number, LocalDate>> {
    return readNextBilling(this.unitOfWork, contractIds, this.clock.today());
  }

  /** What stops the invoices of a client until somebody completes its record; empty when nothing does. */
  async lacksOfClient(clientId: number): Promise<Lack[]> {
    const client = (await readClients(this.unitOfWork.database.manager, [clientId])).get(clientId);
    const [issuer] = await this.unitOfWork.read<IssuerFacts>(
      `SELECT ${ISSUER_COLUMNS} FROM contracts.issuer WHERE NOT outside ORDER BY id LIMIT 1`,
    );
    return client ? lacksOf(client, issuer ?? null, this.clock.today()) : [];
  }
}
