import { Inject, Injectable } from '@nestjs/common';
import {
  type ClientRecord,
  type ContractRecord,
  Contracts,
  type IssuerRecord,
  letterheadOf,
} from '#contracts';
import {
  type ArchivedFile,
  Documents,
  type PostalAddress,
  type PrintedBlock,
  type PrintedDocument,
} from '#documents';
import { type Actor, Identity } from '#identity';
import { addDays, type Clock, CLOCK, writeCents, writeDate, writePeriod } from '#kernel';
import { rangeLiteral, type Transaction, UnitOfWork, WithinTransaction } from '#persistence';
import type { Dossier, DraftKind } from '../dossier/dossier.js';
import { readDossier } from '../dossier/read-dossiers.js';
import { writeEvent } from '../dossier/write-dossiers.js';
import type { DossierPicture, JudgedConflict } from '../picture/dossier-picture.js';
import { Transfers } from '../transfers.js';
import { runExplained } from '../refusals.js';
import { transfersErrors } from '../transfers-errors.js';
import { blocksOf, fill, requireKnownPlaceholders } from './fill-template.js';
import { type Placeholder, templateOn } from './templates.js';

/** Which letter of a dossier: to one client, about one contract, or to the former issuer. */
export interface DraftKey {
  readonly kind: DraftKind;
  readonly aboutId: number;
}

export interface Draft extends DraftKey {
  /** Whom or what it is about, in words. */
  readonly about: string;
  readonly language: 'fr' | 'en';
  readonly title: string;
  readonly body: string;
  /** 0 while it says what the template says. */
  readonly version: number;
  readonly editedBy: string | null;
  readonly editedAt: Date | null;
  /** Of the newest confirmed document of this draft. */
  readonly confirmed: { readonly id: number; readonly at: Date; readonly by: string } | null;
}

interface StoredDraft extends DraftKey {
  readonly language: 'fr' | 'en';
  readonly title: string;
  readonly body: string;
  readonly version: number;
  readonly editedBy: string;
  readonly editedAt: Date;
}

/** Letters to clients, amendments, requests for credit notes: drafted from dated words, edited, confirmed and archived. */
@Injectable()
export class TransferLetters {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly transfers: Transfers,
    private readonly contracts: Contracts,
    private readonly documents: Documents,
    private readonly identity: Identity,
  ) {}

  /** One letter for each client, one amendment for each contract, and a request where days from the move on are billed. */
  async drafts(id: number): Promise<Draft[]> {
    const picture = await this.transfers.picture(id);
    return this.unitOfWork.run((tx) => this.draftsOf(picture, tx));
  }

  /**
   * @throws TRANSFERS.NOT_FOUND, TRANSFERS.CHANGED_MEANWHILE, TRANSFERS.FIELD
   */
  async edit(
    actor: Actor,
    id: number,
    key: DraftKey,
    words: Pick<Draft, 'language' | 'title' | 'body'> & { readonly fromVersion: number },
  ): Promise<Draft> {
    const { language, title, body, fromVersion } = words;
    requireKnownPlaceholders(`${title}\n${body}`, language);
    const known = await this.draft(id, key);
    if (known.version !== fromVersion) throw transfersErrors.CHANGED_MEANWHILE({});
    await runExplained(
      this.unitOfWork,
      () => String(id),
      async (tx) => {
        await tx.query('SELECT FROM transfers.dossier WHERE id = $1 FOR NO KEY UPDATE', [id]);
        const written = (await tx.query(
          `INSERT INTO transfers.draft AS d (dossier_id, kind, about_id, language, title, body, edited_by, edited_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (dossier_id, kind, about_id) DO UPDATE SET language = excluded.language, title = excluded.title,
           body = excluded.body, version = d.version + 1, edited_by = excluded.edited_by, edited_at = excluded.edited_at
         WHERE d.version = $9 RETURNING version`,
          [
            id,
            key.kind,
            key.aboutId,
            language,
            title.trim(),
            body.trim(),
            actor.name,
            this.clock.now(),
            fromVersion,
          ],
        )) as unknown[];
        if (written.length === 0) throw transfersErrors.CHANGED_MEANWHILE({});
        await this.trail(tx, actor, 'draftEdited', id, { ...key });
      },
    );
    return this.draft(id, key);
  }

  /** As it would be printed today. @throws TRANSFERS.NOT_FOUND, DOCUMENTS.UNPRINTABLE_TEXT */
  async preview(id: number, key: DraftKey): Promise<Buffer> {
    return (await this.compose(id, key)).pdf;
  }

  /**
   * The document is sent or signed: its bytes are archived, and what it asks to credit is followed from then on.
   * @throws TRANSFERS.NOT_FOUND, TRANSFERS.OVER, DOCUMENTS.UNPRINTABLE_TEXT
   */
  async confirm(actor: Actor, id: number, key: DraftKey): Promise<Dossier> {
    const { pdf, title, asked, dossier } = await this.compose(id, key);
    if (dossier.state === 'undone' || dossier.state === 'closed')
      throw transfersErrors.OVER({ dossier: dossier.code });
    return runExplained(
      this.unitOfWork,
      () => dossier.code,
      async (tx) => {
        await tx.query('SELECT FROM transfers.dossier WHERE id = $1 FOR NO KEY UPDATE', [id]);
        const [{ count }] = (await tx.query('SELECT count(*) FROM transfers.document WHERE dossier_id = $1', [
          id,
        ])) as [{ count: number }];
        const archiveKey = `transfer/${dossier.code}/${Number(count) + 1}.pdf`;
        await this.documents.archive(tx, { key: archiveKey, mediaType: 'application/pdf', bytes: pdf });
        const [document] = (await tx.query(
          `INSERT INTO transfers.document (dossier_id, kind, about_id, title, archive_key, confirmed_by, confirmed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
          [id, key.kind, key.aboutId, title, archiveKey, actor.name, this.clock.now()],
        )) as [{ id: number }];
        await writeRequested(tx, document.id, asked);
        const facts = { kind: key.kind, title };
        await writeEvent(tx, id, 'documentConfirmed', facts, { madeBy: actor.name, at: this.clock.now() });
        await this.trail(tx, actor, 'documentConfirmed', id, { ...facts, document: document.id });
        return readDossier(new WithinTransaction(tx), id);
      },
    );
  }

  /** The archived bytes. @throws TRANSFERS.NOT_FOUND, DOCUMENTS.ARCHIVE_DAMAGED */
  async file(id: number, document: number): Promise<ArchivedFile> {
    const [found] = await this.unitOfWork.read<{ key: string }>(
      'SELECT archive_key AS key FROM transfers.document WHERE dossier_id = $1 AND id = $2',
      [id, document],
    );
    if (!found) throw transfersErrors.NOT_FOUND({ what: 'document', id: document });
    return this.documents.read(found.key);
  }

  private async draft(id: number, key: DraftKey): Promise<Draft> {
    const found = (await this.drafts(id)).find(
      (each) => each.kind === key.kind && each.aboutId === key.aboutId,
    );
    if (!found) throw transfersErrors.NOT_FOUND({ what: 'draft', id: key.kind });
    return found;
  }

  private async draftsOf({ dossier, lines }: DossierPicture, tx: Transaction): Promise<Draft[]> {
    const stored = (await tx.query(
      `SELECT kind, about_id AS "aboutId", language, title, body, version, edited_by AS "editedBy", edited_at AS "editedAt"
       FROM transfers.draft WHERE dossier_id = $1`,
      [dossier.id],
    )) as StoredDraft[];
    const languages = new Map<number, 'fr' | 'en'>();
    for (const { client } of dossier.contracts)
      languages.set(client.id, (await this.contracts.readClient(client.id, tx)).language);
    const isAhead = lines.some(({ conflicts }) => conflicts.some(isToCredit));
    const asked = dossier.documents.some(({ kind }) => kind === 'creditRequest');
    const clients = new Map(dossier.contracts.map(({ client }) => [client.id, client]));
    const keys: (DraftKey & { about: string; language: 'fr' | 'en' })[] = [
      ...[...clients.values()].map(({ id, name }) => ({
        kind: 'clientLetter' as const,
        aboutId: id,
        about: name,
        language: languages.get(id)!,
      })),
      ...dossier.contracts.map(({ id, code, title, client }) => ({
        kind: 'amendment' as const,
        aboutId: id,
        about: `${code} – ${title}`,
        language: languages.get(client.id)!,
      })),
      ...(isAhead || asked
        ? [
            {
              kind: 'creditRequest' as const,
              aboutId: dossier.from.id,
              about: dossier.from.name,
              language: 'fr' as const,
            },
          ]
        : []),
    ];
    return keys.map((key) => this.draftOf(key, stored, dossier));
  }

  private draftOf(
    { kind, aboutId, about, language }: DraftKey & { about: string; language: 'fr' | 'en' },
    stored: readonly StoredDraft[],
    dossier: Dossier,
  ): Draft {
    const edited = stored.find((each) => each.kind === kind && each.aboutId === aboutId);
    const confirmed = dossier.documents.findLast((each) => each.kind === kind && each.aboutId === aboutId);
    const words = edited ?? {
      ...templateOn(kind, language, this.clock.today()),
      version: 0,
      editedBy: null,
      editedAt: null,
    };
    const { title, body, version, editedBy, editedAt } = words;
    return {
      ...{ kind, aboutId, about, language: words.language, title, body, version, editedBy, editedAt },
      confirmed: confirmed
        ? { id: confirmed.id, at: confirmed.confirmedAt, by: confirmed.confirmedBy }
        : null,
    };
  }

  /** The document of a draft, with the days that it asks to credit; printed outside of any transaction. */
  private async compose(id: number, key: DraftKey) {
    const picture = await this.transfers.picture(id);
    const { printed, asked } = await this.unitOfWork.run((tx) => this.toPrint(picture, key, tx));
    return {
      pdf: await this.documents.print(printed),
      title: printed.title,
      asked,
      dossier: picture.dossier,
    };
  }

  private async toPrint(picture: DossierPicture, key: DraftKey, tx: Transaction) {
    const { dossier } = picture;
    const draft = (await this.draftsOf(picture, tx)).find(
      (each) => each.kind === key.kind && each.aboutId === key.aboutId,
    );
    if (!draft) throw transfersErrors.NOT_FOUND({ what: 'draft', id: key.kind });
    const [from, to] = [
      await this.contracts.readIssuer(dossier.from.id, tx),
      await this.contracts.readIssuer(dossier.to.id, tx),
    ];
    const about = contractsOf(picture, key);
    const client =
      key.kind === 'creditRequest' ? null : await this.contracts.readClient(about[0]!.client.id, tx);
    const asked =
      key.kind === 'creditRequest'
        ? picture.lines.flatMap(({ facts, conflicts }) =>
            conflicts
              .filter(isToCredit)
              .map((conflict) => ({ conflict, label: facts.label, code: facts.contract.code })),
          )
        : [];
    const facts = factsOf({ draft, dossier, from, to, client, about, asked });
    const title = fill(draft.title, draft.language, facts);
    const printed: PrintedDocument = {
      language: draft.language,
      title,
      subtitle: null,
      reference: dossier.code,
      issuedOn: this.clock.today(),
      letterhead: letterheadOf(to),
      recipient: recipientOf(key.kind, client, from),
      blocks: [...blocksOf(fill(draft.body, draft.language, facts)), ...signaturesOf(draft, facts)],
    };
    return { printed, asked: asked.map(({ conflict }) => conflict) };
  }

  private trail(
    tx: Transaction,
    actor: Actor,
    act: string,
    id: number,
    facts: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const action = `transfers.dossier.${act}`;
    return this.identity.recordAct(tx, actor, { action, subject: { kind: 'contractTransfer', id }, facts });
  }
}

function isToCredit({ code }: JudgedConflict): boolean {
  return code === 'FORMER_BILLED_AHEAD';
}

function contractsOf({ contracts }: DossierPicture, { kind, aboutId }: DraftKey): readonly ContractRecord[] {
  if (kind === 'amendment') return contracts.filter(({ id }) => id === aboutId);
  if (kind === 'clientLetter') return contracts.filter(({ client }) => client.id === aboutId);
  return contracts;
}

interface Composed {
  readonly draft: Draft;
  readonly dossier: Dossier;
  readonly from: IssuerRecord;
  readonly to: IssuerRecord;
  readonly client: ClientRecord | null;
  readonly about: readonly ContractRecord[];
  readonly asked: readonly {
    readonly conflict: JudgedConflict;
    readonly label: string;
    readonly code: string;
  }[];
}

function factsOf({ draft, dossier, from, to, client, about, asked }: Composed): Record<Placeholder, string> {
  const { language } = draft;
  const services = [...new Set(about.flatMap(({ lines }) => lines.map(({ label }) => label)))];
  return {
    client: client?.name ?? '',
    contracts: about.map(({ code, title }) => `${code} (${title})`).join(', '),
    contract: about[0]?.code ?? '',
    contractTitle: about[0]?.title ?? '',
    service: services.join(', '),
    formerIssuer: from.name,
    newIssuer: to.name,
    newIssuerSiren: to.siren.replace(/(\d{3})(?=\d)/g, '$1\u00a0'),
    newIssuerAddress: writeAddress(to.address),
    movesOn: writeDate(dossier.movesOn, language),
    lastDay: writeDate(addDays(dossier.movesOn, -1), language),
    signatory: dossier.steps.find(({ step }) => step === 'documents')?.person ?? dossier.openedBy,
    days: asked
      .map(({ conflict, label, code }) => {
        const cents = writeCents(conflict.netCents ?? 0, language);
        const net = language === 'fr' ? `${cents} HT` : `${cents} net`;
        const invoice =
          language === 'fr' ? `facture ${conflict.invoice?.number}` : `invoice ${conflict.invoice?.number}`;
        return `– ${invoice}, ${code}, ${label}: ${writePeriod(conflict.period, language)}, ${net}`.replace(
          ': ',
          language === 'fr' ? '\u00a0: ' : ': ',
        );
      })
      .join('\n'),
  };
}

function writeAddress({ lines, postCode, city }: PostalAddress): string {
  return [...lines, `${postCode} ${city}`].join(', ');
}

function recipientOf(
  kind: DraftKind,
  client: ClientRecord | null,
  from: IssuerRecord,
): PrintedDocument['recipient'] {
  const { name, address } = kind === 'creditRequest' ? from : client!;
  return { name, address };
}

function signaturesOf({ kind, language }: Draft, facts: Record<Placeholder, string>): PrintedBlock[] {
  if (kind !== 'amendment') return [];
  const note =
    language === 'fr'
      ? 'Date, nom, « Lu et approuvé », signature'
      : 'Date, name, “Read and approved”, signature';
  return [
    {
      kind: 'signatures',
      places: [facts.client, facts.formerIssuer, facts.newIssuer].map((title) => ({ title, note })),
    },
  ];
}

async function writeRequested(
  tx: Transaction,
  document: number,
  asked: readonly JudgedConflict[],
): Promise<void> {
  for (const { invoice, line, period, netCents } of asked)
    await tx.query(
      `INSERT INTO transfers.requested_credit (document_id, invoice_id, line_id, period, net_cents)
       VALUES ($1, $2, $3, $4::daterange, $5)`,
      [document, invoice!.id, line, rangeLiteral(period), netCents ?? 0],
    );
}
