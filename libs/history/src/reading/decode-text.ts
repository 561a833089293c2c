import { isUtf8 } from 'node:buffer';
import chardet from 'chardet';
import iconv from 'iconv-lite';

export interface DecodedText {
  /** As a person names it: `UTF-8`, `UTF-8 (BOM)`, `windows-1252`, `ISO-8859-15`, `UTF-16LE`, … */
  readonly encoding: string;
  /** Without byte order mark; every line ends with a single line feed. */
  readonly text: string;
}

const SAMPLE_BYTES = 65_536;
/** Below this confidence (of 100) a guess of an encoding that is not western is not believed. */
const SURE = 80;

function utf16WithoutMark(bytes: Buffer): 'UTF-16LE' | 'UTF-16BE' | null {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let even = 0;
  let odd = 0;
  for (let at = 0; at < sample.length; at += 1) {
    if (sample[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const half = sample.length / 2;
  if (odd > half * 0.5 && even < half * 0.1) return 'UTF-16LE';
  if (even > half * 0.5 && odd < half * 0.1) return 'UTF-16BE';
  return null;
}

/**
 * ISO-8859-15 and windows-1252 differ in few bytes. 0x80–0x9F are letters and signs (€ ’ –) in windows-1252 and nothing
 * in ISO-8859-15; 0xA4, 0xBC and 0xBD are € Œ œ in ISO-8859-15 and ¤ ¼ ½, which no export writes, in windows-1252.
 */
function westernEncodingOf(bytes: Buffer): 'windows-1252' | 'ISO-8859-15' {
  let latin9 = false;
  for (const byte of bytes) {
    if (byte >= 0x80 && byte <= 0x9f) return 'windows-1252';
    if (byte === 0xa4 || byte === 0xbc || byte === 0xbd) latin9 = true;
  }
  return latin9 ? 'ISO-8859-15' : 'windows-1252';
}

/** The first bytes that are not ASCII tell an encoding; ASCII alone tells none. */
function sampleBeyondAscii(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte >= 0x80);
  return bytes.subarray(Math.max(0, first - 1024), first + SAMPLE_BYTES);
}

function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'UTF-8 (BOM)';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16LE';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16BE';
  const wide = utf16WithoutMark(bytes);
  if (wide) return wide;
  if (isUtf8(bytes)) return 'UTF-8';
  const guesses = chardet.analyse(sampleBeyondAscii(bytes));
  const western = guesses.some(({ name }) => /^(windows-1252|ISO-8859-1)$/i.test(name));
  const best = guesses[0];
  if (!western && best && best.confidence >= SURE && iconv.encodingExists(best.name)) return best.name;
  return westernEncodingOf(bytes);
}

export function decodeText(input: Uint8Array): DecodedText {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  const encoding = encodingOf(bytes);
  const text = iconv.decode(bytes, encoding === 'UTF-8 (BOM)' ? 'UTF-8' : encoding);
  return { encoding, text: text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text };
}
