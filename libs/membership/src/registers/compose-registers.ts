import type { Letterhead, PrintedDocument } from '#documents';
import { type LocalDate, writeCents, writeDate } from '#kernel';
import type { AssociateRecord, ExitReason } from '../associates/associate.js';
import type { RegisterRow, RegisterSide } from '../capital/read-register.js';
import type { PersonRecord } from '../people/person.js';

/** One admission with whose it is. */
export interface RegisteredAssociate {
  readonly associate: AssociateRecord;
  readonly person: PersonRecord;
  /** Shares of all classes today, and their nominal. */
  readonly quantity: number;
  readonly amountCents: number;
}

const BODIES = {
  founders: 'signature des statuts',
  assembly: 'assemblée générale',
  board: 'conseil d’administration',
  management: 'gérance ou direction',
} as const;

const EXITS: Readonly<Record<ExitReason, string>> = {
  resignation: 'démission',
  exclusion: 'exclusion',
  death: 'décès',
  lossOfQuality: 'perte de qualité',
};

interface Sheet {
  readonly letterhead: Letterhead;
  readonly day: LocalDate;
}

/** `01/03/2026`: tables are narrow. */
const short = (day: LocalDate) => day.split('-').reverse().join('/');

/** « 552 100 554 », which does not break. */
const grouped = (siren: string) => siren.replace(/(\d{3})(?=\d)/g, '$1\u00a0');

function addressOf({ address }: PersonRecord): string {
  return address ? [...address.lines, `${address.postCode} ${address.city}`.trim()].join(', ') : '';
}

/** Names of the codes of the bylaws; a code of former bylaws stays a code. */
export interface RuleNames {
  readonly categories: ReadonlyMap<string, string>;
  readonly colleges: ReadonlyMap<string, string>;
}

/** Every admission ever, in the order of the numbers: exits stay in their row, and so does what was taken back. */
export function composeAssociatesRegister(
  entries: readonly RegisteredAssociate[],
  { categories, colleges }: RuleNames,
  { letterhead, day }: Sheet,
): PrintedDocument {
  const present = entries.filter(
    ({ associate: { correction, period } }) => !correction && period.from <= day && day < period.to,
  );
  const sum = (of: (entry: RegisteredAssociate) => number) =>
    present.reduce((total, entry) => total + of(entry), 0);
  return {
    language: 'fr',
    title: 'Registre des associés',
    subtitle: `Au ${writeDate(day, 'fr')}\u00a0: ${present.length} sociétaires, ${entries.length} inscriptions`,
    reference: `REG-ASSOCIES-${day}`,
    issuedOn: day,
    letterhead,
    recipient: null,
    landscape: true,
    blocks: [
      {
        kind: 'table',
        columns: [
          { label: 'N°', align: 'end', part: 1 },
          { label: 'Nom', part: 5 },
          { label: 'Adresse', part: 5 },
          { label: 'Admission', part: 4 },
          { label: 'Catégorie', part: 3 },
          { label: 'Collège', part: 3 },
          { label: 'Parts', align: 'end', part: 1.5 },
          { label: 'Montant', align: 'end', part: 2.5 },
          { label: 'Sortie', part: 3 },
        ],
        rows: entries.map(({ associate, person, quantity, amountCents }) => {
          const { exit, correction } = associate;
          const isPresent = !exit && !correction;
          const category = associate.categories.at(-1)?.code ?? '';
          const college = associate.colleges.at(-1)?.code ?? '';
          return [
            String(associate.number),
            person.siren ? `${person.fullName} (SIREN ${grouped(person.siren)})` : person.fullName,
            addressOf(person),
            `${short(associate.period.from)}, ${BODIES[associate.decidedBy]} du ${short(associate.decidedOn)}`,
            categories.get(category) ?? category,
            colleges.get(college) ?? college,
            isPresent ? String(quantity) : '',
            isPresent ? writeCents(amountCents, 'fr') : '',
            correction
              ? `admission annulée\u00a0: ${correction.reason}`
              : exit
                ? `${short(exit.effectiveOn)}, ${EXITS[exit.reason]}`
                : '',
          ];
        }),
        total: [
          '',
          'Au sociétariat',
          '',
          '',
          '',
          '',
          String(sum(({ quantity }) => quantity)),
          writeCents(
            sum(({ amountCents }) => amountCents),
            'fr',
          ),
          '',
        ],
      },
      {
        kind: 'note',
        text: 'Registre tenu pour la durée de la coopérative. La catégorie et le collège sont les derniers décidés\u202f; leurs dates figurent sur la fiche de la personne. Une inscription annulée, parce que saisie par erreur, garde son numéro et ne compte pas.',
      },
    ],
  };
}

const KINDS = {
  subscription: 'souscription',
  transfer: 'cession',
  conversion: 'conversion',
  withdrawal: 'retrait',
} as const;

const sideOf = (side: RegisterSide | null) =>
  side
    ? [side.personName, `${side.quantity} ${side.classCode}`, writeCents(side.amountCents, 'fr')]
    : ['', '', ''];

/** Every movement, in the order in which it was written; what was taken back and what takes it back both stay. */
export function composeMovementsRegister(
  movements: readonly RegisterRow[],
  { letterhead, day }: Sheet,
): PrintedDocument {
  return {
    language: 'fr',
    title: 'Registre des mouvements de titres',
    subtitle: `Au ${writeDate(day, 'fr')}\u00a0: ${movements.length} mouvements`,
    reference: `REG-MOUVEMENTS-${day}`,
    issuedOn: day,
    letterhead,
    recipient: null,
    landscape: true,
    blocks: [
      {
        kind: 'table',
        columns: [
          { label: 'N°', align: 'end', part: 1 },
          { label: 'Date', part: 2 },
          { label: 'Nature', part: 3 },
          { label: 'De', part: 4.5 },
          { label: 'Parts', align: 'end', part: 1.5 },
          { label: 'Montant', align: 'end', part: 2.5 },
          { label: 'À', part: 4.5 },
          { label: 'Parts', align: 'end', part: 1.5 },
          { label: 'Montant', align: 'end', part: 2.5 },
          { label: 'Pièce', part: 2.5 },
        ],
        rows: movements.map((movement) => [
          String(movement.number),
          short(movement.day),
          `${KINDS[movement.kind]}${movement.reversal ? ' (annulation)' : ''}${movement.reversedBy ? ` (annulée par ${movement.reversedBy})` : ''}`,
          ...sideOf(movement.from),
          ...sideOf(movement.to),
          movement.causeCode,
        ]),
      },
      {
        kind: 'note',
        text: 'Ce registre ne fait que croître\u00a0: une annulation est un mouvement de sens inverse. Les parts sont désignées par leur nombre et le code de leur catégorie.',
      },
    ],
  };
}
