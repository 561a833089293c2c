import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { type Role, ROLES, type Session } from '#identity';

export class SignIn {
  @ApiProperty({ example: 'camille@exemple.coop' })
  @IsString()
  @MaxLength(254)
  email: string;

  @ApiProperty({ format: 'password' })
  @IsString()
  @MaxLength(1024)
  password: string;
}

export class SessionView {
  @ApiProperty({ example: 1 })
  accountId: number;

  @ApiProperty({ example: 'camille@exemple.coop' })
  email: string;

  @ApiProperty({ example: 'Camille Martin' })
  name: string;

  @ApiProperty({ enum: ROLES, isArray: true })
  roles: readonly Role[];

  @ApiProperty({
    format: 'date-time',
    description: 'Twelve hours after signing in; two hours without a visit end it sooner',
  })
  expiresAt: string;

  static of(session: Session): SessionView {
    return {
      accountId: session.accountId,
      email: session.email,
      name: session.name,
      roles: session.roles,
      expiresAt: session.expiresAt.toISOString(),
    };
  }
}
