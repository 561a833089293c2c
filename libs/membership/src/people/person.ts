import type { PostalAddress } from '#documents';
import type { LocalDate } from '#kernel';

export interface PersonDetails {
  readonly kind: 'natural' | 'legal';
  /** The family name of a natural person, the corporate name of a legal one. */
  readonly name: string;
  /** Of natural persons. */
  readonly givenName: string | null;
  readonly birthDate: LocalDate | null;
  /** Of legal persons. */
  readonly siren: string | null;
  readonly legalForm: string | null;
  /** The natural person who speaks for a legal one. */
  readonly representative: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: PostalAddress | null;
  /** The account (identity) under which the person signs in. */
  readonly accountId: number | null;
}

export interface PersonRecord extends PersonDetails {
  readonly id: number;
  /** `PE-1001` */
  readonly code: string;
  /** As documents name the person: « Alice Martin », « Solidarité Invest ». */
  readonly fullName: string;
  /** Goes up by one with each change. */
  readonly version: number;
}
