import { readFileSync } from 'node:fs';
import { packageFolder } from '../console/package-folder.js';

/** The version of the package that this file belongs to, from its sources or from `dist`. */
export function readVersion(): string {
  const file = readFileSync(new URL('package.json', packageFolder()), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}
