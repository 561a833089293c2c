#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../../../dist/apps/cli/src/main.js', import.meta.url);

if (existsSync(main)) {
  await import(main.href);
} else {
  process.stderr.write('Intendance n’est pas construit : lancez d’abord « npm run build ».\n');
  process.exitCode = 1;
}
