import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Contracts } from '#contracts';
import { Registers } from '#membership';
import { RolesAllowed } from '../http/access.js';
import { RecordId } from '../http/record-id.js';
import { PDF_ANSWER, pdfFile } from './pdf-file.js';

/** Registers and certificates as PDF, under the letterhead of the cooperative itself. */
@ApiTags('membership')
@Controller()
export class RegistersController {
  constructor(
    private readonly registers: Registers,
    private readonly contracts: Contracts,
  ) {}

  @Get('registers/associates')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Le registre des associés en PDF / the register of associates as PDF' })
  @ApiProduces('application/pdf')
  @ApiOkResponse(PDF_ANSWER)
  async associates(): Promise<StreamableFile> {
    const letterhead = await this.contracts.readOwnLetterhead();
    return pdfFile(await this.registers.printAssociates(letterhead), 'registre-associes');
  }

  @Get('registers/share-movements')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'Le registre des mouvements en PDF / the register of movements as PDF' })
  @ApiProduces('application/pdf')
  @ApiOkResponse(PDF_ANSWER)
  async movements(): Promise<StreamableFile> {
    const letterhead = await this.contracts.readOwnLetterhead();
    return pdfFile(await this.registers.printMovements(letterhead), 'registre-mouvements');
  }

  @Get('persons/:id/share-certificate')
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({ summary: 'L’attestation de parts en PDF / the share certificate as PDF' })
  @ApiProduces('application/pdf')
  @ApiOkResponse(PDF_ANSWER)
  async certificate(@Param('id', RecordId) id: number): Promise<StreamableFile> {
    const letterhead = await this.contracts.readOwnLetterhead();
    return pdfFile(await this.registers.printCertificate(id, letterhead), `attestation-parts-${id}`);
  }
}
