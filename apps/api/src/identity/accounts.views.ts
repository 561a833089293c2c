import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsEmail, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { type Account, type Role, ROLES } from '#identity';

export class NewAccount {
  @ApiProperty({ example: 'camille@exemple.coop' })
  @IsEmail()
  @MaxLength(254)
  email: string;

  @ApiProperty({ example: 'Camille Martin' })
  @IsString()
  @MaxLength(200)
  name: string;

  @ApiProperty({
    format: 'password',
    minLength: 12,
    description: 'At least 12 characters, not the e-mail address',
  })
  @IsString()
  @MaxLength(1024)
  password: string;

  @ApiProperty({ enum: ROLES, isArray: true })
  @IsArray()
  @ArrayMaxSize(ROLES.length)
  @IsIn(ROLES, { each: true })
  roles: Role[];
}

export class NewRole {
  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES)
  role: Role;
}

export class NewPassword {
  @ApiProperty({ format: 'password', minLength: 12 })
  @IsString()
  @MaxLength(1024)
  newPassword: string;

  @ApiPropertyOptional({ format: 'password', description: 'Needed to change one’s own password' })
  @IsOptional()
  @IsString()
  @MaxLength(1024)
  currentPassword?: string;
}

export class AccountView {
  @ApiProperty({ example: 1 })
  id: number;

  @ApiProperty({ example: 'camille@exemple.coop' })
  email: string;

  @ApiProperty({ example: 'Camille Martin' })
  name: string;

  @ApiProperty({ enum: ROLES, isArray: true })
  roles: readonly Role[];

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  disabledAt: string | null;

  static of(this: void, account: Account): AccountView {
    return {
      id: account.id,
      email: account.email,
      name: account.name,
      roles: account.roles,
      createdAt: account.createdAt.toISOString(),
      disabledAt: account.disabledAt?.toISOString() ?? null,
    };
  }
}
