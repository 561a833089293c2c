import { type Command, Help, type Option } from 'commander';

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Usage :',
  'Options:': 'Options :',
  'Commands:': 'Commandes :',
  'Arguments:': 'Arguments :',
};

/** The messages of commander that a mistyped command can bring up, by what they begin with. */
const MISTAKES: readonly (readonly [RegExp, string])[] = [
  [/^error: unknown command '(.*)'/, 'Commande inconnue : « $1 ».'],
  [/^error: unknown option '(.*)'/, 'Option inconnue : « $1 ».'],
  [/^error: required option '(.*)' not specified/, 'Option obligatoire absente : « $1 ».'],
  [/^error: option '(.*)' argument missing/, 'Valeur absente après l’option « $1 ».'],
  [/^error: missing required argument '(.*)'/, 'Argument obligatoire absent : « $1 ».'],
  [/^error: too many arguments.*/, 'Trop d’arguments.'],
  [
    /^error: option '(.*)' argument '(.*)' is invalid\. Allowed choices are (.*)\./,
    'L’option « $1 » ne peut pas valoir « $2 ». Valeurs admises : $3.',
  ],
  [/\(Did you mean one of (.*)\?\)/, 'Peut-être : $1 ?'],
  [/\(Did you mean (.*)\?\)/, 'Peut-être : $1 ?'],
];

/** Help and mistakes in French, for the command and, since settings are inherited, for those added to it afterwards. */
export function speakFrench(program: Command): Command {
  return program
    .helpOption('-h, --help', 'affiche cette aide')
    .helpCommand('help [commande]', 'affiche l’aide d’une commande')
    .configureHelp({
      sortSubcommands: true,
      styleTitle: (title) => TITLES[title] ?? title,
      optionDescription,
      subcommandTerm: (command) => translateTerm(new Help().subcommandTerm(command)),
      commandUsage: (command) => translateTerm(new Help().commandUsage(command)),
    })
    .configureOutput({
      outputError: (text, write) =>
        write(MISTAKES.reduce((said, [from, to]) => said.replace(from, to), text)),
    });
}

function translateTerm(term: string): string {
  return term.replace('[command]', '[commande]');
}

function optionDescription({ description, argChoices, defaultValue }: Option): string {
  const told = [
    ...(argChoices ? [`au choix : ${argChoices.join(', ')}`] : []),
    ...(typeof defaultValue === 'string' ? [`par défaut : ${defaultValue}`] : []),
  ];
  return told.length > 0 ? `${description} (${told.join(' ; ')})` : description;
}
