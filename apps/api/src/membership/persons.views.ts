import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Min, ValidateNested } from 'class-validator';
import type { LocalDate } from '#kernel';
import type { Membership, PersonList, PersonRecord } from '#membership';
import {
  IsDay,
  IsNullableText,
  IsRecordId,
  ListFilter,
  MayBeAbsent,
  PostalAddressInput,
} from '../contracts/input.js';
import { AlertView } from './alerts.views.js';
import { AssociateView } from './associates.views.js';
import { InterviewView, WorkerStatusView } from './careers.views.js';

const KINDS = ['natural', 'legal'] as const;
/** Null is no change of a field that cannot be null: it is refused. */
const patch = { skipNullProperties: false } as const;

export class NewPersonInput {
  @ApiProperty({ enum: KINDS })
  @IsIn(KINDS)
  kind: (typeof KINDS)[number];

  @ApiPropertyOptional({ example: 'HAMON', description: 'Given when absent' })
  @MayBeAbsent()
  @IsString()
  @Matches(/^[A-Z0-9-]{1,20}$/)
  code?: string;

  @ApiProperty({ example: 'Hamon', description: 'The family name, or the corporate name' })
  @IsString()
  @Length(1, 200)
  name: string;

  @IsNullableText({ description: 'Of natural persons' })
  givenName?: string | null;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true })
  @IsOptional()
  @IsDay()
  birthDate?: LocalDate | null;

  @IsNullableText({ description: 'Of legal persons' })
  siren?: string | null;

  @IsNullableText({ description: 'Of legal persons' })
  legalForm?: string | null;

  @IsNullableText({ description: 'Who speaks for a legal person' })
  representative?: string | null;

  @IsNullableText()
  email?: string | null;

  @IsNullableText()
  phone?: string | null;

  @ApiPropertyOptional({ type: PostalAddressInput, nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => PostalAddressInput)
  address?: PostalAddressInput | null;

  @ApiPropertyOptional({
    type: Number,
    nullable: true,
    description: 'The account under which the person signs in',
  })
  @IsOptional()
  @IsRecordId()
  accountId?: number | null;
}

export class PersonChange extends PartialType(OmitType(NewPersonInput, ['code'] as const), patch) {
  @ApiPropertyOptional({ description: 'The version that was read; refused when it has moved since' })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  version?: number;
}

export class PersonFilter extends ListFilter {
  @ApiPropertyOptional({ enum: KINDS })
  @IsOptional()
  @IsIn(KINDS)
  kind?: (typeof KINDS)[number];
}

export class PersonView {
  @ApiProperty() id: number;
  @ApiProperty() code: string;
  @ApiProperty({ enum: KINDS }) kind: (typeof KINDS)[number];
  @ApiProperty({ description: 'As documents name the person' }) fullName: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: String, nullable: true }) givenName: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) birthDate: string | null;
  @ApiProperty({ type: String, nullable: true }) siren: string | null;
  @ApiProperty({ type: String, nullable: true }) legalForm: string | null;
  @ApiProperty({ type: String, nullable: true }) representative: string | null;
  @ApiProperty({ type: String, nullable: true }) email: string | null;
  @ApiProperty({ type: String, nullable: true }) phone: string | null;
  @ApiProperty({ type: PostalAddressInput, nullable: true }) address: PersonRecord['address'];
  @ApiProperty({ type: Number, nullable: true }) accountId: number | null;
  @ApiProperty() version: number;

  static of(this: void, person: PersonRecord): PersonView {
    return person;
  }
}

export class PersonPage {
  @ApiProperty({ type: [PersonView] }) items: readonly PersonView[];
  @ApiProperty() total: number;

  static of(this: void, { items, total }: PersonList): PersonPage {
    return { items: items.map(PersonView.of), total };
  }
}

export class OnePersonView extends PersonView {
  @ApiProperty({ type: [WorkerStatusView], description: 'The newest first' })
  statuses: readonly WorkerStatusView[];
  @ApiProperty({ type: [AssociateView], description: 'Every admission that counts, the newest first' })
  associates: readonly AssociateView[];
  @ApiProperty({ type: [AssociateView], description: 'Those recorded by mistake, the newest first' })
  mistakenAdmissions: readonly AssociateView[];
  @ApiProperty({ type: [InterviewView], description: 'The newest first' })
  interviews: readonly InterviewView[];
  @ApiProperty({ type: [AlertView], description: 'What falls due for this person' })
  alerts: readonly AlertView[];

  static async read(membership: Membership, id: number, today: LocalDate): Promise<OnePersonView> {
    const person = await membership.readPerson(id);
    const [statuses, associates, mistaken, interviews, alerts] = await Promise.all([
      membership.readStatusesOf(id),
      membership.readAssociatesOf(id),
      membership.readMistakenAdmissionsOf(id),
      membership.readInterviewsOf(id),
      membership.alerts(today),
    ]);
    return {
      ...PersonView.of(person),
      statuses: statuses.map(WorkerStatusView.of),
      associates: associates.map(AssociateView.of),
      mistakenAdmissions: mistaken.map(AssociateView.of),
      interviews: interviews.map(InterviewView.of),
      alerts: alerts.filter((alert) => alert.person === id).map(AlertView.of),
    };
  }
}
