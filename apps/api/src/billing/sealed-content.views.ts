import { ApiProperty } from '@nestjs/swagger';
import type { InvoiceDocument } from '#documents';
import { DaysView } from '../contracts/input.js';
import { amountOf } from './shared.views.js';

class SealedAddressView {
  @ApiProperty({ type: [String] }) lines: readonly string[];
  @ApiProperty() postCode: string;
  @ApiProperty() city: string;
  @ApiProperty({ description: 'ISO 3166-1 alpha-2' }) country: string;
}

class SealedPartyView {
  @ApiProperty() name: string;
  @ApiProperty({ type: String, nullable: true }) siren: string | null;
  @ApiProperty({ type: String, nullable: true }) vatNumber: string | null;
  @ApiProperty({ type: SealedAddressView }) address: SealedAddressView;

  static of(this: void, { name, siren, vatNumber, address }: SealedPartyView): SealedPartyView {
    return { name, siren, vatNumber, address };
  }
}

class SealedVatView {
  @ApiProperty({ description: 'UNCL 5305' }) category: string;
  @ApiProperty() rateBasisPoints: number;
  @ApiProperty() net: string;
  @ApiProperty() vat: string;
  @ApiProperty({ type: String, nullable: true }) exemptionReason: string | null;
}

class PrecedingDocumentView {
  @ApiProperty() number: string;
  @ApiProperty({ format: 'date' }) issuedOn: string;
}

/** What a person reads of a sealed document beside its lines. */
export class SealedContentView {
  @ApiProperty({ enum: ['fr', 'en'] }) language: InvoiceDocument['language'];
  @ApiProperty({ type: SealedPartyView }) seller: SealedPartyView;
  @ApiProperty({ type: SealedPartyView }) buyer: SealedPartyView;
  @ApiProperty({ type: String, nullable: true, description: 'Trade name of the activity' })
  tradeName: string | null;
  @ApiProperty({ type: String, nullable: true }) buyerReference: string | null;
  @ApiProperty({ type: String, nullable: true }) purchaseOrder: string | null;
  @ApiProperty({ type: String, nullable: true }) contractReference: string | null;
  @ApiProperty({ type: DaysView, nullable: true, description: 'The span of what is supplied' })
  deliveryPeriod: DaysView | null;
  @ApiProperty({ type: [SealedVatView] }) vat: readonly SealedVatView[];
  @ApiProperty({ description: 'Gross less what was paid before' }) due: string;
  @ApiProperty() paymentTerms: string;
  @ApiProperty({ type: String, nullable: true }) iban: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why a credit note was made' })
  reason: string | null;
  @ApiProperty({ type: [PrecedingDocumentView], description: 'What it credits, or the deposits it deducts' })
  precedes: readonly PrecedingDocumentView[];
  @ApiProperty({ type: [String], description: 'Legal sentences chosen at issue' }) notes: readonly string[];

  static of(this: void, document: InvoiceDocument): SealedContentView {
    const { language, seller, buyer, buyerReference, purchaseOrder, contractReference, reason } = document;
    const { deliveryPeriod, vat, dueCents, payment, precedes, notes } = document;
    return {
      ...{ language, buyerReference, purchaseOrder, contractReference, reason, precedes },
      seller: SealedPartyView.of(seller),
      buyer: SealedPartyView.of(buyer),
      tradeName: seller.tradeName,
      deliveryPeriod: deliveryPeriod && DaysView.of(deliveryPeriod),
      vat: vat.map(({ category, rateBasisPoints, netCents, vatCents, exemptionReason }) => ({
        ...{ category, rateBasisPoints, exemptionReason },
        net: amountOf(netCents),
        vat: amountOf(vatCents),
      })),
      due: amountOf(dueCents),
      paymentTerms: payment.terms,
      iban: payment.iban,
      // The code of the flow is written among the notes for machines.
      notes: notes.filter(({ code }) => code !== 'BAR').map(({ text }) => text),
    };
  }
}
