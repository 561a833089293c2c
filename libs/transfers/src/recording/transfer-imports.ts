import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { readRecordedLines, recordAwaitingCredits, recordForeignDocuments, settleCredited } from '#billing';
import { Contracts } from '#contracts';
import { type Actor, Identity } from '#identity';
import { type Clock, CLOCK, type Period, type Sentence } from '#kernel';
import { type Transaction, UnitOfWork, WithinTransaction } from '#persistence';
import type { Dossier } from '../dossier/dossier.js';
import { readDossier } from '../dossier/read-dossiers.js';
import { writeEvent } from '../dossier/write-dossiers.js';
import type { LineFacts } from '../picture/picture.js';
import { readPicture } from '../picture/read-picture.js';
import type { CaeDocument } from '../reading/cae-document.js';
import { type LineMatch, lineMatcher } from '../reading/match-lines.js';
import { readInThread } from '../reading/read-in-thread.js';
import { runExplained } from '../refusals.js';
import { transfersErrors } from '../transfers-errors.js';
import {
  type KnownDocument,
  type LineDecision,
  type PlannedRecording,
  planRecording,
} from './plan-recording.js';
import { type RecordedContent, sayDifference } from './say-difference.js';

export interface ReadingRecord {
  readonly id: number;
  readonly fileName: string;
  readonly format: 'csv' | 'facturX';
  readonly readBy: string;
  readonly readAt: Date;
  readonly documents: readonly (CaeDocument & {
    readonly matches: readonly LineMatch[];
    /** The invoice that bears its number already. */
    readonly invoiceId: number | null;
    /** How it contradicts that invoice. */
    readonly refusal: Sentence | null;
  })[];
}

export interface Recording {
  readonly recorded: readonly { readonly number: string; readonly days: readonly Period[] }[];
  readonly unchanged: readonly string[];
  readonly leftOut: readonly string[];
  /** Documents of which days are billed twice, and who bills them already. */
  readonly awaiting: readonly { readonly number: string; readonly period: Period; readonly line: number }[];
}

type Stored = Omit<ReadingRecord, 'documents'> & { readonly documents: readonly CaeDocument[] };

/** Thrown to undo a recording that was only to be read. */
class Previewed extends Error {
  constructor(readonly result: Recording) {
    super('preview');
  }
}

/** The billing of the former issuer for the contracts of a dossier, from its files into coverage. */
@Injectable()
export class TransferImports {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly contracts: Contracts,
    private readonly identity: Identity,
  ) {}

  /**
   * Reads a file and proposes what its lines bill. The same file read again is the reading that there is.
   * @throws DOCUMENTS.FACTUR_X_UNREADABLE, IMPORTS.FILE_UNREADABLE, TRANSFERS.FILE_UNREADABLE, TRANSFERS.LINES_REFUSED,
   *   TRANSFERS.NOT_FOUND
   */
  async readFile(
    actor: Actor,
    id: number,
    file: { readonly name: string; readonly bytes: Uint8Array },
  ): Promise<ReadingRecord> {
    const dossier = await readDossier(this.unitOfWork, id);
    const { name, siren } = await this.contracts.readIssuer(dossier.from.id);
    const { format, documents } = await readInThread({ bytes: file.bytes, seller: { name, siren } });
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    const reading = await this.unitOfWork.run(async (tx) => {
      const [written] = (await tx.query(
        `INSERT INTO transfers.reading (dossier_id, file_name, sha256, format, documents, read_by, read_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT ON CONSTRAINT reading_once DO NOTHING RETURNING id`,
        [
          id,
          file.name.slice(0, 200),
          sha256,
          format,
          JSON.stringify(documents),
          actor.name,
          this.clock.now(),
        ],
      )) as { id: number }[];
      if (written) return written.id;
      const [known] = (await tx.query(
        'SELECT id FROM transfers.reading WHERE dossier_id = $1 AND sha256 = $2',
        [id, sha256],
      )) as [{ id: number }];
      return known.id;
    });
    return this.reading(id, reading);
  }

  /** @throws TRANSFERS.NOT_FOUND */
  async reading(id: number, reading: number): Promise<ReadingRecord> {
    const found = (await this.readings(id)).find((each) => each.id === reading);
    if (!found) throw transfersErrors.NOT_FOUND({ what: 'reading', id: reading });
    return found;
  }

  /** The newest first. @throws TRANSFERS.NOT_FOUND */
  async readings(id: number): Promise<ReadingRecord[]> {
    const dossier = await readDossier(this.unitOfWork, id);
    const lines = await this.linesOf(dossier);
    const stored = await this.unitOfWork.read<Stored>(`${STORED} ORDER BY id DESC`, [id]);
    const recorded = await this.unitOfWork.read<RecordedContent & { number: string; invoiceId: number }>(
      `SELECT i.number, i.id AS "invoiceId", i.type, i.net_cents AS "netCents", r.digest FROM billing.invoice i
       LEFT JOIN transfers.recorded_document r ON r.invoice_id = i.id
       WHERE i.issuer_id = $1 AND i.foreign_origin AND i.number = ANY ($2::text[])`,
      [dossier.from.id, stored.flatMap(({ documents }) => documents.map(({ number }) => number))],
    );
    const invoices = new Map(recorded.map((each) => [each.number, each]));
    const matchesOf = lineMatcher(lines);
    return stored.map(({ documents, ...reading }) => ({
      ...reading,
      documents: documents.map((document) => {
        const known = invoices.get(document.number);
        return {
          ...document,
          matches: matchesOf(document),
          invoiceId: known?.invoiceId ?? null,
          refusal: known ? sayDifference(known, document, digestOf(document)) : null,
        };
      }),
    }));
  }

  /** What `record` would write. @throws as `record` */
  async preview(
    actor: Actor,
    id: number,
    reading: number,
    decisions: readonly LineDecision[],
  ): Promise<Recording> {
    try {
      await this.write(actor, id, { reading, decisions }, (recording) => {
        throw new Previewed(recording);
      });
    } catch (error) {
      if (error instanceof Previewed) return error.result;
      throw error;
    }
    throw new Error('a preview always ends in its own rollback');
  }

  /**
   * Records what a person decided of a reading: all of the file or nothing, and each number of the seller once.
   * @throws TRANSFERS.LINES_REFUSED, TRANSFERS.NOT_FOUND, TRANSFERS.OVER
   */
  record(actor: Actor, id: number, reading: number, decisions: readonly LineDecision[]): Promise<Recording> {
    return this.write(actor, id, { reading, decisions }, (recording) => recording);
  }

  private async write(
    actor: Actor,
    id: number,
    wish: { readonly reading: number; readonly decisions: readonly LineDecision[] },
    end: (recording: Recording) => Recording,
  ): Promise<Recording> {
    let code = String(id);
    return runExplained(
      this.unitOfWork,
      () => code,
      async (tx) => {
        await tx.query('SELECT FROM transfers.dossier WHERE id = $1 FOR NO KEY UPDATE', [id]);
        const dossier = await readDossier(new WithinTransaction(tx), id);
        ({ code } = dossier);
        const plan = await this.plan(tx, dossier, wish);
        if (plan.refusals.length > 0) throw transfersErrors.LINES_REFUSED({ refusals: plan.refusals });
        if (plan.documents.length > 0) await this.keep(tx, actor, dossier, wish.reading, plan);
        return end(told(plan));
      },
    );
  }

  private async plan(
    tx: Transaction,
    dossier: Dossier,
    { reading, decisions }: { readonly reading: number; readonly decisions: readonly LineDecision[] },
  ): Promise<PlannedRecording> {
    const [stored] = (await tx.query(`${STORED} AND id = $2`, [dossier.id, reading])) as Stored[];
    if (!stored) throw transfersErrors.NOT_FOUND({ what: 'reading', id: reading });
    // Two recordings of one issuer take turns: the second finds what the first wrote.
    await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`transfers.recording.${dossier.from.id}`]);
    const lines = await this.linesOf(dossier, tx);
    const known = await readKnown(tx, dossier.from.id, stored.documents);
    return planRecording({ documents: stored.documents, decisions, lines, known, digestOf });
  }

  private async keep(
    tx: Transaction,
    actor: Actor,
    dossier: Dossier,
    reading: number,
    plan: PlannedRecording,
  ): Promise<void> {
    const ids = await recordForeignDocuments(tx, {
      issuerId: dossier.from.id,
      source: 'rapatriement',
      documents: plan.documents,
      recordedBy: actor.name,
    });
    await tx.query(
      `INSERT INTO transfers.recorded_document (issuer_id, number, reading_id, invoice_id, digest)
       SELECT $1, r.number, $2, r.invoice, r.digest FROM jsonb_to_recordset($3::jsonb) AS r (number text, invoice bigint, digest text)`,
      [
        dossier.from.id,
        reading,
        JSON.stringify(
          plan.documents.map(({ number, key, digest }) => ({ number, invoice: ids.get(key), digest })),
        ),
      ],
    );
    const idOf = (biller: string | number) => (typeof biller === 'number' ? biller : ids.get(biller)!);
    const awaiting = new Map(plan.awaiting.map((each) => [each.document, each]));
    await recordAwaitingCredits(
      tx,
      [...awaiting.values()].map(({ document, line, period, conflictsWith }) => ({
        invoiceId: idOf(document),
        lineId: line,
        period,
        conflictsWith: idOf(conflictsWith),
      })),
    );
    const credited = plan.documents.flatMap(({ credits }) => (credits ? idOf(credits.document) : []));
    await settleCredited(tx, [...new Set(credited)], actor.name);
    const facts = { numbers: plan.documents.map(({ number }) => number) };
    await writeEvent(tx, dossier.id, 'documentsRecorded', facts, {
      madeBy: actor.name,
      at: this.clock.now(),
    });
    await this.identity.recordAct(tx, actor, {
      action: 'transfers.dossier.documentsRecorded',
      subject: { kind: 'contractTransfer', id: dossier.id },
      facts,
    });
  }

  private async linesOf(dossier: Dossier, tx?: Transaction): Promise<LineFacts[]> {
    const records = [];
    for (const { id } of dossier.contracts)
      records.push(await this.contracts.readContract(id, undefined, tx));
    const reader = tx ? new WithinTransaction(tx) : this.unitOfWork;
    return readPicture(reader, records, this.clock.today());
  }
}

const STORED = `SELECT id, file_name AS "fileName", format, documents, read_by AS "readBy", read_at AS "readAt"
  FROM transfers.reading WHERE dossier_id = $1`;

function told({ documents, awaiting, unchanged, leftOut }: PlannedRecording): Recording {
  return {
    recorded: documents.map(({ number, lines }) => ({
      number,
      days: lines.flatMap(({ charge, credit, period }) =>
        (charge || credit?.generation) && period ? [period] : [],
      ),
    })),
    unchanged,
    leftOut,
    awaiting: awaiting.map(({ document, period, line }) => ({ number: document, period, line })),
  };
}

/** Documents of the seller that bear these numbers, or are credited by these documents, whoever recorded them. */
async function readKnown(
  tx: Transaction,
  issuer: number,
  documents: readonly CaeDocument[],
): Promise<Map<string, KnownDocument>> {
  const numbers = documents.flatMap(({ number, credits }) => (credits ? [number, credits] : [number]));
  const rows = (await tx.query(
    `SELECT i.id, i.number, i.issued_on AS "issuedOn", i.type, i.net_cents AS "netCents", r.digest FROM billing.invoice i
     LEFT JOIN transfers.recorded_document r ON r.invoice_id = i.id
     WHERE i.issuer_id = $1 AND i.number = ANY ($2::text[]) ORDER BY i.id`,
    [issuer, numbers],
  )) as (RecordedContent & { id: number; number: string; issuedOn: string })[];
  const lines = await readRecordedLines(
    tx,
    rows.map(({ id }) => id),
  );
  return new Map(
    rows.map(({ id, number, ...content }) => [
      number,
      { ...content, invoiceId: id, lines: lines.filter(({ invoiceId }) => invoiceId === id) },
    ]),
  );
}

/** Of what a document says, not of how its lines were read to bill contracts. */
function digestOf({ number, type, issuedOn, lines, netCents, vatCents, credits }: CaeDocument): string {
  const said = lines.map(({ label, netCents: net }) => [label, net]);
  return createHash('sha256')
    .update(JSON.stringify([number, type, issuedOn, said, netCents, vatCents, credits]))
    .digest('hex');
}
