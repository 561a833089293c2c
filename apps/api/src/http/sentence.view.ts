import { ApiProperty } from '@nestjs/swagger';

/** A sentence for the person, in both languages of the product. */
export class SentenceView {
  @ApiProperty() fr: string;
  @ApiProperty() en: string;
}
