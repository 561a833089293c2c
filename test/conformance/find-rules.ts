import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One official artefact found in the folder that the user unpacked. */
export interface RuleSet {
  readonly title: string;
  readonly file: string;
  readonly kind: 'xsd' | 'xslt';
}

export interface FoundRules {
  readonly sets: readonly RuleSet[];
  /** What was looked for and is not there. */
  readonly missing: readonly string[];
  /** Documents that a validator must refuse. */
  readonly mutants: readonly string[];
}

/** Known names; `prefer` chooses among copies of one file in several repositories and profiles. */
const KNOWN: readonly { title: string; name: string; kind: RuleSet['kind']; prefer: RegExp }[] = [
  { title: 'Factur-X EN 16931, XSD', name: 'Factur-X_EN16931.xsd', kind: 'xsd', prefer: /EN16931/ },
  { title: 'Factur-X EN 16931, Schematron', name: 'FACTUR-X_EN16931.xslt', kind: 'xslt', prefer: /EN16931/ },
  {
    title: 'EN 16931 CII, Schematron',
    name: 'EN16931-CII-validation.xslt',
    kind: 'xslt',
    prefer: /eInvoicing-EN16931/,
  },
  {
    title: 'BR-FR, Schematron',
    name: 'BR-FR-Flux2-Schematron-CII.xslt',
    kind: 'xslt',
    prefer: /Factur-X[\\/]EN16931/,
  },
];

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

export function findRules(folder: string): FoundRules {
  const files = filesUnder(folder).sort();
  const sets: RuleSet[] = [];
  const missing: string[] = [];
  for (const { title, name, kind, prefer } of KNOWN) {
    const copies = files.filter((file) => path.basename(file) === name);
    const file = copies.find((copy) => prefer.test(copy)) ?? copies[0];
    if (file) sets.push({ title, file, kind });
    else missing.push(`${title} (${name})`);
  }
  const mutants = files.filter(
    (file) =>
      /[\\/]mutants[\\/][^\\/]+\.xml$/.test(file) &&
      readFileSync(file, 'utf8').includes('CrossIndustryInvoice'),
  );
  return { sets, missing, mutants };
}

export function fingerprint(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
