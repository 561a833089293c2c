import { localDate } from '#kernel';
import { type Figure, figureOf, secondsOf } from './measure.js';
import { type Ledger, monthAfter, openLedger } from './ledger.js';

const propose = (ledger: Ledger, today: string) =>
  ledger.billing.proposeRun({ issuer: 'COOP', asOf: localDate(today), proposedBy: 'banc' });

/** A run over all lines with 36 months behind them, and drift over the same; then the same with a tenth of the history. */
export async function benchPropose(lines: number): Promise<Figure[]> {
  const seconds = new Map<number, number[]>();
  let drift: number[] = [];
  for (const months of [4, 36]) {
    const today = monthAfter(months);
    const ledger = await openLedger({ lines, months, today });
    try {
      seconds.set(months, await secondsOf(() => propose(ledger, today)));
      if (months === 36) drift = await secondsOf(() => ledger.billing.drift({ asOf: localDate(today) }));
    } finally {
      await ledger.close();
    }
  }
  const scale = lines / 10_000;
  const growth = seconds.get(36)!.map((each, index) => each / seconds.get(4)![index]!);
  return [
    figureOf(
      { name: `propose ${lines} lines × 36 months`, unit: 's', target: { atMost: 2 * scale } },
      seconds.get(36)!,
    ),
    figureOf({ name: `drift over ${lines} lines`, unit: 's', target: { atMost: scale } }, drift),
    figureOf(
      { name: 'cost of a run with 9 times the history', unit: 'times', target: { atMost: 1.3 } },
      growth,
    ),
  ];
}

/** Drift over many lines with six months of charges each: 200,000 × 6 is the 1.2 million of the target. */
export async function benchLargeDrift(lines: number): Promise<Figure[]> {
  const today = monthAfter(6);
  const ledger = await openLedger({ lines, months: 6, today });
  try {
    const seconds = await secondsOf(() =>
      ledger.unitOfWork.read(`SELECT count(*) FROM billing.drift('${today}') WHERE NOT isempty(unbilled)`),
    );
    const name = `drift over ${lines} lines × ${lines * 6} charges`;
    return [figureOf({ name, unit: 's', target: { atMost: (8 * lines) / 200_000 } }, seconds)];
  } finally {
    await ledger.close();
  }
}

async function issue(ledger: Ledger, month: number, batchSize: number): Promise<number> {
  const today = monthAfter(month);
  ledger.clock.set(localDate(today));
  const run = await propose(ledger, today);
  const approved = await ledger.billing.approveRun({
    runId: run.id,
    digest: run.proposal.digest,
    approvedBy: 'banc',
  });
  const start = performance.now();
  await ledger.billing.issueRun(run.id, { issuedBy: 'banc', batchSize });
  return approved.documents / ((performance.now() - start) / 1000);
}

/** Number, seal, charge, delivery and rendering order, in batches and one by one, beside bare rows and bare commits. */
export async function benchIssue(lines: number): Promise<Figure[]> {
  const batches = await openLedger({ lines, months: 0, today: monthAfter(0) });
  try {
    const rates = [];
    for (const month of [0, 1, 2]) rates.push(await issue(batches, month, 500));
    const rows = await bareRowsPerSecond(batches, lines);
    const alone = await openLedger({ lines: Math.min(lines, 1000), months: 0, today: monthAfter(0) });
    const single = [];
    let commits = 0;
    try {
      for (const month of [0, 1, 2]) single.push(await issue(alone, month, 1));
      commits = await bareCommitsPerSecond(alone);
    } finally {
      await alone.close();
    }
    return [
      figureOf(
        {
          name: `issue ${lines} invoices in batches`,
          unit: '/s',
          target: { atLeast: 3000 },
          limit: { name: 'bare rows of the same bytes', value: rows },
        },
        rates,
      ),
      figureOf(
        {
          name: 'issue one by one',
          unit: '/s',
          target: { atLeast: 400 },
          limit: { name: 'bare commits', value: commits },
        },
        single,
      ),
    ];
  } finally {
    await batches.close();
  }
}

/** Rows of the same payloads into tables without any key but the first, 500 in a transaction. */
async function bareRowsPerSecond({ owner }: Ledger, lines: number): Promise<number> {
  await owner.query(
    'CREATE TABLE bare_document (id bigint PRIMARY KEY, payload text); CREATE TABLE bare_line (id bigint PRIMARY KEY, period daterange, net bigint)',
  );
  const { rows } = await owner.query('SELECT payload FROM billing.invoice ORDER BY id LIMIT 500');
  const payloads = rows.map((row) => row.payload as string);
  const start = performance.now();
  for (let from = 0; from < lines; from += 500) {
    await owner.query('BEGIN');
    await owner.query(
      'INSERT INTO bare_document SELECT $1::bigint + n, p FROM unnest($2::text[]) WITH ORDINALITY AS u (p, n)',
      [from, payloads],
    );
    await owner.query(
      `INSERT INTO bare_line SELECT $1::bigint + n, '[2024-01-01,2024-02-01)', 3000 FROM generate_series(1, 500) n`,
      [from],
    );
    await owner.query('COMMIT');
  }
  return lines / ((performance.now() - start) / 1000);
}

async function bareCommitsPerSecond({ owner }: Ledger): Promise<number> {
  await owner.query('CREATE TABLE bare_commit (id bigint PRIMARY KEY)');
  const start = performance.now();
  for (let id = 0; id < 1000; id += 1) await owner.query('INSERT INTO bare_commit VALUES ($1)', [id]);
  return 1000 / ((performance.now() - start) / 1000);
}
