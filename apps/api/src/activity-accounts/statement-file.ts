import { Injectable, type PipeTransform, StreamableFile } from '@nestjs/common';
import { type LocalDate, month, periodOfMonth } from '#kernel';

/** The `:month` of a path, written `2026-10`: `@Param('month', StatementMonth) month: LocalDate`, its first day. */
@Injectable()
export class StatementMonth implements PipeTransform<string, LocalDate> {
  /** @throws KERNEL.INVALID_DATE */
  transform(text: string): LocalDate {
    return periodOfMonth(month(text)).from;
  }
}

/** A statement to be read in the page, or kept. */
export function statementFile({
  pdf,
  name,
}: {
  readonly pdf: Buffer;
  readonly name: string;
}): StreamableFile {
  return new StreamableFile(pdf, {
    type: 'application/pdf',
    length: pdf.length,
    disposition: `attachment; filename="${name}"`,
  });
}
