import iconv from 'iconv-lite';
import { DomainError } from '#kernel';
import { type Refusal } from '../history-errors.js';
import { readBillingHistory } from './read-billing-history.js';

const subscriptionHeader = 'abonnement;client;nom;email;prestation;montant_ht;tva;cadence;echeance;debut;fin';
const invoiceHeader =
  'id;numero;type;abonnement;client;nom;libelle;date_emission;periode_debut;periode_fin;montant_ht;montant_tva;montant_ttc;etat;envoyee_le;annule';
const subscriptions = `${subscriptionHeader}\r\nS1;C1;Café;a@b.test;Site;1 234,50 €;20;Mensuelle;A ECHOIR;2024-01-31;\r\n`;
const invoiceLine =
  '1;FA2024-001;Facture;S1;C1;Café;Site – janvier 2024;2024-01-31;2024-01-31;2024-02-28;1234,50;246,90;1481,40;VALIDÉE;2024-02-01;';
const invoices = `${invoiceHeader}\r\n${invoiceLine}\r\n`;

function read(given: { subscriptions?: string | Buffer; invoices?: string | Buffer; map?: unknown }) {
  return readBillingHistory({
    subscriptions: Buffer.from(given.subscriptions ?? subscriptions),
    invoices: Buffer.from(given.invoices ?? invoices),
    map: given.map,
  });
}

function refusalsOf(given: Parameters<typeof read>[0]): readonly Refusal[] {
  try {
    read(given);
  } catch (error) {
    if (error instanceof DomainError) return error.facts.refusals as Refusal[];
    throw error;
  }
  return [];
}

const invoiceWith = (change: (cells: string[]) => void): string => {
  const cells = invoiceLine.split(';');
  change(cells);
  return `${invoiceHeader}\n${cells.join(';')}\n`;
};

describe('reading the exports of a former tool', () => {
  it.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-8 (BOM)', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['windows-1252', (text: string) => iconv.encode(text, 'windows-1252')],
    [
      'ISO-8859-15',
      (text: string) => iconv.encode(text.replace('–', '-').replace('1234,50', '1234,50 €'), 'ISO-8859-15'),
    ],
    ['UTF-16LE', (text: string) => iconv.encode(text, 'UTF-16LE', { addBOM: true })],
    ['UTF-16BE', (text: string) => iconv.encode(text, 'UTF-16BE', { addBOM: true })],
  ])('reads %s', (encoding, encode) => {
    const { history, detected } = read({ invoices: encode(invoices) });
    expect(detected.invoices.encoding).toBe(encoding);
    expect(history.invoices).toMatchObject([
      { clientName: 'Café', netCents: 123_450, status: 'open', type: 'invoice' },
    ]);
    expect(history.subscriptions).toMatchObject([
      { netCents: 123_450, cadence: 'monthly', billing: 'advance' },
    ]);
  });

  it.each([',', '\t', '|'])(
    'reads the delimiter %j with quoted cells, line ends within and empty lines behind',
    (delimiter) => {
      const quoted = invoices
        .replace('Site – janvier', 'Site\r\n– janvier')
        .split(';')
        .map((cell) => (/[,\n]/.test(cell) && !cell.includes('annule') ? `"${cell}"` : cell));
      const text = `${quoted.join(delimiter)}\r\n${delimiter.repeat(15)}\r\n\r\n`;
      const { history, detected } = read({ invoices: text });
      expect(detected.invoices.delimiter).toBe(delimiter);
      expect(history.invoices).toMatchObject([{ label: 'Site\n– janvier 2024', netCents: 123_450 }]);
    },
  );

  it('decides the order of days on the whole column', () => {
    const second = invoiceLine
      .replace('1;FA2024-001', '2;FA2024-002')
      .replaceAll('2024-01-31', '03/04/2024')
      .replace('2024-02-28', '04/03/2024');
    const american = `${invoiceHeader}\n${invoiceLine.replaceAll('2024-01-31', '01/31/2024').replace('2024-02-28', '02/28/2024')}\n${second}\n`;
    const { history, detected } = read({ invoices: american });
    expect(detected.invoices.dateOrders.issuedOn).toBe('mdy');
    expect(history.invoices[1]).toMatchObject({
      issuedOn: '2024-03-04',
      period: { from: '2024-03-04', to: '2024-04-04' },
    });
  });

  it('reads headers and values through a mapping', () => {
    const map = {
      invoices: { columns: { number: 'Beleg', status: 'Stand' }, values: { status: { gebucht: 'open' } } },
    };
    const text = invoices.replace('numero', 'Beleg').replace('etat', 'Stand').replace('VALIDÉE', 'Gebucht');
    expect(read({ invoices: text, map }).history.invoices).toMatchObject([
      { number: 'FA2024-001', status: 'open' },
    ]);
  });

  it('knows the headers of Odoo', () => {
    const text =
      'ID,Number,Type,Source Document,Partner,Invoice Partner Display Name,Label,Invoice Date,Untaxed Amount,Tax,Total,Status,Sent,Reversal of\n' +
      '1,INV/2024/00001,Customer Invoice,S1,C1,Café,January 2024,2024-01-31,"1,234.50",246.90,"1,481.40",Posted,True,\n' +
      '2,RINV/2024/00001,Customer Credit Note,S1,C1,Café,January 2024,2024-02-01,"1,234.50",246.90,"1,481.40",Posted,True,INV/2024/00001\n';
    expect(read({ invoices: text }).history.invoices).toMatchObject([
      { id: '1', type: 'invoice', period: { from: '2024-01-31', to: '2024-02-29' }, sent: true },
      { id: '2', type: 'creditNote', netCents: -123_450, cancels: '1' },
    ]);
  });

  it('leaves a cell that begins as a formula what it is, a text', () => {
    const text = invoiceWith((cells) => (cells[5] = '=1+1'));
    expect(read({ invoices: text }).history.invoices[0]!.clientName).toBe('=1+1');
  });
});

describe('refusing an export', () => {
  it.each<[string, number, string, string]>([
    ['a day that does not exist', 7, '2024-02-30', 'date_emission'],
    ['a missing day', 7, '', 'date_emission'],
    ['an amount that is none', 10, 'douze', 'montant_ht'],
    ['a missing amount', 10, '', 'montant_ht'],
    ['an unknown type', 2, 'truc', 'type'],
    ['an unknown status', 13, 'bidule', 'etat'],
    ['an unknown subscription', 3, 'S9', 'abonnement'],
    ['a period that ends before it begins', 9, '2024-01-01', 'periode_fin'],
    ['a missing id', 0, '', 'id'],
  ])('refuses %s', (_, at, cell, column) => {
    const refusals = refusalsOf({ invoices: invoiceWith((cells) => (cells[at] = cell)) });
    expect(refusals).toEqual([
      { file: 'invoices', line: 2, column, reason: expect.any(String), reasonEn: expect.any(String) },
    ]);
  });

  it('refuses a credit note of an invoice that is not there', () => {
    const text = invoiceWith((cells) => {
      cells[2] = 'avoir';
      cells[15] = '77';
    });
    expect(refusalsOf({ invoices: text })).toMatchObject([{ line: 2, column: 'annule' }]);
  });

  it('names every bad line by its physical line, behind a cell of two lines', () => {
    const wrapped = invoiceLine.replace('Café', '"Ca\r\nfé"');
    const bad = (id: number) => invoiceLine.replace('1;FA', `${id};FA`).replace('1234,50', 'x');
    const text = `${invoiceHeader}\r\n${wrapped}\r\n\r\n${bad(2)}\r\n${bad(3)}\r\n`;
    expect(refusalsOf({ invoices: text }).map(({ line }) => line)).toEqual([5, 6]);
  });

  it('bounds what it tells and counts the rest', () => {
    const bad = Array.from({ length: 500 }, (_, at) =>
      invoiceLine.replace('1;FA', `${at};FA`).replace('VALIDÉE', '?!x'),
    );
    expect.assertions(2);
    try {
      read({ invoices: `${invoiceHeader}\n${bad.join('\n')}` });
    } catch (error) {
      const { refusals, total } = (error as DomainError).facts as { refusals: unknown[]; total: number };
      expect(refusals).toHaveLength(200);
      expect(total).toBe(500);
    }
  });

  it.each([
    ['an empty file', '', 0],
    [
      'a quote that is never closed',
      `${invoiceHeader}\n${invoiceLine.replace(';S1;', ';"S1;')}\n${invoiceLine}`,
      2,
    ],
    ['a missing column', invoices.replace('montant_ht', 'xyz'), 1],
    ['a twin id', `${invoices}${invoiceLine}`, 3],
    ['a line cut short', `${invoiceHeader}\n1;FA2024-001;facture`, 2],
  ])('refuses %s', (_, text, line) => {
    expect(refusalsOf({ invoices: text })).toMatchObject([{ file: 'invoices', line }]);
  });

  it('refuses a period that neither columns nor label tell', () => {
    const text = invoiceWith((cells) => {
      cells[8] = cells[9] = '';
      cells[6] = 'Site';
    });
    expect(refusalsOf({ invoices: text })).toMatchObject([{ line: 2, column: 'libelle' }]);
  });

  it.each([
    ['hebdomadaire', 'cadence', 'Mensuelle'],
    ['demain', 'echeance', 'A ECHOIR'],
  ])('refuses a subscription whose %s is no known value', (value, column, instead) => {
    expect(refusalsOf({ subscriptions: subscriptions.replace(instead, value) })).toMatchObject([
      { file: 'subscriptions', line: 2, column },
    ]);
  });

  it.each([
    ['a list', []],
    ['an unknown table', { clients: {} }],
    ['an unknown column', { invoices: { columns: { colour: 'x' } } }],
    ['a value that is not canonical', { invoices: { values: { status: { x: 'perhaps' } } } }],
  ])('refuses a mapping that is or holds %s', (_, map) => {
    expect(refusalsOf({ map })).toMatchObject([{ file: 'map', line: 0 }]);
  });

  it('refuses a mapping whose header is not in the file', () => {
    expect(refusalsOf({ map: { invoices: { columns: { net: 'Betrag' } } } })).toMatchObject([
      { file: 'invoices', line: 1, column: 'Betrag' },
    ]);
  });
});
