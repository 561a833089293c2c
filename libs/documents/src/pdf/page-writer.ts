import { createHash } from 'node:crypto';
import PDFDocument from 'pdfkit';
import { documentsErrors } from '../documents-errors.js';
import type { FontPair, PreparedFont, Weight } from './prepared-font.js';
import type { PreparedLogo } from './prepared-logo.js';

/** Points; A4. */
export const PAGE = { width: 595.28, height: 841.89 } as const;

export interface TextStyle {
  readonly size: number;
  readonly weight?: Weight;
  readonly color?: string;
  readonly align?: 'left' | 'right';
}

/** An element of the document's structure: what a screen reader follows. */
export interface Element {
  add(child: unknown): Element;
  end(): void;
}

/** What `pdfkit` offers beyond its typed surface; used in this file only. */
interface Engine {
  push(chunk: Uint8Array | null): boolean;
  read(): Uint8Array;
  ref(data?: object): Reference;
  addContent(content: string): void;
  page: { fonts: Record<string, Reference>; xobjects: Record<string, Reference> };
  struct(type: string, options?: object): Element;
  addStructure(element: Element): void;
  markStructureContent(type: string): unknown;
  markContent(tag: string, options?: object): void;
  endMarkedContent(): void;
  addPage(): void;
  switchToPage(index: number): void;
  bufferedPageRange(): { count: number };
  appendXML(xml: string): void;
  file(bytes: Buffer, options: object): void;
  end(): void;
  compress: boolean;
  _id: Uint8Array;
}

interface Reference {
  write(chunk: Uint8Array): void;
  end(chunk?: Uint8Array): void;
}

export interface DocumentHead {
  readonly title: string;
  readonly language: string;
  readonly createdAt: Date;
  /** Everything that the bytes depend on, for the file identifier (ISO 32000-1, 14.4). */
  readonly identity: string;
  /** Upright by default. */
  readonly landscape?: boolean;
}

const colors = new Map<string, string>();

function fill(color: string): string {
  let operator = colors.get(color);
  if (!operator) {
    const part = (at: number) => (parseInt(color.slice(at, at + 2), 16) / 255).toFixed(3);
    operator = `${part(1)} ${part(3)} ${part(5)} rg`;
    colors.set(color, operator);
  }
  return operator;
}

const n = (value: number) => Math.round(value * 100) / 100;

/**
 * Writes text, lines and images on the pages of a PDF/A-3b, from the top left, in points.
 * `pdfkit` makes the file; text goes straight into its content streams with fonts prepared once per process.
 */
export class PageWriter {
  private readonly engine: Engine;
  private readonly chunks: Uint8Array[] = [];
  private readonly fontReferences: Partial<Record<Weight, Reference>> = {};
  private readonly root: Element;
  private logoReference: Reference | null = null;

  constructor(
    private readonly fonts: FontPair,
    head: DocumentHead,
  ) {
    this.engine = new PDFDocument({
      size: 'A4',
      layout: head.landscape ? 'landscape' : 'portrait',
      margin: 0,
      pdfVersion: '1.7',
      subset: 'PDF/A-3b',
      tagged: true,
      lang: head.language,
      displayTitle: true,
      bufferPages: true,
      autoFirstPage: false,
      // No default font: the fourteen standard ones may not be used in PDF/A.
      font: null as unknown as string,
      info: { Title: head.title, CreationDate: head.createdAt, Creator: 'Intendance', Producer: 'PDFKit' },
    }) as unknown as Engine;
    this.engine._id = createHash('md5').update(head.identity).digest();
    // The header is in the stream already; from here on chunks are gathered without passing through it.
    this.chunks.push(this.engine.read());
    this.engine.push = (chunk) => {
      if (chunk) this.chunks.push(chunk);
      return true;
    };
    this.root = this.engine.struct('Document');
    this.engine.addStructure(this.root);
  }

  addPage(): void {
    this.engine.addPage();
  }

  get pageCount(): number {
    return this.engine.bufferedPageRange().count;
  }

  /** An element of the structure, in reading order, under `parent` or the document itself. */
  element(type: string, parent: Element = this.root, options: object = {}): Element {
    const element = this.engine.struct(type, options);
    parent.add(element);
    return element;
  }

  /** An element around what `draw` draws. */
  tagged(type: string, parent: Element | undefined, draw: () => void, options: object = {}): void {
    const element = this.element(type, parent, options);
    const content = this.engine.markStructureContent(type);
    draw();
    this.engine.endMarkedContent();
    element.add(content);
    element.end();
  }

  /** What is drawn is decoration, or repeats what was said: readers pass over it. */
  artifact(draw: () => void): void {
    this.engine.markContent('Artifact', { type: 'Layout' });
    draw();
    this.engine.endMarkedContent();
  }

  /** Draws on each page once all are there: what needs their count. */
  onEachPage(draw: (page: number, count: number) => void): void {
    const count = this.pageCount;
    for (let page = 0; page < count; page += 1) {
      this.engine.switchToPage(page);
      this.artifact(() => draw(page + 1, count));
    }
  }

  /** The width of a text on one line, in points. */
  widthOf(text: string, { size, weight = 'regular' }: TextStyle): number {
    const { glyphs } = this.fonts[weight];
    let width = 0;
    for (const character of text) width += glyphs.get(character)?.width ?? 0;
    return (width * size) / 1000;
  }

  /** One line of text; `x` is its left end, or its right end when aligned right; `y` its base line. */
  text(text: string, x: number, y: number, style: TextStyle): void {
    const { size, weight = 'regular', color = '#1b2228', align = 'left' } = style;
    const { glyphs } = this.fonts[weight];
    let hex = '';
    let width = 0;
    for (const character of text) {
      const glyph = glyphs.get(character);
      if (!glyph) throw documentsErrors.UNPRINTABLE_TEXT({ characters: [character] });
      hex += glyph.hex;
      width += glyph.width;
    }
    if (hex === '') return;
    const font = this.useFont(weight);
    const left = align === 'right' ? x - (width * size) / 1000 : x;
    // pdfkit turns the page upside down so that y grows downwards; the text matrix turns the letters back.
    this.engine.addContent(
      `BT /${font} ${size} Tf ${fill(color)} 1 0 0 -1 ${n(left)} ${n(y)} Tm <${hex}> Tj ET`,
    );
  }

  /** The lines into which a text falls within a width; words too long for it are cut. */
  wrap(text: string, width: number, style: TextStyle): string[] {
    const lines: string[] = [];
    for (const paragraph of text.normalize('NFC').replaceAll('\t', ' ').split('\n')) {
      let line = '';
      for (const word of paragraph.split(' ')) {
        const longer = line === '' ? word : `${line} ${word}`;
        if (this.widthOf(longer, style) <= width) {
          line = longer;
          continue;
        }
        if (line !== '') lines.push(line);
        line = this.cut(word, width, style, lines);
      }
      lines.push(line);
    }
    return lines;
  }

  private cut(word: string, width: number, style: TextStyle, lines: string[]): string {
    let rest = word;
    while (this.widthOf(rest, style) > width) {
      let end = rest.length - 1;
      while (end > 1 && this.widthOf(rest.slice(0, end), style) > width) end -= 1;
      lines.push(rest.slice(0, end));
      rest = rest.slice(end);
    }
    return rest;
  }

  box(x: number, y: number, width: number, height: number, color: string): void {
    this.engine.addContent(`${fill(color)} ${n(x)} ${n(y)} ${n(width)} ${n(height)} re f`);
  }

  /** Squares of a pattern, as one path. */
  boxes(rectangles: readonly (readonly [number, number, number, number])[], color: string): void {
    const path = rectangles
      .map(([x, y, width, height]) => `${n(x)} ${n(y)} ${n(width)} ${n(height)} re`)
      .join(' ');
    this.engine.addContent(`${fill(color)} ${path} f`);
  }

  logo(logo: PreparedLogo, x: number, y: number, width: number, height: number): void {
    this.logoReference ??= this.embedLogo(logo);
    this.engine.page.xobjects['Logo'] = this.logoReference;
    this.engine.addContent(`q ${n(width)} 0 0 ${-n(height)} ${n(x)} ${n(y + height)} cm /Logo Do Q`);
  }

  /** Embeds a file as the machine's version of what the pages say (PDF/A-3, AFRelationship Alternative). */
  attach(name: string, content: string, description: string, modifiedAt: Date): void {
    this.engine.file(Buffer.from(content), {
      name,
      type: 'text/xml',
      relationship: 'Alternative',
      description,
      creationDate: modifiedAt,
      modifiedDate: modifiedAt,
    });
  }

  metadata(xml: string): void {
    this.engine.appendXML(xml);
  }

  /** Closes the file. */
  finish(): Buffer {
    this.root.end();
    // What remains is the colour profile, which hardly shrinks: packing it would cost as much as a page.
    this.engine.compress = false;
    this.engine.end();
    return Buffer.concat(this.chunks);
  }

  private useFont(weight: Weight): string {
    const name = weight === 'bold' ? 'B' : 'R';
    const { fonts } = this.engine.page;
    if (!fonts[name]) {
      this.fontReferences[weight] ??= this.embedFont(this.fonts[weight]);
      fonts[name] = this.fontReferences[weight]!;
    }
    return name;
  }

  private stream(data: object, bytes: Uint8Array): Reference {
    const reference = this.engine.ref(data);
    reference.end(bytes);
    return reference;
  }

  private object(data: object): Reference {
    const reference = this.engine.ref(data);
    reference.end();
    return reference;
  }

  private embedFont(font: PreparedFont): Reference {
    const descriptor = this.object({
      Type: 'FontDescriptor',
      FontName: font.name,
      Flags: 4,
      FontBBox: font.bbox,
      ItalicAngle: font.italicAngle,
      Ascent: font.ascent,
      Descent: font.descent,
      CapHeight: font.capHeight,
      XHeight: font.xHeight,
      StemV: 80,
      FontFile2: this.stream({ Filter: 'FlateDecode', Length1: font.fileLength }, font.file),
    });
    const descendant = this.object({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: font.name,
      CIDSystemInfo: { Registry: new String('Adobe'), Ordering: new String('Identity'), Supplement: 0 },
      FontDescriptor: descriptor,
      W: [0, font.widths],
      CIDToGIDMap: 'Identity',
    });
    return this.object({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: font.name,
      Encoding: 'Identity-H',
      DescendantFonts: [descendant],
      ToUnicode: this.stream({ Filter: 'FlateDecode' }, font.toUnicode),
    });
  }

  private embedLogo(logo: PreparedLogo): Reference {
    const { width, height } = logo;
    const mask = logo.alpha
      ? this.stream(
          {
            Type: 'XObject',
            Subtype: 'Image',
            Width: width,
            Height: height,
            BitsPerComponent: 8,
            ColorSpace: 'DeviceGray',
            Filter: 'FlateDecode',
          },
          logo.alpha,
        )
      : undefined;
    return this.stream(
      {
        Type: 'XObject',
        Subtype: 'Image',
        Width: width,
        Height: height,
        BitsPerComponent: 8,
        ColorSpace: logo.colorSpace,
        Filter: logo.filter,
        SMask: mask,
      },
      logo.pixels,
    );
  }
}
