import { Inject, Injectable } from '@nestjs/common';
import { type Check, CheckUnderWay, CLOCK, type Clock, type LocalDate, notApplicable } from '#kernel';
import { type Transaction, UnitOfWork } from '#persistence';
import { readSealedDocuments } from './sealed-document.js';
import type { SeriesReport, Verification } from './verification.js';
import { verifyAmounts, verifyAmountsAcross } from './verify-amounts.js';
import { verifyArchive } from './verify-archive.js';
import { ChainWalk, verifyNumbersOnce } from './verify-chain.js';
import { verifyDays } from './verify-days.js';
import { verifyDelivery } from './verify-delivery.js';
import { verifyDrift } from './verify-drift.js';
import { verifyProjections } from './verify-projections.js';

export interface VerificationMoment {
  readonly at: Date;
  /** The civil day for which due days and deadlines are told. */
  readonly today: LocalDate;
}

/** How one invariant of another room stands; it sees the same state of the database as all others. */
export type InvariantCheck = (tx: Transaction) => Promise<Check>;

/**
 * Recomputes every invariant from the facts, without trust in the constraints that keep them. All of it sees one state
 * of the database, also while others write, and writes nothing. Memory does not grow with the history.
 * @param others the checks of the other rooms; an invariant that none of them looks at is not applicable
 */
export async function verifyInvariants(
  reader: UnitOfWork,
  { at, today }: VerificationMoment,
  others: readonly InvariantCheck[] = [],
): Promise<Verification> {
  return reader.run(async (tx) => {
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const days = await verifyDays(tx);
    const drift = await verifyDrift(tx, today);
    const { numbering, amounts, bytes, series } = await verifyDocuments(tx);
    const delivery = await verifyDelivery(tx, today);
    const projections = await verifyProjections(tx);
    const checks = [days, drift, numbering, delivery, amounts, bytes, projections];
    for (const check of others) checks.push(await check(tx));
    const looked = new Set(checks.map(({ invariant }) => invariant));
    checks.push(...OTHER_ROOMS.filter((invariant) => !looked.has(invariant)).map(notApplicable));
    checks.sort((a, b) => Number(a.invariant.slice(1)) - Number(b.invariant.slice(1)));
    return {
      at: at.toISOString(),
      day: today,
      holds: checks.every((check) => check.state !== 'broken'),
      checks,
      series,
    };
  });
}

/** Allocations, holdings, votes. */
const OTHER_ROOMS = ['I7', 'I9', 'I10'] as const;

interface DocumentChecks {
  readonly numbering: Check;
  readonly amounts: Check;
  readonly bytes: Check;
  readonly series: SeriesReport[];
}

/** I3, I5 and I6 look at the same documents: they are read once. */
async function verifyDocuments(tx: Transaction): Promise<DocumentChecks> {
  const [numbering, amounts, bytes] = [
    new CheckUnderWay('I3'),
    new CheckUnderWay('I5'),
    new CheckUnderWay('I6'),
  ];
  const walk = await ChainWalk.begin(tx, numbering, bytes);
  for await (const document of readSealedDocuments(tx)) {
    walk.take(document);
    if (!document.foreignOrigin) await verifyAmounts(tx, amounts, document);
  }
  const series = walk.end();
  await verifyNumbersOnce(tx, numbering);
  await verifyAmountsAcross(tx, amounts);
  await verifyArchive(tx, bytes);
  return { numbering: numbering.ended(), amounts: amounts.ended(), bytes: bytes.ended(), series };
}

/** The invariants of the present day, for the command, the API and the nightly job. */
@Injectable()
export class Verifier {
  private readonly others: InvariantCheck[] = [];

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Adds the invariant that another room keeps. */
  also(check: InvariantCheck): void {
    this.others.push(check);
  }

  verify(): Promise<Verification> {
    const moment = { at: this.clock.now(), today: this.clock.today() };
    return verifyInvariants(this.unitOfWork, moment, this.others);
  }
}
