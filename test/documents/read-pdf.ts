import { inflateSync } from 'node:zlib';

/** A PDF file as the tests see it: its objects, read through its cross-reference table. */
export interface ReadPdf {
  /** Dictionaries by object number, as written. */
  readonly objects: ReadonlyMap<number, string>;
  readonly trailer: string;
  /** The unpacked bytes of an object's stream. */
  stream(object: number): Buffer;
  /** The object number that a key of a dictionary refers to. */
  reference(dictionary: string, key: string): number;
  /** The catalogue. */
  readonly catalog: string;
}

function crossReferences(text: string): number[] {
  const start = Number(/startxref\n(\d+)\n%%EOF\s*$/.exec(text)?.[1]);
  const [, count] = /^xref\n0 (\d+)\n/.exec(text.slice(start)) ?? [];
  if (!count) throw new Error('no cross-reference table where the file says it is');
  const entries = text
    .slice(start)
    .split('\n')
    .slice(2, 2 + Number(count));
  return entries.slice(1).map((entry) => Number(entry.slice(0, 10)));
}

/** Reads a file that `pdfkit` wrote; any fault in its structure throws. */
export function readPdf(bytes: Buffer): ReadPdf {
  const text = bytes.toString('latin1');
  if (!/^%PDF-1\.7\n%[\x80-\xff]{4}\n/.test(text)) throw new Error('no header of PDF 1.7');
  const objects = new Map<number, string>();
  const streams = new Map<number, Buffer>();
  crossReferences(text).forEach((offset, index) => {
    const head = new RegExp(`^${index + 1} 0 obj\\n`).exec(text.slice(offset, offset + 20));
    if (!head) throw new Error(`object ${index + 1} is not at its offset ${offset}`);
    const rest = text.slice(offset + head[0].length);
    const end = rest.indexOf('endobj');
    const body = rest.slice(0, end);
    const streamAt = /(?:^|>>)\n?stream\n/.exec(body);
    const dictionary = streamAt ? body.slice(0, streamAt.index + 2) : body;
    objects.set(index + 1, dictionary);
    if (streamAt) {
      const length = Number(/\/Length (\d+)/.exec(dictionary)![1]);
      const from = offset + head[0].length + streamAt.index + streamAt[0].length;
      const raw = bytes.subarray(from, from + length);
      if (!text.startsWith('\nendstream', from + length))
        throw new Error(`stream ${index + 1} has another length`);
      streams.set(index + 1, /\/Filter \/FlateDecode/.test(dictionary) ? inflateSync(raw) : raw);
    }
  });
  const reference = (dictionary: string, key: string) => {
    const found = new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary);
    if (!found) throw new Error(`no /${key} in ${dictionary.slice(0, 200)}`);
    return Number(found[1]);
  };
  const trailer = text.slice(text.lastIndexOf('trailer'));
  return {
    objects,
    trailer,
    reference,
    catalog: objects.get(reference(trailer, 'Root'))!,
    stream(object) {
      const stream = streams.get(object);
      if (!stream) throw new Error(`object ${object} has no stream`);
      return stream;
    },
  };
}

/** The bytes of the file embedded under a name. */
export function embeddedFile(pdf: ReadPdf, name: string): Buffer {
  for (const dictionary of pdf.objects.values()) {
    if (dictionary.includes('/Type /Filespec') && dictionary.includes(`/UF (${name})`)) {
      return pdf.stream(pdf.reference(dictionary, 'F'));
    }
  }
  throw new Error(`no file ${name} in the PDF`);
}

function unicodeOf(map: string): Map<string, string> {
  return new Map(
    [...map.matchAll(/^<([0-9a-f]{4})> <([0-9a-f]{4})>$/gm)].map(([, glyph, code]) => [
      glyph!,
      String.fromCharCode(parseInt(code!, 16)),
    ]),
  );
}

/** The texts of each page, in the order in which they are drawn, as a reader would copy them. */
export function textsOfPages(pdf: ReadPdf): string[][] {
  const pages = [...pdf.objects.get(pdf.reference(pdf.catalog, 'Pages'))!.matchAll(/(\d+) 0 R/g)].map(
    (match) => Number(match[1]),
  );
  return pages.map((page) => {
    const dictionary = pdf.objects.get(page)!;
    const resources = pdf.objects.get(pdf.reference(dictionary, 'Resources'))!;
    const fonts = new Map<string, Map<string, string>>();
    for (const name of ['R', 'B']) {
      if (!new RegExp(`/${name} \\d+ 0 R`).test(resources)) continue;
      const font = pdf.objects.get(pdf.reference(resources, name))!;
      fonts.set(name, unicodeOf(pdf.stream(pdf.reference(font, 'ToUnicode')).toString('latin1')));
    }
    const content = pdf.stream(pdf.reference(dictionary, 'Contents')).toString('latin1');
    return [...content.matchAll(/BT \/(\w) .*? <([0-9a-f]+)> Tj ET/g)].map(([, font, hex]) =>
      hex!
        .match(/.{4}/g)!
        .map((glyph) => fonts.get(font!)!.get(glyph) ?? '\ufffd')
        .join(''),
    );
  });
}
