import type { Letterhead, PrintedDocument } from '#documents';
import { type LocalDate, writeCents, writeDate } from '#kernel';
import type { Holder } from '../capital/read-holdings.js';
import type { PersonRecord } from '../people/person.js';

/** What an associate is on the day of the certificate; null for holders who are none. */
export interface CertifiedStanding {
  readonly number: number;
  readonly admittedOn: LocalDate;
  readonly category: string;
  readonly college: string | null;
}

export interface CertificateFacts {
  readonly person: PersonRecord;
  readonly holder: Holder;
  readonly standing: CertifiedStanding | null;
  readonly letterhead: Letterhead;
  readonly day: LocalDate;
}

const shares = (quantity: number) =>
  `${quantity} part${quantity > 1 ? 's' : ''} sociale${quantity > 1 ? 's' : ''}`;

function identityRows({ person, standing }: CertificateFacts): (readonly [string, string])[] {
  const { kind, fullName, siren, legalForm, representative, birthDate } = person;
  const rows: (readonly [string, string])[] = [
    [kind === 'natural' ? 'Nom et prénom' : 'Dénomination', fullName],
  ];
  if (birthDate) rows.push(['Date de naissance', writeDate(birthDate, 'fr')]);
  if (legalForm) rows.push(['Forme', legalForm]);
  if (siren) rows.push(['SIREN', siren.replace(/(\d{3})(?=\d)/g, '$1\u00a0')]);
  if (representative) rows.push(['Représentation', representative]);
  if (standing) {
    rows.push(
      [
        'Registre des associés',
        `n°\u00a0${standing.number}, admission le ${writeDate(standing.admittedOn, 'fr')}`,
      ],
      ['Catégorie d’associés', standing.category],
    );
    if (standing.college) rows.push(['Collège de vote', standing.college]);
  }
  return rows;
}

/** What somebody holds at the end of a day, class by class. In French: it is handed to banks and to the tax office. */
export function composeCertificate(facts: CertificateFacts): PrintedDocument {
  const { person, holder, letterhead, day } = facts;
  const { holdings, quantity, subscribedCents, paidCents } = holder;
  const unpaid = subscribedCents - paidCents;
  return {
    language: 'fr',
    title: 'Attestation de parts sociales',
    subtitle: `Situation au ${writeDate(day, 'fr')}`,
    reference: `${person.code}-${day}`,
    issuedOn: day,
    letterhead,
    recipient: { name: person.fullName, address: person.address },
    blocks: [
      {
        kind: 'paragraph',
        text: `${letterhead.name} atteste que ${person.fullName} détient à ce jour ${shares(quantity)}, pour un montant souscrit de ${writeCents(subscribedCents, 'fr')}${unpaid > 0 ? `, dont ${writeCents(paidCents, 'fr')} libérés` : ', entièrement libéré'}.`,
      },
      { kind: 'facts', rows: identityRows(facts) },
      {
        kind: 'table',
        columns: [
          { label: 'Catégorie de parts', part: 3 },
          { label: 'Depuis', part: 2 },
          { label: 'Nominal', align: 'end', part: 2 },
          { label: 'Nombre', align: 'end', part: 1 },
          { label: 'Souscrit', align: 'end', part: 2 },
          { label: 'Libéré', align: 'end', part: 2 },
        ],
        rows: holdings.map((holding) => [
          `${holding.classCode} – ${holding.className}`,
          writeDate(holding.since, 'fr'),
          writeCents(holding.nominalCents, 'fr'),
          String(holding.quantity),
          writeCents(holding.subscribedCents, 'fr'),
          writeCents(holding.paidCents, 'fr'),
        ]),
        total: [
          'Total',
          '',
          '',
          String(quantity),
          writeCents(subscribedCents, 'fr'),
          writeCents(paidCents, 'fr'),
        ],
      },
      {
        kind: 'note',
        text: 'Cette attestation reprend le registre des mouvements de titres à la date indiquée. Elle n’est pas un titre négociable : les parts sociales sont nominatives et ne se cèdent que dans les conditions prévues par les statuts.',
      },
      {
        kind: 'signatures',
        places: [{ title: 'Pour la coopérative', note: 'Date, nom, qualité et signature' }],
      },
    ],
  };
}
