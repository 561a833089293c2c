import { inflateSync } from 'node:zlib';
import { sampleLogo } from '../samples/logo.js';
import { prepareLogo } from './prepared-logo.js';

const refused = expect.objectContaining({ code: 'DOCUMENTS.LOGO_REFUSED' });

/** The start of a JPEG: its frame header with this many channels. */
function jpeg(channels: number): Buffer {
  const frame = Buffer.from([
    0xff,
    0xc0,
    0,
    8 + channels * 3,
    8,
    0,
    20,
    0,
    30,
    channels,
    ...Array.from({ length: channels * 3 }, () => 1),
  ]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), frame, Buffer.from([0xff, 0xd9])]);
}

describe('prepareLogo', () => {
  it('takes the colours and the transparency of a PNG apart', () => {
    const logo = prepareLogo(sampleLogo());
    expect(logo).toMatchObject({ mediaType: 'image/png', width: 180, height: 80, colorSpace: 'DeviceRGB' });
    const at = (x: number, y: number) => y * 180 + x;
    const pixels = inflateSync(logo.pixels);
    const alpha = inflateSync(logo.alpha!);
    expect([...pixels.subarray(at(90, 70) * 3, at(90, 70) * 3 + 3)]).toEqual([224, 150, 60]);
    expect([alpha[at(90, 70)], alpha[at(0, 0)]]).toEqual([255, 0]);
  });

  it('takes a JPEG as it is, in colours or grey, and refuses four-colour print', () => {
    expect(prepareLogo(jpeg(3))).toMatchObject({
      mediaType: 'image/jpeg',
      width: 30,
      height: 20,
      colorSpace: 'DeviceRGB',
    });
    expect(prepareLogo(jpeg(1)).colorSpace).toBe('DeviceGray');
    expect(() => prepareLogo(jpeg(4))).toThrow(refused);
  });

  it('refuses other files, files cut short and files too large', () => {
    expect(() => prepareLogo(Buffer.from('<svg/>'))).toThrow(refused);
    expect(() => prepareLogo(Buffer.alloc(0))).toThrow(refused);
    expect(() => prepareLogo(Buffer.concat([sampleLogo(), Buffer.alloc(600_000)]))).toThrow(refused);
  });

  it('refuses a PNG of more points than can be decoded while others wait, however few bytes they take', () => {
    const logo = Buffer.from(sampleLogo());
    // The header: width and height stand 16 bytes from the beginning.
    logo.writeUInt32BE(1001, 16);
    logo.writeUInt32BE(1000, 20);
    expect(() => prepareLogo(logo)).toThrow('au plus un million');
  });

  it('never fails otherwise than by refusing, wherever a file is cut or changed', () => {
    const logo = sampleLogo();
    for (let at = 1; at < logo.length - 12; at += 1) {
      expect(() => prepareLogo(logo.subarray(0, at))).toThrow(refused);
      const changed = Buffer.from(logo);
      changed[at] = changed[at]! ^ 0xff;
      try {
        prepareLogo(changed);
      } catch (error) {
        expect(error).toEqual(refused);
      }
    }
  });
});
