import { type Command, Option } from 'commander';
import { reportFailure } from './report-failure.js';

interface IssuerChoices {
  readonly code: string;
  readonly name: string;
  readonly siren: string;
  readonly street: string;
  readonly postCode: string;
  readonly city: string;
  readonly country: string;
  readonly vatNumber?: string;
  readonly vatRegime: 'collection' | 'debits' | 'franchise' | 'exempt';
  readonly legalForm?: string;
  readonly email?: string;
  readonly iban?: string;
  readonly bic?: string;
  readonly outside?: boolean;
  readonly json?: boolean;
}

/** `intendance issuer create`: the legal entity in whose name invoices are made, the first thing a new installation needs. */
export function addIssuerCommand(program: Command): void {
  program
    .command('issuer')
    .description('gère les émetteurs de factures')
    .command('create')
    .description('crée un émetteur : la coopérative, une CAE')
    .requiredOption('--code <code>', '2 à 12 capitales et chiffres ; commence les numéros de facture')
    .requiredOption('--name <nom>', 'raison sociale')
    .requiredOption('--siren <siren>', 'neuf chiffres')
    .requiredOption('--street <voie>', 'numéro et voie')
    .requiredOption('--post-code <code>', 'code postal')
    .requiredOption('--city <ville>', 'ville')
    .option('--country <pays>', 'code du pays sur deux lettres', 'FR')
    .option('--vat-number <numéro>', 'numéro de TVA')
    .addOption(
      new Option('--vat-regime <régime>', 'exigibilité ou exonération de la TVA')
        .choices(['collection', 'debits', 'franchise', 'exempt'])
        .default('collection'),
    )
    .option('--legal-form <forme>', '« SCIC SA à capital variable »')
    .option('--email <adresse>', 'adresse de la facturation')
    .option('--iban <iban>', 'compte sur lequel les clients paient')
    .option('--bic <bic>', 'banque de ce compte')
    .option('--outside', 'extérieur : connu par son historique, n’émet jamais ici')
    .option('--json', 'écrit le résultat en JSON')
    .action(async (choices: IssuerChoices) => {
      const json = choices.json === true;
      try {
        const issuer = await createIssuer(choices);
        process.stdout.write(
          json ? `${JSON.stringify(issuer, null, 2)}\n` : `Émetteur ${issuer.code} créé : ${issuer.name}.\n`,
        );
      } catch (error) {
        reportFailure(error, { json });
      }
    });
}

async function createIssuer(choices: IssuerChoices) {
  const { Contracts } = await import('#contracts');
  const { systemActor } = await import('#identity');
  const { openRooms } = await import('#installation');
  const { street, postCode, city, country, json: _, ...details } = choices;
  const { rooms, close } = await openRooms(process.env);
  try {
    return await rooms.get(Contracts, { strict: false }).createIssuer(systemActor('intendance issuer'), {
      ...details,
      address: { lines: [street], postCode, city, country },
    });
  } finally {
    await close();
  }
}
