import { existsSync } from 'node:fs';

/** The folder of `package.json`, from the sources or from `dist`. */
export function packageFolder(): URL {
  for (let folder = new URL('./', import.meta.url); ; folder = new URL('../', folder)) {
    if (existsSync(new URL('package.json', folder))) return folder;
    if (folder.pathname === '/') throw new Error('package.json is missing');
  }
}
