import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { fingerprint, type RuleSet } from './find-rules.js';

const require = createRequire(import.meta.url);

/** What a rule set says of one document. */
export interface Verdict {
  readonly fatal: readonly string[];
  readonly warnings: readonly string[];
}

export type Validator = (xml: string) => Verdict;

interface Saxon {
  transform(options: object, mode: 'sync'): { principalResult: string };
}

/** Compiling takes 10 to 35 s: the result is kept by the content of the stylesheet. */
function compiled(file: string): string {
  const cache = path.join(tmpdir(), 'intendance-conformance');
  mkdirSync(cache, { recursive: true });
  const target = path.join(cache, `${fingerprint(file)}.sef.json`);
  if (!existsSync(target)) {
    const partial = `${target}.${process.pid}`;
    const compiler = require.resolve('xslt3/xslt3.js');
    execFileSync(process.execPath, [compiler, `-xsl:${file}`, `-export:${partial}`, '-nogo'], {
      stdio: 'pipe',
    });
    renameSync(partial, target);
  }
  return readFileSync(target, 'utf8');
}

function sentence(markup: string): string {
  const id = /\sid="([^"]*)"/.exec(markup)?.[1] ?? '';
  const text = markup
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `${id} ${text}`.trim().slice(0, 300);
}

function schematron(file: string): Validator {
  const saxon = require('saxon-js') as Saxon;
  const stylesheet = JSON.parse(compiled(file)) as object;
  return (xml) => {
    const { principalResult } = saxon.transform(
      {
        stylesheetInternal: stylesheet,
        stylesheetBaseURI: pathToFileURL(file).href,
        sourceText: xml,
        destination: 'serialized',
      },
      'sync',
    );
    if (!principalResult.includes('fired-rule'))
      return { fatal: ['no rule applied to the document'], warnings: [] };
    const found = [
      ...principalResult.matchAll(/<svrl:(failed-assert|successful-report)[\s\S]*?<\/svrl:\1>/g),
    ].map((match) => match[0]);
    const isWarning = (markup: string) => /\s(flag|role)="(warning|information)"/.test(markup);
    return {
      fatal: found.filter((each) => !isWarning(each)).map(sentence),
      warnings: found.filter(isWarning).map(sentence),
    };
  };
}

function schema(file: string): Validator {
  xmlRegisterFsInputProviders();
  const source = XmlDocument.fromBuffer(readFileSync(file), { url: file });
  const validator = XsdValidator.fromDoc(source);
  return (xml) => {
    try {
      const document = XmlDocument.fromString(xml);
      try {
        validator.validate(document);
      } finally {
        document.dispose();
      }
      return { fatal: [], warnings: [] };
    } catch (error) {
      return { fatal: [(error as Error).message.slice(0, 300)], warnings: [] };
    }
  };
}

export function validatorOf({ kind, file }: RuleSet): Validator {
  return kind === 'xsd' ? schema(file) : schematron(file);
}
