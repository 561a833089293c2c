import type { DataColumn } from './columns';
import { csvCell, csvOf, withoutFormula, xlsxCell } from './export-rows';

describe('an export that a spreadsheet opens', () => {
  it.each(['=SOMME(A1:A9)', '+33 1 23', '-2+3', '@SUM(1)', '\t=1', '\r=1', '\n=1'])(
    'lets no text be taken for a formula: %j',
    (text) => {
      expect(withoutFormula(text)).toBe(`'${text}`);
      expect(csvCell(text, 'text')).toBe(`'${text}`);
    },
  );

  it('leaves ordinary text and numbers as they are, a minus sign too', () => {
    expect(withoutFormula('Atelier = Ronce')).toBe('Atelier = Ronce');
    expect(csvCell('-48.00', 'amount')).toBe('-48,00');
    expect(csvCell('2', 'number')).toBe('2');
  });

  it('is not fooled by a number that is none', () => {
    expect(csvCell('-1+cmd|calc', 'amount')).toBe("'-1+cmd|calc");
  });

  it('writes days as French spreadsheets read them, and nothing where there is nothing', () => {
    expect(csvCell('2026-03-01', 'day')).toBe('01/03/2026');
    expect(csvCell(null, 'day')).toBe('');
    expect(csvCell(undefined, 'text')).toBe('');
  });

  it('keeps the type of numbers and days in XLSX, and of text', () => {
    expect(xlsxCell('12.30', 'amount')).toEqual({ type: Number, value: 12.3, format: '#,##0.00' });
    expect(xlsxCell('2026-03-01', 'day')).toMatchObject({
      type: Date,
      value: new Date('2026-03-01T00:00:00Z'),
    });
    expect(xlsxCell('=1+1', 'text')).toEqual({ type: String, value: '=1+1' });
    expect(xlsxCell('', 'text')).toBeNull();
  });

  it('begins with the mark of UTF-8, separates by semicolons, quotes what holds one', async () => {
    const columns: DataColumn<{ name: string; net: string }>[] = [
      { id: 'name', header: 'Client', kind: 'text', value: ({ name }) => name },
      { id: 'net', header: 'Net', kind: 'amount', value: ({ net }) => net },
    ];
    const file = await csvOf({ columns, rows: [{ name: 'Ronce ; fils', net: '1.50' }] });
    const bytes = Buffer.from(await file.arrayBuffer());
    expect(bytes.toString('utf8')).toBe('\uFEFFClient;Net\r\n"Ronce ; fils";1,50\r\n');
  });
});
