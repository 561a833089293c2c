import { StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import type { ReceiptFile } from '#contributions';

const ENDINGS = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png' } as const;

/**
 * A receipt, shown beside what it proves. Its type is what its content was found to be and nothing else is guessed from
 * it; its name is made of its own numbers.
 */
export function receiptFile(receipt: ReceiptFile, response: Response): StreamableFile {
  const { bytes, mediaType, sha256, sheet, line } = receipt;
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('X-Frame-Options', 'SAMEORIGIN');
  // A browser shows a PDF by a page of its own, which a policy without sources would leave blank.
  const sources = mediaType === 'application/pdf' ? '' : "default-src 'none'; ";
  response.setHeader('Content-Security-Policy', `${sources}frame-ancestors 'self'`);
  response.setHeader('Cache-Control', 'private, no-store');
  response.setHeader('Repr-Digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`);
  return new StreamableFile(bytes, {
    type: mediaType,
    length: bytes.length,
    disposition: `inline; filename="justificatif-${sheet}-${line}.${ENDINGS[mediaType]}"`,
  });
}
