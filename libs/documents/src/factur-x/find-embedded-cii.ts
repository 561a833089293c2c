import { constants, inflateSync } from 'node:zlib';

/** Of one stream, opened; of all of them together; and how many are looked at: a hostile file costs no more. */
const LARGEST_STREAM_BYTES = 5 * 1024 * 1024;
const LARGEST_SUM_BYTES = 40 * 1024 * 1024;
const MOST_STREAMS = 5_000;
const LONGEST_DICTIONARY = 4_096;

const STREAM = Buffer.from('stream');
const END = Buffer.from('endstream');

/** Pictures, fonts and metadata hold no invoice. */
const NOT_A_FILE =
  /\/Subtype\s*\/(?:Image|XML|Type1C|CIDFontType0C|OpenType)|\/Type\s*\/(?:XRef|ObjStm|Metadata)/;

/**
 * The Cross Industry Invoice that is embedded in a PDF of any make: the first stream that opens to one. The tables of
 * the PDF are not read, so that a damaged or unusual one loses nothing; embedded files are streams of their own in any.
 * @returns null where there is none, or where it is encrypted
 */
export function findEmbeddedCii(pdf: Buffer): Buffer | null {
  let opened = 0;
  let at = pdf.indexOf(STREAM);
  for (let count = 0; at !== -1 && count < MOST_STREAMS && opened < LARGEST_SUM_BYTES; count += 1) {
    const end = pdf.indexOf(END, at + STREAM.length);
    if (end === -1) return null;
    const dictionary = dictionaryBefore(pdf, at);
    if (dictionary !== null && !NOT_A_FILE.test(dictionary)) {
      const bytes = open(pdf.subarray(startOf(pdf, at), end), dictionary);
      opened += bytes?.length ?? 0;
      if (bytes && isCii(bytes)) return bytes;
    }
    at = pdf.indexOf(STREAM, end + END.length);
  }
  return null;
}

/** A stream begins on the line after its keyword. */
function startOf(pdf: Buffer, keyword: number): number {
  let at = keyword + STREAM.length;
  if (pdf[at] === 0x0d) at += 1;
  if (pdf[at] === 0x0a) at += 1;
  return at;
}

function dictionaryBefore(pdf: Buffer, keyword: number): string | null {
  const text = pdf.toString('latin1', Math.max(0, keyword - LONGEST_DICTIONARY), keyword);
  const object = text.lastIndexOf(' obj');
  const dictionary = object === -1 ? text : text.slice(object);
  return dictionary.includes('<<') ? dictionary : null;
}

function open(bytes: Buffer, dictionary: string): Buffer | null {
  if (!/\/Filter/.test(dictionary)) {
    return bytes.length <= LARGEST_STREAM_BYTES ? bytes : null;
  }
  if (!/\/Filter\s*(?:\[\s*)?\/(?:FlateDecode|Fl)\b/.test(dictionary)) return null;
  try {
    // The line end before `endstream` follows the compressed data.
    return inflateSync(bytes, { maxOutputLength: LARGEST_STREAM_BYTES, finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return null;
  }
}

function isCii(bytes: Buffer): boolean {
  return bytes.subarray(0, 2_000).includes('CrossIndustryInvoice');
}
