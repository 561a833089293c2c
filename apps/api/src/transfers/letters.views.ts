import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsString, Length, Max, Min } from 'class-validator';
import type { LocalDate } from '#kernel';
import {
  type ConfirmedDocument,
  type Draft,
  DRAFT_KINDS,
  type DraftKind,
  fieldsOf,
  templateOn,
} from '#transfers';

export class TransferDocumentView {
  @ApiProperty() id: number;
  @ApiProperty({ enum: DRAFT_KINDS }) kind: DraftKind;
  @ApiProperty({
    description: 'The client of a letter, the contract of an amendment, the issuer of a request',
  })
  about: number;
  @ApiProperty() title: string;
  @ApiProperty() confirmedBy: string;
  @ApiProperty({ format: 'date-time' }) confirmedAt: Date;

  static of(this: void, { id, kind, aboutId, title, confirmedBy, confirmedAt }: ConfirmedDocument) {
    return { id, kind, about: aboutId, title, confirmedBy, confirmedAt } satisfies TransferDocumentView;
  }
}

export class TransferConfirmationView {
  @ApiProperty({ description: 'The document' }) document: number;
  @ApiProperty({ format: 'date-time' }) at: Date;
  @ApiProperty() by: string;
}

export class TransferDraftView {
  @ApiProperty({ enum: DRAFT_KINDS }) kind: DraftKind;
  @ApiProperty({
    description: 'The client of a letter, the contract of an amendment, the issuer of a request',
  })
  about: number;
  @ApiProperty({ description: 'Its name' }) name: string;
  @ApiProperty({ enum: ['fr', 'en'] }) language: 'fr' | 'en';
  @ApiProperty() title: string;
  @ApiProperty({
    description: 'Paragraphs apart by an empty line, `## ` for a heading, `{{field}}` for a fact',
  })
  body: string;
  @ApiProperty({ description: '0 while it says what the template says' }) version: number;
  @ApiProperty({ type: String, nullable: true }) editedBy: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) editedAt: Date | null;
  @ApiProperty({ type: TransferConfirmationView, nullable: true }) confirmed: TransferConfirmationView | null;

  static of(this: void, { aboutId, about, confirmed, ...draft }: Draft): TransferDraftView {
    const { kind, language, title, body, version, editedBy, editedAt } = draft;
    return {
      ...{ kind, about: aboutId, name: about, language, title, body, version, editedBy, editedAt },
      confirmed: confirmed && { document: confirmed.id, at: confirmed.at, by: confirmed.by },
    };
  }
}

export class TransferTemplateView {
  @ApiProperty({ enum: DRAFT_KINDS }) kind: DraftKind;
  @ApiProperty({ enum: ['fr', 'en'] }) language: 'fr' | 'en';
  @ApiProperty() title: string;
  @ApiProperty() body: string;
  @ApiProperty({ description: 'What the words rest on' }) source: string;
  @ApiProperty({ type: [String], description: 'What `{{…}}` may name' }) fields: readonly string[];

  static all(this: void, day: LocalDate): TransferTemplateView[] {
    return DRAFT_KINDS.flatMap((kind) =>
      (['fr', 'en'] as const).map((language) => {
        const { title, body, source } = templateOn(kind, language, day);
        return { kind, language, title, body, source, fields: fieldsOf(language) };
      }),
    );
  }
}

export class TransferDraftsView {
  @ApiProperty({ type: [TransferDraftView] }) items: readonly TransferDraftView[];
  @ApiProperty({ type: [TransferTemplateView], description: 'The words to begin with, in both languages' })
  templates: readonly TransferTemplateView[];
}

export class TransferDraftInput {
  @ApiProperty({ enum: ['fr', 'en'] })
  @IsIn(['fr', 'en'])
  language: 'fr' | 'en';

  @ApiProperty({ minLength: 1, maxLength: 200 })
  @IsString()
  @Length(1, 200)
  title: string;

  @ApiProperty({ minLength: 1, maxLength: 20000 })
  @IsString()
  @Length(1, 20_000)
  body: string;

  @ApiProperty({ minimum: 0, description: 'The version that was read' })
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  fromVersion: number;
}
