import type { LocalDate } from '#kernel';

interface BulletinText {
  readonly key: 'variable' | 'payment' | 'liability' | 'refund' | 'copy' | 'declaration';
  readonly from: LocalDate;
  /** Where it comes from; null for what is customary. */
  readonly source: string | null;
  /** Whether the wording was compared with the source. */
  readonly verified: boolean;
  readonly fr: string;
  readonly en: string;
}

const ALWAYS = '2000-01-01' as LocalDate;

/**
 * What a bulletin says beside its figures. `{quarter}`, `{months}`, `{delay}`, `{floor}` are filled in from the bylaws of
 * its day. Wordings are our own and none was compared with the texts in force: an administrator has them read.
 */
const BULLETIN_TEXTS: readonly BulletinText[] = [
  {
    key: 'variable',
    from: ALWAYS,
    source: 'Loi 47-1775 du 10 septembre 1947, art. 13 ; C. com. art. L231-1 et suivants',
    verified: false,
    fr: 'Le capital est variable. Il ne peut être réduit, par le remboursement des apports, au-dessous de {floor}.',
    en: 'The capital is variable. Refunds may not reduce it below {floor}.',
  },
  {
    key: 'payment',
    from: ALWAYS,
    source: 'Loi 47-1775, art. 12',
    verified: false,
    fr: 'Chaque part est libérée d’au moins {quarter} à la souscription ; le surplus l’est sur appel, dans un délai de {months} mois au plus. Aucune part n’est attribuée avant ce premier versement.',
    en: 'Each share is paid up to at least {quarter} on subscription, and the rest when called, within {months} months. No share is allotted before that first payment.',
  },
  {
    key: 'refund',
    from: ALWAYS,
    source: 'Loi 47-1775, art. 18',
    verified: false,
    fr: 'Un retrait donne droit au remboursement de la valeur nominale des parts, sous déduction de leur contribution aux pertes, dans un délai de {delay} mois au plus, et à aucune part des réserves.',
    en: 'An associate who leaves is refunded the nominal value of the shares less their part in losses, within {delay} months. There is no claim on the reserves.',
  },
  {
    key: 'liability',
    from: ALWAYS,
    source: 'Loi 47-1775, art. 18 ; C. com. art. L231-6',
    verified: false,
    fr: 'Qui se retire répond pendant cinq ans, envers les associés et les tiers, des obligations existant au moment de son retrait.',
    en: 'For five years the associate remains bound, towards associates and others, by obligations existing on leaving.',
  },
  {
    key: 'copy',
    from: ALWAYS,
    source: 'C. com. art. R225-128 (SA) ; par analogie ailleurs',
    verified: false,
    fr: 'Le présent bulletin est établi en deux exemplaires ; l’un est remis à la personne qui souscrit.',
    en: 'This subscription is made in two copies, one of which is handed to the subscriber.',
  },
  {
    key: 'declaration',
    from: ALWAYS,
    source: null,
    verified: false,
    fr: 'La personne qui souscrit déclare avoir pris connaissance des statuts et y adhérer.',
    en: 'The subscriber declares to have read the bylaws and to adhere to them.',
  },
];

/** The texts in force on a day, in the order in which they are printed. */
export function bulletinTextsOn(day: LocalDate): readonly BulletinText[] {
  const keys = [...new Set(BULLETIN_TEXTS.map(({ key }) => key))];
  return keys.flatMap((key) => {
    const inForce = BULLETIN_TEXTS.filter((text) => text.key === key && text.from <= day);
    return inForce.toSorted((a, b) => (a.from < b.from ? 1 : -1)).slice(0, 1);
  });
}
