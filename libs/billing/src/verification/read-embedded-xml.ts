import { inflateSync } from 'node:zlib';

/** Where an embedded file begins in a PDF that this product wrote: its dictionary comes first, then its stream. */
export const EMBEDDED_FILE_MARK = '/Type /EmbeddedFile\n';

const LARGEST_XML_BYTES = 64 * 1024 * 1024;

/**
 * The file that is embedded in a PDF of ours.
 * @param part of the PDF, from `EMBEDDED_FILE_MARK` on
 * @returns `truncated` when the part ends before the file does; null when there is no such file
 */
export function readEmbeddedXml(part: Buffer): Buffer | 'truncated' | null {
  const streamAt = part.indexOf('\nstream\n');
  if (streamAt === -1) return null;
  const dictionary = part.toString('latin1', 0, streamAt);
  const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(length)) return null;
  const from = streamAt + '\nstream\n'.length;
  if (from + length > part.length) return 'truncated';
  const bytes = part.subarray(from, from + length);
  if (!dictionary.includes('/FlateDecode')) return bytes;
  try {
    return inflateSync(bytes, { maxOutputLength: LARGEST_XML_BYTES });
  } catch {
    return null;
  }
}
