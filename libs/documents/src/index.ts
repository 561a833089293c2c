export { type ArchivedFile, type FileToArchive } from './archive/archive.js';
export { documentsErrors } from './documents-errors.js';
export { Documents, RENDER_POOL } from './documents.js';
export { DocumentsModule } from './documents.module.js';
export { type ReadCii, type ReadCiiLine, readFacturX } from './factur-x/read-cii.js';
export { writeCii } from './factur-x/write-cii.js';
export {
  type Buyer,
  type BuyerVatStatus,
  type DocumentLine,
  type DocumentType,
  type ElectronicAddress,
  type InvoiceDocument,
  type NoteCode,
  type PaymentDetails,
  type PostalAddress,
  type Seller,
  type VatBreakdown,
  type VatCategory,
} from './invoice-document.js';
export {
  isInUnion,
  legalInterestRateOn,
  type LegalNotes,
  legalNotes,
  type LegalNotesRequest,
  legalTextOn,
  type SellerVatRegime,
  type VatTreatment,
  vatTreatmentOf,
} from './legal-texts/legal-notes.js';
export {
  type LegalInterestRate,
  type LegalText,
  type LegalTextKey,
  type LegalTextOverrides,
} from './legal-texts/legal-text.js';
export { LEGAL_INTEREST_RATES, LEGAL_TEXTS } from './legal-texts/table.js';
export { documentsMigrations } from './migrations.js';
export {
  type Letterhead,
  type PrintedBlock,
  type PrintedColumn,
  type PrintedDocument,
} from './printed/printed-document.js';
export { type RenderedDocument, RenderPool } from './rendering/render-pool.js';
export { checkDocument, forbidsIssue } from './rules/check-document.js';
export { isInvoiceDay } from './rules/identity-rules.js';
export { type RuleFinding } from './rules/finding.js';
export { isIban } from './rules/payment-rules.js';
export { sampleLogo } from './samples/logo.js';
export { type Sample, sampleDocuments } from './samples/sample-documents.js';
