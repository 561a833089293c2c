import { addRows, type CheckUnderWay, type LocalDate, MOST_TOLD, writeDate } from '#kernel';
import type { Transaction } from '#persistence';
import { sealOf } from '../sealing/seal.js';
import type { SealedDocument } from './sealed-document.js';
import type { SeriesReport } from './verification.js';

interface SeriesRow {
  readonly id: number;
  readonly prefix: string;
  readonly issuer: string;
  readonly year: number;
  readonly foreignOrigin: boolean;
  readonly lastSequence: number;
  readonly lastHash: Buffer | null;
  readonly lastIssuedOn: LocalDate | null;
}

interface Walked {
  readonly number: string;
  readonly sequence: number;
  readonly issuedOn: LocalDate;
  /** The seal as recomputed. */
  readonly seal: Buffer;
  /** Already said to have changed. */
  readonly changed: boolean;
}

/**
 * I3 and the chain of I6: walks each series in the order of its numbers and recomputes every seal from the document's
 * bytes. A document whose bytes changed no longer has the seal that its successor (or the series) keeps of it.
 */
export class ChainWalk {
  private readonly series = new Map<number, SeriesRow>();
  private readonly reports = new Map<number, SeriesReport>();
  private current: {
    series: SeriesRow;
    first: string;
    documents: number;
    last: Walked;
    before: number;
  } | null = null;

  private constructor(
    private readonly numbering: CheckUnderWay,
    private readonly bytes: CheckUnderWay,
  ) {}

  static async begin(tx: Transaction, numbering: CheckUnderWay, bytes: CheckUnderWay): Promise<ChainWalk> {
    const walk = new ChainWalk(numbering, bytes);
    const rows = (await tx.query(
      `SELECT r.id, r.prefix, s.code AS issuer, r.year, r.foreign_origin AS "foreignOrigin",
              r.last_sequence AS "lastSequence", r.last_hash AS "lastHash", r.last_issued_on AS "lastIssuedOn"
       FROM billing.series r JOIN contracts.issuer s ON s.id = r.issuer_id ORDER BY r.id`,
    )) as SeriesRow[];
    for (const row of rows) walk.series.set(row.id, row);
    return walk;
  }

  /** Takes the documents of each series together and in the order of their numbers. */
  take(document: SealedDocument): void {
    this.numbering.checked += 1;
    const series = this.series.get(document.seriesId)!;
    if (this.current?.series.id !== series.id) this.endSeries();
    const before = this.current?.before ?? this.offences();
    const last = this.current?.last ?? null;
    const seal = sealOf(document.previousHash, document.payload);
    const changed = !seal.equals(document.hash);
    if (changed) this.tellChanged(document, series);
    this.checkLink(document, last, series);
    this.current = {
      series,
      first: this.current?.first ?? document.number,
      documents: (this.current?.documents ?? 0) + 1,
      last: {
        number: document.number,
        sequence: document.sequence,
        issuedOn: document.issuedOn,
        seal,
        changed,
      },
      before,
    };
  }

  /** @returns the native series, in the order in which they were opened */
  end(): SeriesReport[] {
    this.endSeries();
    for (const series of this.series.values()) {
      if (this.reports.has(series.id)) continue;
      const before = this.offences();
      if (series.lastSequence > 0) this.tellCounter(series, 0);
      this.report(series, null, before);
    }
    return [...this.series.values()]
      .filter((each) => !each.foreignOrigin)
      .map((each) => this.reports.get(each.id)!);
  }

  private offences(): number {
    return this.numbering.offences.total + this.bytes.offences.total;
  }

  private checkLink(document: SealedDocument, last: Walked | null, series: SeriesRow): void {
    const { number, sequence, issuedOn, previousSequence, previousHash } = document;
    const facts = { number, sequence, series: series.prefix };
    if (
      last &&
      previousHash &&
      previousSequence === last.sequence &&
      !previousHash.equals(last.seal) &&
      !last.changed
    ) {
      this.tellChanged(last, series);
    }
    if (series.foreignOrigin) return;
    const expected = (last?.sequence ?? 0) + 1;
    if (sequence < expected) {
      this.numbering.offences.add(
        {
          fr: `${last!.number} et ${number} portent le même rang ${sequence}.`,
          en: `${last!.number} and ${number} bear the same position ${sequence}.`,
        },
        { ...facts, kind: 'fork' },
      );
    } else if (sequence > expected) {
      const missing = sequence - expected;
      this.numbering.offences.add(
        {
          fr: `Série ${series.prefix} : ${missing} numéro(s) manquant(s) avant ${number}, à partir du rang ${expected}.`,
          en: `Series ${series.prefix}: ${missing} number(s) missing before ${number}, from position ${expected} on.`,
        },
        { ...facts, kind: 'gap', missing, from: expected },
      );
    } else if (
      last ? previousSequence !== last.sequence || !previousHash?.equals(last.seal) : previousHash !== null
    ) {
      this.numbering.offences.add(
        {
          fr: `${number} ne s’enchaîne pas à ${last?.number ?? 'rien'}.`,
          en: `${number} is not chained to ${last?.number ?? 'nothing'}.`,
        },
        { ...facts, kind: 'chain' },
      );
    }
    if (last && issuedOn < last.issuedOn) {
      this.numbering.offences.add(
        {
          fr: `${number} est daté du ${writeDate(issuedOn, 'fr')}, avant ${last.number} (${writeDate(last.issuedOn, 'fr')}).`,
          en: `${number} is dated ${writeDate(issuedOn, 'en')}, before ${last.number} (${writeDate(last.issuedOn, 'en')}).`,
        },
        { ...facts, kind: 'dates' },
      );
    }
  }

  private tellChanged({ number, sequence }: { number: string; sequence: number }, series: SeriesRow): void {
    this.bytes.offences.add(
      {
        fr: `${number} (rang ${sequence} de la série ${series.prefix}) : son contenu n’est plus celui qui a été scellé.`,
        en: `${number} (position ${sequence} of series ${series.prefix}): its content is no longer what was sealed.`,
      },
      { number, sequence, series: series.prefix },
    );
  }

  private tellCounter(series: SeriesRow, sequence: number): void {
    this.numbering.offences.add(
      {
        fr: `Série ${series.prefix} : le compteur est à ${series.lastSequence}, le dernier document au rang ${sequence}.`,
        en: `Series ${series.prefix}: the counter is at ${series.lastSequence}, the last document at position ${sequence}.`,
      },
      { series: series.prefix, counter: series.lastSequence, sequence, kind: 'counter' },
    );
  }

  private endSeries(): void {
    if (!this.current) return;
    const { series, last, before } = this.current;
    if (series.lastSequence !== last.sequence) this.tellCounter(series, last.sequence);
    else if (!series.foreignOrigin && !series.lastHash?.equals(last.seal) && !last.changed)
      this.tellChanged(last, series);
    this.report(series, this.current, before);
    this.current = null;
  }

  private report(
    series: SeriesRow,
    walked: { first: string; documents: number; last: Walked } | null,
    before: number,
  ) {
    this.reports.set(series.id, {
      prefix: series.prefix,
      issuer: series.issuer,
      year: series.year,
      documents: walked?.documents ?? 0,
      firstNumber: walked?.first ?? null,
      lastNumber: walked?.last.number ?? null,
      lastHash: walked?.last.seal.toString('hex') ?? null,
      intact: this.offences() === before,
    });
  }
}

/** Part of I3: a native number is borne by one document only, and by none of a former tool. */
export async function verifyNumbersOnce(tx: Transaction, check: CheckUnderWay): Promise<void> {
  const rows = (await tx.query(
    `SELECT number, count(*)::int AS times, bool_or(foreign_origin) AS foreign, count(*) OVER () AS total
     FROM billing.invoice GROUP BY number
     HAVING count(*) > 1 AND bool_or(NOT foreign_origin) AND count(DISTINCT series_id) > 1
     ORDER BY number LIMIT ${MOST_TOLD}`,
  )) as { number: string; times: number; foreign: boolean; total: number }[];
  addRows(check.offences, rows, ({ number, times, foreign }) => ({
    fr: foreign
      ? `${number} : numéro porté aussi par un document de l’ancien outil.`
      : `${number} : numéro porté par ${times} documents.`,
    en: foreign
      ? `${number}: also the number of a document of the former tool.`
      : `${number}: the number of ${times} documents.`,
  }));
}
