import { ClockSetTo, localDate } from '#kernel';
import { UnitOfWork } from '#persistence';
import { Documents, RenderPool } from '#documents';
import { loadDemo } from '#installation';
import { createTestDatabase } from '#test/database/template.js';
import { brokenInvariants } from '#test/scenarios/billing/invariants.js';

for (const day of ['2026-11-22','2026-01-01','2028-02-29','2026-03-31','2026-06-30','2026-06-01','2026-07-01','2026-12-31'])
  it('loads ' + day, async () => {
    const db = await createTestDatabase();
    const t = Date.now();
    const documents = new Documents(db.unitOfWork, new RenderPool({ threads: 1 }));
    const loaded = await loadDemo({ unitOfWork: db.unitOfWork, documents, clock: new ClockSetTo(localDate(day)), configuration: { NODE_ENV: 'test' }, onMonth: (d) => process.env.V && console.log(d, Date.now() - t) });
    console.log(day, Date.now() - t, loaded, await brokenInvariants(db.unitOfWork));
    await documents.onModuleDestroy();
    console.log(await db.unitOfWork.read(`SELECT c->>'code' AS code, c->>'line' AS line, r.as_of, d.state, c->'sentence'->>'fr' AS fr FROM billing.run_document d JOIN billing.run r ON r.id=d.run_id, jsonb_array_elements(d.controls) c WHERE c->>'severity' <> 'warning' UNION ALL SELECT c->>'code', null, as_of, 'run', c->'sentence'->>'fr' FROM billing.run, jsonb_array_elements(controls) c UNION ALL SELECT 'NOTISSUED', client_id::text, null, state, reason::text FROM billing.run_document WHERE state NOT IN ('issued')`));
    await db.drop();
  });
