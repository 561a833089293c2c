import { Controller, Get, Inject, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Contracts } from '#contracts';
import { type Clock, CLOCK } from '#kernel';
import { Capital, Membership, membershipErrors, Registers } from '#membership';
import { RolesAllowed } from '../http/access.js';
import { PDF_ANSWER, pdfFile } from '../membership/pdf-file.js';
import { MySharesView } from './my-shares.views.js';
import { OwnAccountId } from './own-account.js';

const MOST_MOVEMENTS = 500;

/** The shares of whoever asks: there is no number to guess, the person is found by the account. */
@ApiTags('my')
@Controller('my/shares')
export class MySharesController {
  constructor(
    private readonly membership: Membership,
    private readonly capital: Capital,
    private readonly registers: Registers,
    private readonly contracts: Contracts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RolesAllowed('associate')
  @ApiOperation({ summary: 'Mes parts / my shares' })
  @ApiOkResponse({ type: MySharesView })
  async show(@OwnAccountId() account: number): Promise<MySharesView> {
    const today = this.clock.today();
    const person = await this.membership.findPersonOfAccount(account);
    const nothing = { today, person, associate: null, bylaws: null, holdings: [], movements: [] };
    if (!person) return MySharesView.of(nothing);
    const [associates, bylaws, holdings, register] = await Promise.all([
      this.membership.readAssociatesOf(person.id),
      this.membership.readBylawsOn(today),
      this.capital.holdingsOf(person.id, today),
      this.capital.register({ person: person.id, descending: true, size: MOST_MOVEMENTS }),
    ]);
    const associate = associates[0] ?? null;
    return MySharesView.of({ ...nothing, associate, bylaws, holdings, movements: register.items });
  }

  @Get('certificate')
  @RolesAllowed('associate')
  @ApiOperation({ summary: 'Mon attestation de parts en PDF / my share certificate as PDF' })
  @ApiProduces('application/pdf')
  @ApiOkResponse(PDF_ANSWER)
  async certificate(@OwnAccountId() account: number): Promise<StreamableFile> {
    const person = await this.membership.findPersonOfAccount(account);
    if (!person) throw membershipErrors.NO_OWN_RECORD({});
    const letterhead = await this.contracts.readOwnLetterhead();
    return pdfFile(await this.registers.printCertificate(person.id, letterhead), 'attestation-parts');
  }
}
