import { Controller, Get, HttpCode, Post, UploadedFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { BillingReader, Deliveries, DELIVERY_NEEDS, DELIVERY_STATES, type DeliveryToSettle } from '#billing';
import { type Actor, Identity } from '#identity';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { apiErrors } from '../http/api-errors.js';
import { BoundedUpload, type UploadedBytes } from '../http/bounded-upload.js';
import { amountOf, CHANNELS, InvoiceRefView, ThingView } from './shared.views.js';

export class SettledInvoiceView extends InvoiceRefView {
  @ApiProperty({ format: 'date' }) issuedOn: string;
}

export class StuckJobView {
  @ApiProperty() id: number;
  @ApiProperty({ type: String, nullable: true }) error: string | null;
}

export class DeliveryToSettleView {
  @ApiProperty({ type: SettledInvoiceView }) invoice: SettledInvoiceView;
  @ApiProperty({ type: ThingView }) client: ThingView;
  @ApiProperty() gross: string;
  @ApiProperty({ enum: CHANNELS }) channel: string;
  @ApiProperty({ type: String, nullable: true }) address: string | null;
  @ApiProperty({ enum: DELIVERY_STATES }) state: (typeof DELIVERY_STATES)[number];
  @ApiProperty({ format: 'date' }) deadlineOn: string;
  @ApiProperty({ description: 'How many times it was sent so far' }) attempt: number;
  @ApiProperty({ type: String, nullable: true }) detail: string | null;
  @ApiProperty({ enum: DELIVERY_NEEDS }) need: DeliveryToSettle['need'];
  @ApiProperty({ type: StuckJobView, nullable: true, description: 'To be tried again' })
  job: StuckJobView | null;

  static of(this: void, { grossCents, ...delivery }: DeliveryToSettle): DeliveryToSettleView {
    return { ...delivery, gross: amountOf(grossCents) };
  }
}

export class BounceView {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The document that did not arrive; null: none of ours',
  })
  number: string | null;
}

const LARGEST_MESSAGE = 2 * 1024 * 1024;

/** Documents on their way. */
@ApiTags('invoices')
@Controller()
export class DeliveriesController {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly reader: BillingReader,
    private readonly identity: Identity,
  ) {}

  @Get('deliveries')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les envois qui attendent quelqu’un / deliveries that need a person' })
  @ApiOkResponse({ type: [DeliveryToSettleView] })
  async list(): Promise<DeliveryToSettleView[]> {
    return (await this.reader.deliveriesToSettle()).map(DeliveryToSettleView.of);
  }

  @Post('bounces')
  @HttpCode(200)
  @RolesAllowed('administrator', 'accountant')
  @BoundedUpload({ name: 'file', bytes: LARGEST_MESSAGE })
  @ApiOperation({ summary: 'Déposer un avis de non-remise (.eml) / file a returned message' })
  @ApiOkResponse({ type: BounceView })
  async bounce(
    @CurrentActor() actor: Actor,
    @UploadedFile() file: UploadedBytes | undefined,
  ): Promise<BounceView> {
    if (!file) {
      throw apiErrors.INPUT_REFUSED({
        fields: [
          {
            field: 'file',
            rule: 'isDefined',
            fr: '« file » : il faut joindre le message reçu, en .eml.',
            en: 'file: the message received must be attached, as .eml.',
          },
        ],
      });
    }
    const number = await this.deliveries.recordBounce(file.buffer, (tx, bounced) =>
      this.identity.recordAct(tx, actor, {
        action: 'billing.bounce.file',
        subject: { kind: 'invoice', id: bounced },
      }),
    );
    return { number };
  }
}
