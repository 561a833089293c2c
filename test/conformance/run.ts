import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkDocument, RenderPool, sampleDocuments } from '#documents';
import { embeddedFile, readPdf } from '#test/documents/read-pdf.js';
import { findRules, type RuleSet } from './find-rules.js';
import { type Validator, validatorOf } from './validate.js';

const USAGE = `npm run conformance -- --rules DIR [--write DIR]
  --rules  folder where the official repositories are unpacked:
           fnfempe/France_RFE, ConnectingEurope/eInvoicing-EN16931, facturxapi/en16931-oracles
  --write  folder to write the sample documents to (PDF and XML)`;

const write = (line: string) => process.stdout.write(`${line}\n`);

/** Faults put into a sound document on purpose, each with a rule that must see it. */
const FAULTS: readonly { name: string; spoil: (xml: string) => string }[] = [
  {
    name: 'total net off by a cent',
    spoil: (xml) =>
      xml.replace(/(<ram:TaxBasisTotalAmount>\d+\.)(\d)/, (_, head, digit) => `${head}${(+digit + 1) % 10}`),
  },
  {
    name: 'no buyer name',
    spoil: (xml) => xml.replace(/(<ram:BuyerTradeParty>.*?)<ram:Name>[^<]*<\/ram:Name>/s, '$1'),
  },
  {
    name: 'unknown type of document',
    spoil: (xml) => xml.replace('<ram:TypeCode>380<', '<ram:TypeCode>999<'),
  },
  {
    name: 'no late-payment note',
    spoil: (xml) => xml.replace('<ram:SubjectCode>PMD<', '<ram:SubjectCode>AAI<'),
  },
  {
    name: 'element out of order',
    spoil: (xml) =>
      xml.replace(
        /(<ram:CategoryCode>S<\/ram:CategoryCode>)(<ram:RateApplicablePercent>[^<]*<\/ram:RateApplicablePercent>)/,
        '$2$1',
      ),
  },
];

interface Sets {
  readonly set: RuleSet;
  readonly validate: Validator;
}

async function checkSamples(
  sets: readonly Sets[],
  target: string | undefined,
): Promise<{ fatal: number; sound: string }> {
  const pool = new RenderPool({ threads: 2 });
  let fatal = 0;
  let sound = '';
  try {
    for (const { name, document } of sampleDocuments()) {
      const own = checkDocument(document).filter((finding) => finding.severity === 'fatal');
      const { pdf } = await pool.renderInvoice(document);
      const xml = embeddedFile(readPdf(pdf), 'factur-x.xml').toString('utf8');
      if (name === 'invoice') sound = xml;
      if (target) {
        writeFileSync(path.join(target, `${name}.pdf`), pdf);
        writeFileSync(path.join(target, `${name}.xml`), xml);
      }
      const verdicts = sets.map(({ set, validate }) => ({ set, verdict: validate(xml) }));
      const count = own.length + verdicts.reduce((sum, { verdict }) => sum + verdict.fatal.length, 0);
      const warnings = verdicts.reduce((sum, { verdict }) => sum + verdict.warnings.length, 0);
      write(`${count === 0 ? 'pass' : 'FAIL'}  ${name.padEnd(26)} ${count} fatal, ${warnings} warnings`);
      for (const finding of own) write(`      own ${finding.rule} ${finding.sentence.en}`);
      for (const { set, verdict } of verdicts) {
        for (const each of verdict.fatal) write(`      ${set.title}: ${each}`);
        for (const each of verdict.warnings) write(`      ${set.title}, warning: ${each}`);
      }
      fatal += count;
    }
  } finally {
    await pool.stop();
  }
  return { fatal, sound };
}

/** The rules are only worth something if they see faults: ours, and those of the published mutants. */
function checkMutants(sets: readonly Sets[], sound: string, mutants: readonly string[]): number {
  const refuses = (xml: string) => sets.some(({ validate }) => validate(xml).fatal.length > 0);
  const missed: string[] = [];
  for (const { name, spoil } of FAULTS) {
    const spoilt = spoil(sound);
    if (spoilt === sound || !refuses(spoilt)) missed.push(name);
  }
  for (const file of mutants) if (!refuses(readFileSync(file, 'utf8'))) missed.push(file);
  const total = FAULTS.length + mutants.length;
  write(
    `${missed.length === 0 ? 'pass' : 'FAIL'}  spoilt documents refused: ${total - missed.length} of ${total}`,
  );
  for (const each of missed) write(`      not refused: ${each}`);
  return missed.length;
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { rules: { type: 'string' }, write: { type: 'string' } } });
  if (!values.rules) {
    write(USAGE);
    return 2;
  }
  const { sets: found, missing, mutants } = findRules(path.resolve(values.rules));
  for (const each of missing) write(`not found: ${each}`);
  if (found.length === 0) {
    write(USAGE);
    return 2;
  }
  if (values.write) mkdirSync(values.write, { recursive: true });
  const sets = found.map((set) => {
    write(`rules  ${set.title}: ${set.file}`);
    return { set, validate: validatorOf(set) };
  });
  const { fatal, sound } = await checkSamples(sets, values.write);
  const missed = checkMutants(sets, sound, mutants);
  write(
    fatal + missed === 0 ? 'All documents conform.' : `${fatal} fatal findings, ${missed} faults not seen.`,
  );
  return fatal + missed === 0 ? 0 : 1;
}

process.exitCode = await main();
