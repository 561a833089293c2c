import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Patch,
  Post,
  Put,
  Query,
  StreamableFile,
  UploadedFile,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Contracts } from '#contracts';
import { Documents, documentsErrors } from '#documents';
import { type Actor } from '#identity';
import { UnitOfWork } from '#persistence';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { apiErrors } from '../http/api-errors.js';
import { BoundedUpload, type UploadedBytes } from '../http/bounded-upload.js';
import { RecordId } from '../http/record-id.js';
import { ListFilter } from './input.js';
import { IssuerChange, IssuerPage, IssuerView, NewIssuerInput } from './parties.views.js';

/** A little more than a logo may weigh, so that its own refusal says why. */
const LARGEST_LOGO = 1024 * 1024;
const IMAGE = { schema: { type: 'string', format: 'binary' } } as const;

@ApiTags('contracts')
@Controller('issuers')
export class IssuersController {
  constructor(
    private readonly contracts: Contracts,
    private readonly documents: Documents,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Les émetteurs / the issuers' })
  @ApiOkResponse({ type: IssuerPage })
  async list(@Query() filter: ListFilter): Promise<IssuerPage> {
    const { items, total } = await this.contracts.listIssuers(filter);
    return { items: items.map(IssuerView.of), total };
  }

  @Get(':id')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Un émetteur / one issuer' })
  @ApiOkResponse({ type: IssuerView })
  async show(@Param('id', RecordId) id: number): Promise<IssuerView> {
    return IssuerView.of(await this.contracts.readIssuer(id));
  }

  @Post()
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Ajouter un émetteur / add an issuer' })
  @ApiCreatedResponse({ type: IssuerView })
  async create(@CurrentActor() actor: Actor, @Body() issuer: NewIssuerInput): Promise<IssuerView> {
    return IssuerView.of(await this.contracts.createIssuer(actor, issuer));
  }

  @Patch(':id')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Modifier un émetteur / change an issuer' })
  @ApiOkResponse({ type: IssuerView })
  async update(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @Body() { version, ...values }: IssuerChange,
  ): Promise<IssuerView> {
    return IssuerView.of(await this.contracts.updateIssuer(actor, { id, version, values }));
  }

  @Get(':id/logo')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Le logo des factures à venir / the logo of the invoices to come' })
  @ApiProduces('image/png', 'image/jpeg')
  @ApiOkResponse({ content: { 'image/png': IMAGE, 'image/jpeg': IMAGE } })
  async logo(@Param('id', RecordId) id: number): Promise<StreamableFile> {
    const { code, logo } = await this.contracts.readIssuer(id);
    if (logo === null) throw documentsErrors.NOT_ARCHIVED({ key: `logo/${code}` });
    const { bytes, mediaType } = await this.documents.readLogo(logo);
    return new StreamableFile(bytes, { type: mediaType });
  }

  @Put(':id/logo')
  @RolesAllowed('administrator')
  @BoundedUpload({ name: 'logo', bytes: LARGEST_LOGO })
  @ApiOperation({
    summary: 'Changer le logo / change the logo',
    description: 'PNG or JPEG of less than 512 KiB. Issued invoices keep theirs.',
  })
  @ApiOkResponse({ type: IssuerView })
  async changeLogo(
    @CurrentActor() actor: Actor,
    @Param('id', RecordId) id: number,
    @UploadedFile() file: UploadedBytes | undefined,
  ): Promise<IssuerView> {
    if (!file) {
      throw apiErrors.INPUT_REFUSED({
        fields: [
          {
            field: 'logo',
            rule: 'isDefined',
            fr: '« logo » : il faut joindre une image PNG ou JPEG.',
            en: 'logo: a PNG or JPEG image must be attached.',
          },
        ],
      });
    }
    const issuer = await this.unitOfWork.run(async (tx) => {
      const logo = await this.documents.storeLogo(tx, file.buffer);
      return this.contracts.updateIssuer(actor, { id, values: { logo } }, tx);
    });
    return IssuerView.of(issuer);
  }

  @Delete(':id/logo')
  @RolesAllowed('administrator')
  @ApiOperation({ summary: 'Retirer le logo / leave the logo out from now on' })
  @ApiOkResponse({ type: IssuerView })
  async removeLogo(@CurrentActor() actor: Actor, @Param('id', RecordId) id: number): Promise<IssuerView> {
    return IssuerView.of(await this.contracts.updateIssuer(actor, { id, values: { logo: null } }));
  }
}
