import fc from 'fast-check';
import { jpegReceipt, pdfReceipt, pngReceipt } from '#test/fixtures/receipts.js';
import { LARGEST_RECEIPT, receiptMediaTypeOf } from './receipt-content.js';

describe('a receipt', () => {
  it('is known by its content', () => {
    expect(receiptMediaTypeOf(pdfReceipt)).toBe('application/pdf');
    expect(receiptMediaTypeOf(jpegReceipt)).toBe('image/jpeg');
    expect(receiptMediaTypeOf(pngReceipt())).toBe('image/png');
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('Ceci n’est pas une photo')],
    ['a page', Buffer.from('<html><script>alert(1)</script></html>')],
    ['a program', Buffer.from('MZ\u0090\u0000\u0003', 'latin1')],
    ['a PDF cut off', pdfReceipt.subarray(0, 60)],
    ['a PNG cut off', pngReceipt().subarray(0, -12)],
    ['a PNG without height', Buffer.from(pngReceipt()).fill(0, 20, 24)],
    ['the first bytes of a JPEG alone', jpegReceipt.subarray(0, 20)],
    ['a JPEG without a frame', Buffer.from([0xff, 0xd8, 0xff, 0xd9, 0xff, 0xd9])],
  ])('is not %s, whatever its name', (_what, bytes) => {
    expect(() => receiptMediaTypeOf(bytes)).toThrow('ACCOUNTS.RECEIPT_REFUSED');
  });

  it('has 10 MiB at the most, to the byte', () => {
    expect(receiptMediaTypeOf(pdfOf(LARGEST_RECEIPT))).toBe('application/pdf');
    expect(() => receiptMediaTypeOf(pdfOf(LARGEST_RECEIPT + 1))).toThrow('ACCOUNTS.RECEIPT_TOO_LARGE');
  });

  it('that is any bytes is told or refused, and never fails otherwise', () => {
    const starts = [Buffer.from('%PDF-1.7'), jpegReceipt.subarray(0, 4), pngReceipt().subarray(0, 16)];
    fc.assert(
      fc.property(
        fc.constantFrom(Buffer.alloc(0), ...starts),
        fc.uint8Array({ maxLength: 300 }),
        (start, rest) => {
          try {
            expect(receiptMediaTypeOf(Buffer.concat([start, rest]))).toMatch(/^(application\/pdf|image\/)/);
          } catch (error) {
            expect((error as { code?: string }).code).toBe('ACCOUNTS.RECEIPT_REFUSED');
          }
        },
      ),
    );
  });
});

/** A PDF of so many bytes, padded within. */
function pdfOf(size: number): Buffer {
  const bytes = Buffer.alloc(size, 0x20);
  pdfReceipt.copy(bytes, 0, 0, 60);
  bytes.write('%%EOF', size - 5, 'latin1');
  return bytes;
}
