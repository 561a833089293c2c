import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import { documentsErrors } from '../documents-errors.js';

/** An image in the form in which a PDF embeds it. */
export interface PreparedLogo {
  readonly mediaType: 'image/png' | 'image/jpeg';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly colorSpace: 'DeviceRGB' | 'DeviceGray';
  readonly filter: 'FlateDecode' | 'DCTDecode';
  readonly pixels: Buffer;
  /** Transparency, where the image has some. */
  readonly alpha: Buffer | null;
}

const LARGEST_BYTES = 512 * 1024;
const LARGEST_SIDE = 4000;
/** A PNG is decoded point by point while others wait: this many take about half a second. */
const LARGEST_PNG_AREA = 1_000_000;
const PNG_SIGNATURE = '\x89PNG\r\n\x1a\n';
const KEPT = 50;

const kept = new Map<string, PreparedLogo>();

const refuse = (reason: string, reasonEn: string) => documentsErrors.LOGO_REFUSED({ reason, reasonEn });

/**
 * Decodes a logo; the result is kept, since an issuer's documents all bear the same one.
 * @throws DOCUMENTS.LOGO_REFUSED for anything but a sound PNG (8 bits, not interlaced) or JPEG (RGB or grey)
 */
export function prepareLogo(bytes: Uint8Array): PreparedLogo {
  const hash = createHash('sha1').update(bytes).digest('hex');
  const known = kept.get(hash);
  if (known) return known;
  if (bytes.byteLength > LARGEST_BYTES) throw refuse('plus de 512 Kio', 'more than 512 KiB');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const png = buffer.subarray(0, 8).toString('latin1') === PNG_SIGNATURE;
  if (!png && !(buffer[0] === 0xff && buffer[1] === 0xd8))
    throw refuse('ni PNG ni JPEG', 'neither PNG nor JPEG');
  const prepared = png ? preparePng(buffer) : prepareJpeg(buffer);
  if (kept.size >= KEPT) kept.clear();
  kept.set(hash, prepared);
  return prepared;
}

function requireSize(width: number, height: number): void {
  if (width < 1 || height < 1 || Math.max(width, height) > LARGEST_SIDE) {
    throw refuse(
      `${width} × ${height} points ; de 1 à ${LARGEST_SIDE} de côté`,
      `${width} × ${height} pixels; from 1 to ${LARGEST_SIDE} a side`,
    );
  }
}

/** Finds the frame header; the compressed image itself is embedded as it is. */
function prepareJpeg(jpeg: Buffer): PreparedLogo {
  for (let at = 2; at + 9 < jpeg.length && jpeg[at] === 0xff;) {
    const marker = jpeg[at + 1]!;
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const height = jpeg.readUInt16BE(at + 5);
      const width = jpeg.readUInt16BE(at + 7);
      const channels = jpeg[at + 9];
      requireSize(width, height);
      // CMYK would contradict the RGB output intent of PDF/A.
      if (channels !== 1 && channels !== 3)
        throw refuse('JPEG en quadrichromie', 'JPEG in four-colour print');
      if (jpeg[at + 4] !== 8 || jpeg.readUInt16BE(jpeg.length - 2) !== 0xffd9)
        throw refuse('fichier JPEG incomplet', 'incomplete JPEG file');
      const colorSpace = channels === 3 ? 'DeviceRGB' : 'DeviceGray';
      return {
        mediaType: 'image/jpeg',
        width,
        height,
        colorSpace,
        filter: 'DCTDecode',
        pixels: jpeg,
        alpha: null,
      };
    }
    at += 2 + jpeg.readUInt16BE(at + 2);
  }
  throw refuse('fichier JPEG illisible', 'unreadable JPEG file');
}

interface PngParts {
  readonly width: number;
  readonly height: number;
  readonly colorType: number;
  readonly palette: Buffer | null;
  readonly transparency: Buffer | null;
  readonly compressed: Buffer;
}

/** Samples per pixel by PNG colour type. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

function readPng(png: Buffer): PngParts {
  const chunks = new Map<string, Buffer[]>();
  for (let at = 8; at + 12 <= png.length && !chunks.has('IEND');) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    if (at + 12 + length > png.length) throw refuse('fichier PNG incomplet', 'incomplete PNG file');
    chunks.set(type, [...(chunks.get(type) ?? []), png.subarray(at + 8, at + 8 + length)]);
    at += 12 + length;
  }
  const header = chunks.get('IHDR')?.[0];
  const data = chunks.get('IDAT');
  if (!header || header.length < 13 || !data || !chunks.has('IEND'))
    throw refuse('fichier PNG incomplet', 'incomplete PNG file');
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  requireSize(width, height);
  if (width * height > LARGEST_PNG_AREA) {
    throw refuse(
      `${width} × ${height} points ; un PNG en a au plus un million, soit 1 000 × 1 000`,
      `${width} × ${height} pixels; a PNG has one million at most, such as 1,000 × 1,000`,
    );
  }
  const colorType = header[9]!;
  if (header[8] !== 8 || CHANNELS[colorType] === undefined || header[12] !== 0) {
    throw refuse(
      'PNG entrelacé ou qui n’est pas en 8 bits par couleur',
      'PNG that is interlaced or not in 8 bits a colour',
    );
  }
  return {
    width,
    height,
    colorType,
    palette: chunks.get('PLTE')?.[0] ?? null,
    transparency: chunks.get('tRNS')?.[0] ?? null,
    compressed: Buffer.concat(data),
  };
}

/** Undoes the filters of PNG rows (ISO/IEC 15948, clause 9). */
function unfilter(raw: Buffer, height: number, rowBytes: number, step: number): Buffer {
  const out = Buffer.alloc(height * rowBytes);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (rowBytes + 1)]!;
    for (let i = 0; i < rowBytes; i += 1) {
      const at = row * rowBytes + i;
      const left = i >= step ? out[at - step]! : 0;
      const up = row > 0 ? out[at - rowBytes]! : 0;
      const corner = row > 0 && i >= step ? out[at - rowBytes - step]! : 0;
      out[at] = raw[row * (rowBytes + 1) + 1 + i]! + predicted(filter, left, up, corner);
    }
  }
  return out;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const estimate = left + up - corner;
      const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
      return a <= b && a <= c ? left : b <= c ? up : corner;
    }
    default:
      throw refuse('fichier PNG illisible', 'unreadable PNG file');
  }
}

function preparePng(png: Buffer): PreparedLogo {
  const parts = readPng(png);
  const { width, height, colorType } = parts;
  const channels = CHANNELS[colorType]!;
  const expected = height * (width * channels + 1);
  let raw: Buffer;
  try {
    raw = inflateSync(parts.compressed, { maxOutputLength: expected + 1 });
  } catch {
    throw refuse('fichier PNG illisible', 'unreadable PNG file');
  }
  if (raw.length < expected) throw refuse('fichier PNG incomplet', 'incomplete PNG file');
  const samples = unfilter(raw, height, width * channels, channels);
  const { pixels, alpha } = separate(samples, width * height, parts);
  const transparent = alpha.some((value) => value !== 255);
  return {
    mediaType: 'image/png',
    width,
    height,
    colorSpace: colorType === 0 || colorType === 4 ? 'DeviceGray' : 'DeviceRGB',
    filter: 'FlateDecode',
    pixels: deflateSync(pixels, { level: 9 }),
    alpha: transparent ? deflateSync(alpha, { level: 9 }) : null,
  };
}

/** Colours and transparency apart, as PDF wants them. */
function separate(
  samples: Buffer,
  count: number,
  { colorType, palette, transparency }: PngParts,
): { pixels: Buffer; alpha: Buffer } {
  const alpha = Buffer.alloc(count, 255);
  const colors = colorType === 0 || colorType === 4 ? 1 : 3;
  const pixels = Buffer.alloc(count * colors);
  if (colorType === 3 && !palette) throw refuse('PNG sans palette', 'PNG without its palette');
  const channels = CHANNELS[colorType]!;
  const keyed =
    (colorType === 0 || colorType === 2) && transparency
      ? [...transparency].filter((_, i) => i % 2 === 1)
      : null;
  for (let i = 0; i < count; i += 1) {
    const at = i * channels;
    if (colorType === 3) {
      const index = samples[at]!;
      if (index * 3 + 3 > palette!.length) throw refuse('fichier PNG illisible', 'unreadable PNG file');
      palette!.copy(pixels, i * 3, index * 3, index * 3 + 3);
      alpha[i] = transparency?.[index] ?? 255;
      continue;
    }
    samples.copy(pixels, i * colors, at, at + colors);
    if (channels > colors) alpha[i] = samples[at + colors]!;
    else if (keyed?.every((value, c) => value === samples[at + c])) alpha[i] = 0;
  }
  return { pixels, alpha };
}
