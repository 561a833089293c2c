import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import * as fontkit from 'fontkit';
import { documentsErrors } from '../documents-errors.js';
import { unprintableCharacters } from '../rules/text-rules.js';

/**
 * A font reduced once per process to the characters that documents use, in the form in which a PDF embeds it.
 * Parsing and subsetting a TTF for each document would take more time than everything else together.
 */
export interface PreparedFont {
  readonly name: string;
  /** Compressed TTF: FontFile2. */
  readonly file: Buffer;
  readonly fileLength: number;
  /** Compressed ToUnicode map, for copying and searching text. */
  readonly toUnicode: Buffer;
  /** Widths by glyph, in thousandths of the size. */
  readonly widths: readonly number[];
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly xHeight: number;
  readonly bbox: readonly [number, number, number, number];
  readonly italicAngle: number;
  /** What each character is written as, and how wide it is. */
  readonly glyphs: ReadonlyMap<string, { readonly hex: string; readonly width: number }>;
}

export type Weight = 'regular' | 'bold';
export type FontPair = Readonly<Record<Weight, PreparedFont>>;

const FILES: Record<Weight, string> = {
  regular: '@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf',
  bold: '@expo-google-fonts/ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf',
};

/** Western European letters and the punctuation of French and English: what nearly every document gets by with. */
const WESTERN =
  /^[\n\t\u0020-\u007e\u00a0-\u00ff\u0152\u0153\u0178\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u202f\u2039\u203a\u20ac\u2192\u2212]*$/;

const LAST_CODE = 0xffff;

function charactersWhere(keep: (character: string) => boolean): string[] {
  const kept: string[] = [];
  for (let code = 0x20; code <= LAST_CODE; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const character = String.fromCharCode(code);
    if (keep(character)) kept.push(character);
  }
  return kept;
}

const hex4 = (value: number) => value.toString(16).padStart(4, '0');

function unicodeMap(codes: readonly number[]): string {
  const ranges: string[] = [];
  for (let start = 0; start < codes.length; start += 100) {
    const part = codes.slice(start, start + 100);
    ranges.push(
      `${part.length} beginbfchar\n${part.map((code, index) => `<${hex4(start + index)}> <${hex4(code)}>`).join('\n')}\nendbfchar`,
    );
  }
  return [
    '/CIDInit /ProcSet findresource begin',
    '12 dict begin',
    'begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def',
    '/CMapType 2 def',
    '1 begincodespacerange',
    '<0000> <ffff>',
    'endcodespacerange',
    ...ranges,
    'endcmap',
    'CMapName currentdict /CMap defineresource pop',
    'end',
    'end',
  ].join('\n');
}

/** Subset names begin with six capitals that tell subsets of one font apart (ISO 32000-1, 9.6.4). */
function prepare(weight: Weight, characters: readonly string[], tag: string): PreparedFont {
  const font = fontkit.create(
    readFileSync(createRequire(import.meta.url).resolve(FILES[weight])),
  ) as fontkit.Font;
  const scale = 1000 / font.unitsPerEm;
  const subset = font.createSubset();
  const glyphs = new Map<string, { hex: string; width: number }>();
  const widths: number[] = [font.getGlyph(0).advanceWidth * scale];
  const codes: number[] = [0xfffd];
  for (const character of characters) {
    const glyph = font.glyphForCodePoint(character.codePointAt(0)!);
    if (glyph.id === 0) continue;
    const id = subset.includeGlyph(glyph.id);
    const width = glyph.advanceWidth * scale;
    if (widths[id] === undefined) {
      widths[id] = width;
      codes[id] = character.codePointAt(0)!;
    }
    glyphs.set(character, { hex: hex4(id), width });
  }
  const file = Buffer.from(subset.encode());
  // Parts of composed letters come in while encoding, after all that text can name.
  const { bbox } = font;
  return {
    name: `${tag}+${font.postscriptName}`,
    file: deflateSync(file, { level: 9 }),
    fileLength: file.length,
    toUnicode: deflateSync(Buffer.from(unicodeMap(codes), 'latin1'), { level: 9 }),
    widths,
    ascent: font.ascent * scale,
    descent: font.descent * scale,
    capHeight: font.capHeight * scale,
    xHeight: font.xHeight * scale,
    bbox: [bbox.minX * scale, bbox.minY * scale, bbox.maxX * scale, bbox.maxY * scale],
    italicAngle: font.italicAngle,
    glyphs,
  };
}

let western: FontPair | undefined;
let extended: FontPair | undefined;

/**
 * The fonts for a text: a small subset for Western Europe, a larger one with Central European, Vietnamese, Greek and
 * Cyrillic letters where the text needs it.
 * @throws DOCUMENTS.UNPRINTABLE_TEXT when neither has all its characters
 */
export function fontsFor(text: string): FontPair {
  if (WESTERN.test(text)) {
    const characters = () => charactersWhere((character) => WESTERN.test(character));
    western ??= {
      regular: prepare('regular', characters(), 'INTWER'),
      bold: prepare('bold', characters(), 'INTWEB'),
    };
    return western;
  }
  const missing = unprintableCharacters(text);
  if (missing.length > 0) throw documentsErrors.UNPRINTABLE_TEXT({ characters: missing });
  const characters = () => charactersWhere((character) => unprintableCharacters(character).length === 0);
  extended ??= {
    regular: prepare('regular', characters(), 'INTEXR'),
    bold: prepare('bold', characters(), 'INTEXB'),
  };
  return extended;
}
