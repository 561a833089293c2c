/** `npm run bench [-- --json] [-- --size 1000] [-- --only issue,render]` */
import { parseArgs } from 'node:util';
import { benchIssue, benchLargeDrift, benchPropose } from './billing.bench.js';
import { benchConsole } from './console.bench.js';
import { benchPayments, benchShares } from './cooperative.bench.js';
import { benchAudit } from './history.bench.js';
import { type Figure, writeFigure } from './measure.js';
import { benchRender } from './render.bench.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    size: { type: 'string', default: '10000' },
    only: { type: 'string', default: 'propose,drift,issue,render,audit,payments,shares,console' },
  },
});

const size = Number(values.size);
if (!Number.isInteger(size) || size < 100) {
  process.stderr.write('--size takes a whole number from 100 on\n');
  process.exit(2);
}

const benches: Readonly<Record<string, () => Promise<Figure[]>>> = {
  propose: () => benchPropose(size),
  drift: () => benchLargeDrift(size * 20),
  issue: () => benchIssue(size),
  render: () => benchRender(Math.min(size, 2000)),
  audit: () => benchAudit(size * 20),
  payments: () => benchPayments(size),
  shares: () => benchShares(size),
  console: () => benchConsole(),
};

const figures: Figure[] = [];
for (const name of values.only.split(',')) {
  const bench = benches[name];
  if (!bench) {
    process.stderr.write(`no benchmark ${name}: choose among ${Object.keys(benches).join(', ')}\n`);
    process.exit(2);
  }
  for (const figure of await bench()) {
    figures.push(figure);
    if (!values.json) process.stdout.write(`${writeFigure(figure)}\n`);
  }
}
if (values.json) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
process.exit(0);
