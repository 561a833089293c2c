import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '#persistence';
import {
  type ArchivedFile,
  archiveFile,
  type ArchiveReceipt,
  type FileToArchive,
  hashOf,
  readFile,
  sha256Of,
} from './archive/archive.js';
import type { InvoiceDocument } from './invoice-document.js';
import { prepareLogo } from './pdf/prepared-logo.js';
import type { PrintedDocument } from './printed/printed-document.js';
import { renderPrinted } from './printed/render-printed.js';
import { type RenderedDocument, RenderPool } from './rendering/render-pool.js';
import { checkDocument } from './rules/check-document.js';
import type { RuleFinding } from './rules/finding.js';

/** Injection token of the pool of threads that render. */
export const RENDER_POOL = Symbol('RenderPool');

const KEPT_LOGOS = 100;

/** Checks, renders and keeps the documents that are issued. */
@Injectable()
export class Documents implements OnModuleDestroy {
  /** Logos are named by their hash, so that what is kept here never goes stale. */
  private readonly logos = new Map<string, Buffer>();

  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(RENDER_POOL) private readonly pool: RenderPool,
  ) {}

  /** Every rule of EN 16931 and BR-FR that the document breaks; empty when it may be issued. */
  check(document: InvoiceDocument): RuleFinding[] {
    return checkDocument(document);
  }

  /**
   * The document as PDF/A-3 with its Factur-X inside, made by a worker thread. The same document always gives the same
   * bytes. Call it outside of any transaction.
   * @throws DOCUMENTS.UNPRINTABLE_TEXT, DOCUMENTS.NOT_ARCHIVED (the logo), DOCUMENTS.RENDERING_FAILED,
   * DOCUMENTS.RENDERING_STOPPED
   */
  async render(document: InvoiceDocument): Promise<RenderedDocument> {
    const logo = document.seller.logo ? await this.logo(document.seller.logo) : null;
    return this.pool.renderInvoice(document, logo);
  }

  /**
   * A letter, certificate, statement or register as PDF/A-3. The same document always gives the same bytes. Call it
   * outside of any transaction.
   * @throws DOCUMENTS.UNPRINTABLE_TEXT, DOCUMENTS.NOT_ARCHIVED (the logo)
   */
  async print(document: PrintedDocument): Promise<Buffer> {
    const logo = document.letterhead.logo ? await this.logo(document.letterhead.logo) : null;
    return renderPrinted(document, logo);
  }

  /**
   * Keeps the bytes for good, in the caller's transaction. Archiving the same bytes again does nothing.
   * @throws DOCUMENTS.ALREADY_ARCHIVED when other bytes are archived under the key
   */
  archive(tx: Transaction, file: FileToArchive): Promise<ArchiveReceipt> {
    return archiveFile(tx, file);
  }

  /** @throws DOCUMENTS.NOT_ARCHIVED, DOCUMENTS.ARCHIVE_DAMAGED */
  read(key: string): Promise<ArchivedFile> {
    return readFile(this.unitOfWork, key);
  }

  /** The SHA-256 of what is archived under the key, or null. */
  hashOf(key: string): Promise<string | null> {
    return hashOf(this.unitOfWork, key);
  }

  /**
   * Keeps a logo.
   * @returns its SHA-256, for `InvoiceDocument.seller.logo`
   * @throws DOCUMENTS.LOGO_REFUSED for anything but a sound PNG or JPEG of less than 512 KiB
   */
  async storeLogo(tx: Transaction, bytes: Uint8Array): Promise<string> {
    const { mediaType } = prepareLogo(bytes);
    const sha256 = sha256Of(bytes);
    await archiveFile(tx, { key: `logo/${sha256}`, mediaType, bytes });
    return sha256;
  }

  /** @throws DOCUMENTS.NOT_ARCHIVED, DOCUMENTS.ARCHIVE_DAMAGED */
  readLogo(sha256: string): Promise<ArchivedFile> {
    return readFile(this.unitOfWork, `logo/${sha256}`);
  }

  private async logo(sha256: string): Promise<Buffer> {
    const kept = this.logos.get(sha256);
    if (kept) return kept;
    const { bytes } = await this.readLogo(sha256);
    if (this.logos.size >= KEPT_LOGOS) this.logos.clear();
    this.logos.set(sha256, bytes);
    return bytes;
  }

  /** Stops the threads; whoever made the object without Nest calls it. */
  async onModuleDestroy(): Promise<void> {
    await this.pool.stop();
  }
}
