import { StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import type { BillingReader, Deliveries } from '#billing';
import { DomainError } from '#kernel';

interface ArchivedDocument {
  readonly id: number;
  readonly number: string;
  readonly foreignOrigin: boolean;
}

interface Rooms {
  readonly reader: BillingReader;
  readonly deliveries: Deliveries;
}

/**
 * The archived file of a document; rendered now where its turn on the work list has not come.
 * @throws DOCUMENTS.NOT_ARCHIVED for a document of a former tool, DOCUMENTS.ARCHIVE_DAMAGED
 */
export async function invoiceFile(
  { reader, deliveries }: Rooms,
  { id, number, foreignOrigin }: ArchivedDocument,
  format: 'pdf' | 'xml',
  response: Response,
  disposition: 'inline' | 'attachment' = 'attachment',
): Promise<StreamableFile> {
  const { bytes, mediaType, sha256, size } = await reader.fileOf(id, format).catch(async (error: unknown) => {
    if (!isNotArchived(error) || foreignOrigin) throw error;
    // Its turn has not come on the work list: whoever asks does not wait for it.
    await deliveries.render(id);
    return reader.fileOf(id, format);
  });
  // The hash of the archive, for who wants to compare what arrived.
  response.setHeader('Repr-Digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`);
  return new StreamableFile(bytes, {
    type: mediaType,
    length: size,
    disposition: `${disposition}; filename="${number.replace(/[^A-Za-z0-9._-]/g, '-')}.${format}"`,
  });
}

function isNotArchived(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'DOCUMENTS.NOT_ARCHIVED';
}
