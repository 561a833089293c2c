import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, type LocalDate } from '#kernel';
import { type Transaction, UnitOfWork } from '#persistence';
import { CheckUnderWay, notApplicable } from './finding-list.js';
import { readSealedDocuments } from './sealed-document.js';
import type { Check, SeriesReport, Verification } from './verification.js';
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

/**
 * Recomputes every invariant from the facts, without trust in the constraints that keep them. All of it sees one state
 * of the database, also while others write, and writes nothing. Memory does not grow with the history.
 */
export async function verifyInvariants(
  reader: UnitOfWork,
  { at, today }: VerificationMoment,
): Promise<Verification> {
  return reader.run(async (tx) => {
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const days = await verifyDays(tx);
    const drift = await verifyDrift(tx, today);
    const { numbering, amounts, bytes, series } = await verifyDocuments(tx);
    const delivery = await verifyDelivery(tx, today);
    const projections = await verifyProjections(tx);
    const outside = (['I7', 'I9', 'I10'] as const).map(notApplicable);
    const checks = [days, drift, numbering, delivery, amounts, bytes, projections, ...outside];
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
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  verify(): Promise<Verification> {
    return verifyInvariants(this.unitOfWork, { at: this.clock.now(), today: this.clock.today() });
  }
}
