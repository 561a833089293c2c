import { accountsErrors } from '../accounts-errors.js';

export type ReceiptMediaType = 'application/pdf' | 'image/jpeg' | 'image/png';

/** 10 MiB: a photograph of a telephone. */
export const LARGEST_RECEIPT = 10 * 1024 * 1024;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG_START = Buffer.from([0xff, 0xd8, 0xff]);

/** A PNG begins with its signature and a header chunk with dimensions, and ends with the chunk IEND. */
function isPng(bytes: Buffer): boolean {
  return (
    bytes.length >= 57 &&
    bytes.subarray(0, 8).equals(PNG) &&
    bytes.toString('latin1', 12, 16) === 'IHDR' &&
    bytes.readUInt32BE(16) > 0 &&
    bytes.readUInt32BE(20) > 0 &&
    bytes.subarray(-12).includes('IEND', 0, 'latin1')
  );
}

/** Whether a marker begins a frame (SOF0 to SOF15, but for the tables DHT, JPG and DAC). */
function beginsFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** A JPEG is a chain of segments up to a frame that has dimensions. Each step goes forward: bounded by its length. */
function isJpeg(bytes: Buffer): boolean {
  if (!bytes.subarray(0, 3).equals(JPEG_START)) return false;
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2) return false;
    if (beginsFrame(marker)) return bytes.readUInt16BE(at + 5) > 0 && bytes.readUInt16BE(at + 7) > 0;
    at += 2 + length;
  }
  return false;
}

/** A PDF says so at its start, and its end is marked within its last kilobyte. */
function isPdf(bytes: Buffer): boolean {
  return (
    /^%PDF-\d\.\d/.test(bytes.toString('latin1', 0, 8)) &&
    bytes.toString('latin1', Math.max(0, bytes.length - 1024)).includes('%%EOF')
  );
}

/**
 * What a receipt is, told by its content alone: a name or a type that the sender gave says nothing. Nothing is decoded.
 * @throws ACCOUNTS.RECEIPT_TOO_LARGE, ACCOUNTS.RECEIPT_REFUSED
 */
export function receiptMediaTypeOf(content: Uint8Array): ReceiptMediaType {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes.length > LARGEST_RECEIPT) throw accountsErrors.RECEIPT_TOO_LARGE({});
  if (isPdf(bytes)) return 'application/pdf';
  if (isJpeg(bytes)) return 'image/jpeg';
  if (isPng(bytes)) return 'image/png';
  throw accountsErrors.RECEIPT_REFUSED({});
}
