import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { HttpAgent, TestApi } from '#test/api/start-api.js';
import { startWithAuditedExport } from './audited-export.js';

const MIGRATION = readFileSync('libs/history/src/migrations/0003_earlier_findings.sql', 'utf8');

/** Findings as they were kept before they were located in their files, then migrated. */
const AS_KEPT_BEFORE = `
  UPDATE history.finding SET finding = finding - '{client,agreement,documents,days,dayCount}'::text[],
    searched = lower(finding ->> 'explanation')`;

describe('an audit that was kept before findings were located in their files', () => {
  let api: TestApi;
  let administrator: HttpAgent;
  let audit: number;

  const findings = async (query: string) =>
    (await administrator.get(`/api/history-audits/${audit}/findings?${query}`).expect(200)).body;
  const preview = async (wish: object) =>
    (await administrator.post(`/api/history-audits/${audit}/decisions/preview`).send(wish).expect(200)).body;

  beforeAll(async () => {
    const started = await startWithAuditedExport();
    ({ api, administrator } = started);
    audit = started.audit.id;
    const owner = new pg.Client({ connectionString: api.database.url });
    await owner.connect();
    try {
      await owner.query(AS_KEPT_BEFORE);
      await owner.query(MIGRATION);
    } finally {
      await owner.end();
    }
  });
  afterAll(async () => api.close());

  it('is found by words without accents or punctuation, and by the ids of the export', async () => {
    const { items } = await findings('kind=billed-twice&text=FA2024-00391');
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ client: null, documents: [] });
    // « 1634 » is that invoice in the export; « facturés » is searched as it is typed, and without its accent.
    expect((await findings('kind=billed-twice&text=1634')).items).toHaveLength(1);
    const typed = await findings('text=Factur%C3%A9');
    expect(typed.total).toBeGreaterThan(0);
    expect((await findings('text=facture')).total).toBeGreaterThanOrEqual(typed.total);
  });

  it('sorts by the days at stake, findings without days last', async () => {
    const { items } = await findings('sort=day&descending=true&size=500');
    const days: (string | null)[] = items.map(({ days: at }: { days: { from: string } | null }) =>
      at ? at.from : null,
    );
    const dated = days.filter((day) => day !== null);
    expect(dated.length).toBeGreaterThan(7);
    expect(days.slice(0, dated.length)).toEqual([...dated].sort().reverse());
    const { items: pair } = await findings('kind=billed-twice&text=FA2024-00391');
    expect(pair[0]).toMatchObject({ days: { from: '2024-03-01' }, dayCount: 31 });
  });

  it('is decided on by the rows of its files', async () => {
    const read = await preview({ action: 'keepSent', search: { kind: 'billed-twice' } });
    expect(read).toMatchObject({ matched: 7, changedCount: 2, undecided: 5 });
    expect(read.changed[0].finding.documents).toHaveLength(2);
  });
});
