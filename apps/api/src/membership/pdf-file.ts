import { StreamableFile } from '@nestjs/common';

export const PDF_ANSWER = {
  content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
} as const;

/** Shown by the browser, and saved under a name that says what it is. */
export function pdfFile(bytes: Buffer, name: string): StreamableFile {
  return new StreamableFile(bytes, {
    type: 'application/pdf',
    length: bytes.length,
    disposition: `inline; filename="${name}.pdf"`,
  });
}
