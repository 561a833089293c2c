import { createHash } from 'node:crypto';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '#test/database/template.js';
import { Documents } from './documents.js';
import { RenderPool } from './rendering/render-pool.js';
import { sampleLogo } from './samples/logo.js';
import { sampleDocuments } from './samples/sample-documents.js';

const invoice = sampleDocuments()[0]!.document;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('Documents', () => {
  let db: TestDatabase;
  let documents: Documents;
  beforeAll(async () => {
    db = await createTestDatabase();
    documents = new Documents(db.unitOfWork, new RenderPool({ threads: 1 }));
  });
  afterAll(async () => {
    await documents.onModuleDestroy();
    await db.drop();
  });

  const archive = (key: string, bytes: Uint8Array) =>
    db.unitOfWork.run((tx) => documents.archive(tx, { key, mediaType: 'application/pdf', bytes }));

  it('keeps issued bytes with their hash and gives them back', async () => {
    const { pdf } = await documents.render(invoice);
    expect(await archive('invoice/1/pdf', pdf)).toEqual({
      key: 'invoice/1/pdf',
      sha256: sha256(pdf),
      size: pdf.length,
      alreadyThere: false,
    });
    const file = await documents.read('invoice/1/pdf');
    expect(file.bytes.equals(pdf)).toBe(true);
    expect(file).toMatchObject({ mediaType: 'application/pdf', sha256: sha256(pdf), size: pdf.length });
    expect(await documents.hashOf('invoice/1/pdf')).toBe(sha256(pdf));
  });

  it('does nothing when the same document is rendered and archived again', async () => {
    await archive('invoice/2/pdf', (await documents.render(invoice)).pdf);
    const again = await archive('invoice/2/pdf', (await documents.render(invoice)).pdf);
    expect(again.alreadyThere).toBe(true);
  });

  it('refuses other bytes under the same key and keeps the first', async () => {
    await archive('invoice/3/pdf', Buffer.from('first'));
    await expect(archive('invoice/3/pdf', Buffer.from('other'))).rejects.toMatchObject({
      code: 'DOCUMENTS.ALREADY_ARCHIVED',
      facts: {
        key: 'invoice/3/pdf',
        archived: sha256(Buffer.from('first')),
        offered: sha256(Buffer.from('other')),
      },
    });
    expect((await documents.read('invoice/3/pdf')).bytes.toString()).toBe('first');
  });

  it('keeps one of twenty archived at once under one key', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => archive('invoice/4/pdf', Buffer.from(`version ${index % 2}`))),
    );
    const kept = outcomes.filter((outcome) => outcome.status === 'fulfilled' && !outcome.value.alreadyThere);
    expect(kept).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toHaveLength(10);
  });

  it('says that nothing is archived under a key', async () => {
    await expect(documents.read('invoice/none/pdf')).rejects.toMatchObject({
      code: 'DOCUMENTS.NOT_ARCHIVED',
    });
    expect(await documents.hashOf('invoice/none/pdf')).toBeNull();
  });

  it.each([
    ['UPDATE', `UPDATE documents.archived_file SET media_type = 'text/plain'`],
    ['DELETE', 'DELETE FROM documents.archived_file'],
    ['TRUNCATE', 'TRUNCATE documents.archived_file CASCADE'],
  ])('refuses %s, to the application for want of right and to the owner by trigger', async (_, sql) => {
    await archive('invoice/5/pdf', Buffer.from('kept'));
    await expect(db.unitOfWork.read(sql)).rejects.toThrow(/permission denied/);
    const owner = new pg.Client({ connectionString: db.url });
    await owner.connect();
    try {
      await expect(owner.query(sql)).rejects.toMatchObject({
        code: '23000',
        constraint: 'archived_file_append_only',
      });
      await owner.query(`SET session_replication_role = 'replica'`);
      await expect(owner.query(sql)).rejects.toMatchObject({ code: '23000' });
    } finally {
      await owner.end();
    }
  });

  it('lets the database itself refuse a wrong hash or size', async () => {
    const insert = (hash: string, size: number) =>
      db.unitOfWork.read(
        `INSERT INTO documents.archived_file (key, sha256, media_type, bytes, size) VALUES ('x/1', $1, 'text/plain', $2, $3)`,
        [hash, Buffer.from('abc'), size],
      );
    const right = sha256(Buffer.from('abc'));
    await expect(insert(sha256(Buffer.from('abd')), 3)).rejects.toMatchObject({
      driverError: { code: '23514' },
    });
    await expect(insert(right, 4)).rejects.toMatchObject({ driverError: { code: '23514' } });
    await expect(insert(right, 3)).resolves.toBeDefined();
  });

  it('keeps a logo under its hash and prints it', async () => {
    const logo = await db.unitOfWork.run((tx) => documents.storeLogo(tx, sampleLogo()));
    expect(logo).toBe(sha256(sampleLogo()));
    expect((await documents.readLogo(logo)).mediaType).toBe('image/png');
    const { pdf } = await documents.render({ ...invoice, seller: { ...invoice.seller, logo } });
    expect(pdf.toString('latin1')).toContain('/Subtype /Image');
    expect((await documents.render(invoice)).pdf.toString('latin1')).not.toContain('/Subtype /Image');
  });

  it('refuses a file that is no image as a logo, and a document whose logo is unknown', async () => {
    await expect(
      db.unitOfWork.run((tx) => documents.storeLogo(tx, Buffer.from('GIF89a'))),
    ).rejects.toMatchObject({
      code: 'DOCUMENTS.LOGO_REFUSED',
    });
    const unknown = { ...invoice, seller: { ...invoice.seller, logo: 'f'.repeat(64) } };
    await expect(documents.render(unknown)).rejects.toMatchObject({ code: 'DOCUMENTS.NOT_ARCHIVED' });
  });

  it('checks a document before it is issued', () => {
    expect(documents.check(invoice)).toEqual([]);
    expect(documents.check({ ...invoice, dueCents: 1 })).toEqual([
      expect.objectContaining({ rule: 'BR-CO-16', severity: 'fatal', path: 'dueCents' }),
    ]);
  });
});
