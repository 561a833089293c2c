import { ApiProperty } from '@nestjs/swagger';
import {
  type AmountOrigin,
  INVOICE_EVENTS,
  type InvoiceEvent,
  ORIGIN_STEPS,
  type OriginStep,
} from '#billing';
import type { DocumentImport } from '#history';
import { DaysView } from '../contracts/input.js';
import { amountOf, ContractRefView, InvoiceRefView } from './shared.views.js';
import { SentenceView } from '../http/sentence.view.js';

/** One thing that happened to a document. */
export class InvoiceEventView {
  @ApiProperty({ enum: INVOICE_EVENTS }) kind: InvoiceEvent['kind'];
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty() by: string;
  @ApiProperty({ type: SentenceView }) sentence: SentenceView;
  @ApiProperty({ type: String, nullable: true, description: 'As it was written down or answered' })
  detail: string | null;
  @ApiProperty({ type: Number, nullable: true }) run: number | null;
  @ApiProperty({ type: InvoiceRefView, nullable: true, description: 'The other document it is about' })
  document: InvoiceRefView | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Which sending' }) attempt: number | null;

  static of(this: void, event: InvoiceEvent): InvoiceEventView {
    return { ...event, at: event.at.toISOString() };
  }
}

/** One fact, or one computation, that an amount follows from. */
export class OriginStepView {
  @ApiProperty({ enum: ORIGIN_STEPS }) kind: OriginStep['kind'];
  @ApiProperty({ type: SentenceView }) sentence: SentenceView;
  @ApiProperty({ type: SentenceView, nullable: true, description: 'The arithmetic with its roundings' })
  formula: SentenceView | null;
  @ApiProperty({ type: String, nullable: true, description: 'What this step comes to' })
  result: string | null;
  @ApiProperty({ type: DaysView, nullable: true }) days: DaysView | null;
  @ApiProperty({ type: String, nullable: true }) by: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) at: string | null;
  @ApiProperty({ type: ContractRefView, nullable: true }) contract: ContractRefView | null;
  @ApiProperty({ type: Number, nullable: true }) run: number | null;
  @ApiProperty({ type: InvoiceRefView, nullable: true }) document: InvoiceRefView | null;

  static of(this: void, step: OriginStep): OriginStepView {
    const { kind, sentence, formula, resultCents, days, by, at, contract, run, document } = step;
    return {
      ...{ kind, sentence, formula, by, run, document },
      result: amountOf(resultCents),
      days: days && DaysView.of(days),
      at: at?.toISOString() ?? null,
      contract: contract && { id: contract.id, code: contract.code },
    };
  }
}

/** The import that a document of a former tool came with. */
export class DocumentImportView {
  @ApiProperty() audit: number;
  @ApiProperty({ description: 'The former tool' }) source: string;
  @ApiProperty({ description: 'Key of the document in the export' }) key: string;
  @ApiProperty() file: string;
  @ApiProperty({ description: 'SHA-256 of the file in hexadecimal' }) digest: string;
  @ApiProperty() auditedBy: string;
  @ApiProperty({ format: 'date-time' }) importedAt: string;

  static of(this: void, { file, importedAt, ...rest }: DocumentImport): DocumentImportView {
    return { ...rest, file: file.name, digest: file.digest, importedAt: importedAt.toISOString() };
  }
}

/** Where an amount comes from, down to the facts. */
export class AmountOriginView {
  @ApiProperty({ type: InvoiceRefView }) invoice: InvoiceRefView;
  @ApiProperty() position: number;
  @ApiProperty() label: string;
  @ApiProperty() net: string;
  @ApiProperty({
    type: Boolean,
    nullable: true,
    description: 'Computed again, it is the amount billed; null where a former tool or a person priced it',
  })
  agrees: boolean | null;
  @ApiProperty({ type: [OriginStepView] }) steps: readonly OriginStepView[];
  @ApiProperty({ type: DocumentImportView, nullable: true }) import: DocumentImportView | null;

  static of(this: void, origin: AmountOrigin, imported: DocumentImport | null): AmountOriginView {
    const { invoice, position, label, netCents, agrees, steps } = origin;
    return {
      ...{ position, label, agrees },
      invoice: { id: invoice.id, number: invoice.number },
      net: amountOf(netCents),
      steps: steps.map(OriginStepView.of),
      import: imported && DocumentImportView.of(imported),
    };
  }
}
