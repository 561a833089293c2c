import { crc32, deflateSync } from 'node:zlib';

const SIDE = 256;

export type Colour = readonly [red: number, green: number, blue: number];

/** A square PNG made by code: three bars that rise within a disc, in the colour of the issuer. */
export function drawLogo(colour: Colour): Buffer {
  const rows = Buffer.alloc(SIDE * (1 + SIDE * 3), 255);
  for (let y = 0; y < SIDE; y += 1) {
    const row = y * (1 + SIDE * 3);
    rows[row] = 0;
    for (let x = 0; x < SIDE; x += 1) rows.set(pixel(x, y, colour), row + 1 + x * 3);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  // 8 bits a sample, colour type 2 (RGB), no interlace.
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function pixel(x: number, y: number, colour: Colour): Colour {
  const white: Colour = [255, 255, 255];
  const radius = SIDE / 2;
  const inDisc = (x - radius) ** 2 + (y - radius) ** 2 < (radius - 4) ** 2;
  if (!inDisc) return white;
  const bar = [0, 1, 2].find((each) => x >= 66 + each * 46 && x < 98 + each * 46);
  const inBar = bar !== undefined && y < 190 && y > 146 - bar * 42;
  return inBar ? white : colour;
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
