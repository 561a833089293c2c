import { styleText } from 'node:util';
import { type Command } from 'commander';
import type { SeriesReport, Verification } from '#billing';
import type { Check } from '#kernel';

/** The invariants of the installation's database; works beside a running server and without one. */
export function addVerifyCommand(program: Command): void {
  program
    .command('verify')
    .description(
      'contrôle tous les invariants et le chaînage de chaque série ; code de sortie 1 si l’un est rompu',
    )
    .option('--json', 'pour les programmes')
    .action(async ({ json }: { json?: true }) => {
      const verification = await verify();
      const colours = process.stdout.isTTY && process.env.NO_COLOR === undefined;
      process.stdout.write(
        json ? `${JSON.stringify(verification, null, 2)}\n` : writeVerification(verification, { colours }),
      );
      const first = verification.checks.find((check) => check.state === 'broken');
      if (!first) return;
      process.stderr.write(`${first.invariant} rompu : ${first.offences.told[0]!.sentence.fr}\n`);
      process.exitCode = 1;
    });
}

/** The rooms are loaded when the command runs, so that `intendance --help` answers at once. */
async function verify(): Promise<Verification> {
  const { Verifier } = await import('#billing');
  const { openInstallation, otherInvariants, readConfiguration } = await import('#installation');
  const { openDatabase, UnitOfWork } = await import('#persistence');
  const installation = await openInstallation(readConfiguration(process.env));
  try {
    const database = await openDatabase({
      url: installation.databaseUrl,
      poolSize: 2,
      applicationName: 'intendance verify',
    });
    try {
      const verifier = new Verifier(new UnitOfWork(database), installation.clock);
      for (const check of otherInvariants) verifier.also(check);
      return await verifier.verify();
    } finally {
      await database.destroy();
    }
  } finally {
    await installation.release();
  }
}

const STATES: Readonly<Record<Check['state'], string>> = {
  holds: 'tenu',
  broken: 'ROMPU',
  notApplicable: 'sans objet',
};

/** The report a person reads: one line for each invariant, what is wrong or to do under it, then the series. */
export function writeVerification(
  { checks, series, day, holds }: Verification,
  { colours }: { colours: boolean },
): string {
  const paint = (style: 'bold' | 'green' | 'red' | 'yellow' | 'dim', text: string) =>
    colours ? styleText(style, text) : text;
  const styles = { holds: 'green', broken: 'red', notApplicable: 'dim' } as const;
  const lines = [paint('bold', `Invariants au ${day}`), ''];
  for (const check of checks) {
    const { invariant, name, state, checked, offences, toDo } = check;
    const count = state === 'notApplicable' ? '' : `  (${checked.toLocaleString('fr-FR')} contrôlés)`;
    lines.push(
      `${invariant.padEnd(4)}${paint(styles[state], STATES[state].padEnd(11))}${name.fr}${paint('dim', count)}`,
      ...writeFindings(offences).map((line) => paint('red', line)),
      ...writeFindings(toDo, 'à traiter : ').map((line) => paint('yellow', line)),
    );
  }
  lines.push('', paint('bold', 'Séries'), ...series.map(writeSeries), '');
  lines.push(
    holds
      ? paint('green', 'Tous les invariants tiennent.')
      : paint('red', 'Un invariant au moins est rompu.'),
  );
  return `${lines.join('\n')}\n`;
}

function writeFindings({ told, total }: Check['offences'], mark = ''): string[] {
  const untold = total - told.length;
  return [
    ...told.map(({ sentence }) => `      - ${mark}${sentence.fr}`),
    ...(untold > 0 ? [`      - ${mark}… et ${untold} autres`] : []),
  ];
}

function writeSeries({
  prefix,
  issuer,
  documents,
  firstNumber,
  lastNumber,
  lastHash,
  intact,
}: SeriesReport): string {
  const span = documents > 0 ? `${firstNumber} à ${lastNumber}` : 'vide';
  return `  ${issuer}  ${prefix}  ${documents} documents, ${span}, ${intact ? 'intacte' : 'ROMPUE'}${lastHash ? `, sceau ${lastHash}` : ''}`;
}
