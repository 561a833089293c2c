import type { Letterhead, PostalAddress, PrintedBlock, PrintedDocument } from '#documents';
import { basisPointsToPercent, type LocalDate, writeCents, writeDate } from '#kernel';
import type { CapitalRules } from '../../bylaws/bylaws.js';
import type { OneSubscription } from '../read-subscriptions.js';
import type { Standing } from '../read-holdings.js';
import { amountInWords, numberInWords } from './amount-in-words.js';
import { bulletinTextsOn } from './bulletin-texts.js';

export interface Subscriber {
  readonly fullName: string;
  readonly kind: 'natural' | 'legal';
  readonly birthDate: LocalDate | null;
  readonly siren: string | null;
  readonly legalForm: string | null;
  readonly representative: string | null;
  readonly address: PostalAddress | null;
}

interface BulletinFacts {
  readonly subscription: OneSubscription;
  readonly subscriber: Subscriber;
  readonly letterhead: Letterhead;
  readonly rules: CapitalRules;
  /** Before this subscription. */
  readonly standing: Standing;
}

const percent = (basisPoints: number) => basisPointsToPercent(basisPoints).replace('.', ',');

/** « 552 100 554 », which does not break. */
const grouped = (siren: string) => siren.replace(/(\d{3})(?=\d)/g, '$1\u00a0');

function subscriberRows({
  fullName,
  kind,
  birthDate,
  siren,
  legalForm,
  representative,
  address,
}: Subscriber) {
  const rows: (readonly [string, string])[] = [
    // In one row: a copy, its signatures included, is one page.
    kind === 'natural'
      ? ['Nom et prénom', fullName]
      : [
          'Dénomination',
          [fullName, legalForm, siren && `SIREN\u00a0${grouped(siren)}`].filter(Boolean).join(', '),
        ],
  ];
  if (birthDate) rows.push(['Date de naissance', writeDate(birthDate, 'fr')]);
  if (representative) rows.push(['Représentation', representative]);
  if (address) {
    const { lines, postCode, city } = address;
    rows.push(['Adresse', [...lines, `${postCode} ${city}`.trim()].join(', ')]);
  }
  return rows;
}

function companyRows({ letterhead, standing, rules }: BulletinFacts) {
  // Its form, its capital and its registration stand in the letterhead above.
  const { name, address } = letterhead;
  const floor = writeCents(Math.max(standing.floorCents ?? 0, rules.minimumCents), 'fr');
  const rows: (readonly [string, string])[] = [['Société', name]];
  if (address)
    rows.push(['Siège', [...address.lines, `${address.postCode} ${address.city}`.trim()].join(', ')]);
  rows.push([
    'Capital',
    `${writeCents(standing.subscribedCents, 'fr')} souscrits à ce jour ; minimum ${floor}`,
  ]);
  return rows;
}

function shareRows({ subscription }: BulletinFacts) {
  const { quantity, nominalCents, amountCents, requiredCents, calledCents, classCode, releaseDueOn } =
    subscription;
  const rest = amountCents - calledCents;
  const rows: (readonly [string, string])[] = [
    ['Parts souscrites', `${quantity} (${numberInWords(quantity, 'fr')}) parts de catégorie ${classCode}`],
    ['Valeur nominale d’une part', writeCents(nominalCents, 'fr')],
    ['Montant souscrit', `${writeCents(amountCents, 'fr')} (${amountInWords(amountCents, 'fr')})`],
    [
      'Versement à la souscription',
      `${writeCents(calledCents, 'fr')} (${amountInWords(calledCents, 'fr')}), dont ${writeCents(requiredCents, 'fr')} exigés pour l’attribution`,
    ],
  ];
  if (rest > 0)
    rows.push([
      'Restant à appeler',
      `${writeCents(rest, 'fr')}, au plus tard le ${writeDate(releaseDueOn, 'fr')}`,
    ]);
  return rows;
}

function legalNotes({ subscription, rules, standing }: BulletinFacts): PrintedBlock[] {
  const filled: Readonly<Record<string, string>> = {
    quarter: `${percent(rules.paidAtSubscriptionBasisPoints)}\u00a0% de sa valeur`,
    months: String(rules.releaseMonths),
    delay: String(rules.refundDelayMonths),
    floor: writeCents(Math.max(standing.floorCents ?? 0, rules.minimumCents), 'fr'),
  };
  return bulletinTextsOn(subscription.subscribedOn).map(({ fr, source }) => ({
    kind: 'note',
    text: `${fr.replace(/\{(\w+)\}/g, (whole, name: string) => filled[name] ?? whole)}${source ? ` (${source})` : ''}`,
  }));
}

/** The bulletin in two copies. In French: it is signed under French law. */
export function composeBulletin(facts: BulletinFacts): PrintedDocument {
  const { subscription, subscriber, letterhead } = facts;
  const { code, subscribedOn } = subscription;
  return {
    language: 'fr',
    title: 'Bulletin de souscription de parts sociales',
    // The day stands beside the number; a page a copy leaves room for no more.
    subtitle: null,
    reference: code,
    issuedOn: subscribedOn,
    letterhead,
    recipient: null,
    copies: ['Exemplaire de la coopérative', 'Exemplaire de la personne qui souscrit'],
    blocks: [
      { kind: 'heading', text: 'La coopérative' },
      { kind: 'facts', rows: companyRows(facts) },
      { kind: 'heading', text: 'La personne qui souscrit' },
      { kind: 'facts', rows: subscriberRows(subscriber) },
      { kind: 'heading', text: 'La souscription' },
      { kind: 'facts', rows: shareRows(facts) },
      ...legalNotes(facts),
      {
        kind: 'signatures',
        places: [
          { title: 'Pour la coopérative', note: 'Date et signature' },
          {
            title: 'La personne qui souscrit',
            note: `Date, signature et mention manuscrite : « Bon pour souscription de ${subscription.quantity} parts »`,
          },
        ],
      },
    ],
  };
}
