import {
  defineErrors,
  type DomainError,
  errorOf,
  type LocalDate,
  type Sentence,
  writeCents,
  writeDate,
} from '#kernel';

const KEPT = 'Rien n’a été enregistré';
const day = (of: LocalDate | string, language: 'fr' | 'en') => writeDate(of as LocalDate, language);

const THINGS = {
  class: { fr: 'La catégorie de parts', en: 'Share class' },
  subscription: { fr: 'Le bulletin', en: 'Subscription' },
  payment: { fr: 'Le versement', en: 'Payment' },
  transfer: { fr: 'La cession', en: 'Transfer' },
  conversion: { fr: 'La conversion', en: 'Conversion' },
  withdrawal: { fr: 'Le retrait', en: 'Withdrawal' },
  person: { fr: 'La personne', en: 'Person' },
  interest: { fr: 'L’intérêt aux parts', en: 'Interest on shares' },
} satisfies Record<string, Sentence>;
export type CapitalThing = keyof typeof THINGS;

/** Every refusal about shares. Each sentence says what was asked, that nothing was kept, and what to do next. */
export const capitalErrors = defineErrors('CAPITAL', {
  NOT_FOUND: errorOf<{ what: Sentence; key: string | number }>(
    'notFound',
    ({ what, key }) => `${what.fr} ${key} n’existe pas. Vérifiez la référence.`,
    ({ what, key }) => `${what.en} ${key} does not exist. Check the reference.`,
  ),
  VALUE_REFUSED: errorOf<{ constraint: string }>(
    'invalid',
    () =>
      `Cette saisie contredit ce que le registre peut porter. ${KEPT}\u202f; relisez les valeurs saisies et recommencez.`,
    () =>
      'What was entered contradicts what the register can hold. Nothing was recorded; read the values again and retry.',
  ),
  NOMINAL_OUT_OF_BOUNDS: errorOf(
    'invalid',
    () =>
      `Une part vaut au moins 0,01\u00a0€ et au plus 1\u202f000\u202f000,00\u00a0€. ${KEPT}\u202f; corrigez la valeur nominale.`,
    () =>
      'A share is worth €0.01 at least and €1,000,000.00 at most. Nothing was recorded; correct the nominal value.',
  ),
  AMOUNT_NOT_POSITIVE: errorOf(
    'invalid',
    () => `Le montant doit être supérieur à zéro. ${KEPT}\u202f; corrigez le montant.`,
    () => 'The amount must be above zero. Nothing was recorded; correct the amount.',
  ),
  CALL_DUE_TOO_EARLY: errorOf(
    'invalid',
    () => `L’échéance d’un appel ne précède pas l’appel. ${KEPT}\u202f; corrigez l’une des deux dates.`,
    () => 'A call is not due before it is made. Nothing was recorded; correct one of the two days.',
  ),
  PERCENT_NOT_POSITIVE: errorOf(
    'invalid',
    () => `Le pourcentage doit être supérieur à zéro. ${KEPT}\u202f; corrigez-le.`,
    () => 'The percentage must be above zero. Nothing was recorded; correct it.',
  ),
  TMO_OUT_OF_BOUNDS: errorOf(
    'invalid',
    () =>
      `Un TMO se situe entre −5\u00a0% et 30\u00a0%. ${KEPT}\u202f; relisez la source et corrigez le taux.`,
    () => 'A TMO lies between −5% and 30%. Nothing was recorded; read the source again and correct the rate.',
  ),
  APPEND_ONLY: errorOf(
    'conflict',
    () =>
      'Le registre ne se réécrit pas\u00a0: un mouvement se corrige par le mouvement inverse. Rien n’a été modifié.',
    () => 'The register is not rewritten: a movement is corrected by its reversal. Nothing was changed.',
  ),
  CLASS_CODE_TAKEN: errorOf<{ code: string }>(
    'conflict',
    ({ code }) =>
      `Une catégorie de parts porte déjà le code ${code}. ${KEPT}\u202f; une autre valeur nominale est une autre catégorie\u00a0: donnez-lui un autre code.`,
    ({ code }) =>
      `A share class already has the code ${code}. Nothing was recorded; another nominal value is another class: give it another code.`,
  ),
  CLASS_NOT_YET: errorOf<{ code: string; from: string; day: string }>(
    'conflict',
    ({ code, from, day: on }) =>
      `La catégorie ${code} existe à partir du ${day(from, 'fr')} et l’acte est du ${day(on, 'fr')}. ${KEPT}\u202f; corrigez la date.`,
    ({ code, from, day: on }) =>
      `Class ${code} exists from ${day(from, 'en')} and the act is of ${day(on, 'en')}. Nothing was recorded; correct the day.`,
  ),
  BEFORE_BULLETIN: errorOf<{ code: string; day: string; subscribedOn: string }>(
    'invalid',
    ({ code, day: on, subscribedOn }) =>
      `Le bulletin ${code} est du ${day(subscribedOn, 'fr')}\u00a0: rien de ce qui le suit ne date du ${day(on, 'fr')}. ${KEPT}\u202f; corrigez la date, ou annulez le bulletin et établissez-le à la sienne.`,
    ({ code, day: on, subscribedOn }) =>
      `Subscription ${code} is of ${day(subscribedOn, 'en')}: nothing that follows from it is of ${day(on, 'en')}. Nothing was recorded; correct the day, or cancel the subscription and make it on its own day.`,
  ),
  NOT_SIGNED: errorOf<{ code: string }>(
    'conflict',
    ({ code }) =>
      `Le bulletin ${code} n’a pas de signature en vigueur. Rien n’a été annulé\u202f; relisez le bulletin.`,
    ({ code }) => `Subscription ${code} has no signature in force. Nothing was taken back; read it again.`,
  ),
  RECIPIENT_NOT_ADMITTED: errorOf<{ person: string; day: string }>(
    'conflict',
    ({ person, day: on }) =>
      `${person} n’a ni parts ni admission au ${day(on, 'fr')}\u00a0: une cession à un nouvel associé suppose son agrément (art. 11 loi 47-1775 [?]). ${KEPT}\u202f; enregistrez d’abord son admission (Sociétaires › sa fiche), ou choisissez une autre personne.`,
    ({ person, day: on }) =>
      `${person} has neither shares nor an admission on ${day(on, 'en')}: a transfer to a new associate supposes their approval (art. 11 of act 47-1775 [?]). Nothing was recorded; record the admission first (Associates › their record), or choose another person.`,
  ),
  NO_CAPITAL_RULES: errorOf<{ day: string }>(
    'conflict',
    ({ day: on }) =>
      `Les statuts en vigueur le ${day(on, 'fr')} ne disent rien du capital. ${KEPT}\u202f; enregistrez d’abord les statuts (Sociétaires › Statuts).`,
    ({ day: on }) =>
      `The bylaws in force on ${day(on, 'en')} say nothing of capital. Nothing was recorded; record the bylaws first (Associates › Bylaws).`,
  ),
  DAY_IN_FUTURE: errorOf<{ day: string; today: string }>(
    'invalid',
    ({ day: on, today }) =>
      `Le ${day(on, 'fr')} est à venir (nous sommes le ${day(today, 'fr')})\u00a0: le registre dit ce qui a eu lieu. ${KEPT}\u202f; corrigez la date.`,
    ({ day: on, today }) =>
      `${day(on, 'en')} is yet to come (today is ${day(today, 'en')}): the register tells what happened. Nothing was recorded; correct the day.`,
  ),
  CALLED_OUT_OF_BOUNDS: errorOf<{ called: number; required: number; amount: number }>(
    'invalid',
    ({ called, required, amount }) =>
      `Le montant appelé à la souscription (${writeCents(called, 'fr')}) doit être compris entre ${writeCents(required, 'fr')}, le minimum des statuts, et ${writeCents(amount, 'fr')}. ${KEPT}\u202f; corrigez le montant.`,
    ({ called, required, amount }) =>
      `What is called when subscribing (${writeCents(called, 'en')}) lies between ${writeCents(required, 'en')}, the minimum of the bylaws, and ${writeCents(amount, 'en')}. Nothing was recorded; correct the amount.`,
  ),
  PAYMENT_EXCEEDS: errorOf<{ code: string }>(
    'conflict',
    ({ code }) =>
      `Le bulletin ${code} serait payé au-delà de son montant. ${KEPT}\u202f; vérifiez s’il n’a pas déjà été rapproché, ou corrigez le montant.`,
    ({ code }) =>
      `Subscription ${code} would be paid beyond its amount. Nothing was recorded; check whether it was reconciled already, or correct the amount.`,
  ),
  PAYMENT_KNOWN: errorOf<{ reference: string }>(
    'conflict',
    ({ reference }) =>
      `Le versement «\u00a0${reference}\u00a0» est déjà rapproché de ce bulletin. ${KEPT} de plus\u00a0: les parts ne sont pas comptées deux fois.`,
    ({ reference }) =>
      `Payment “${reference}” is already reconciled with this subscription. Nothing more was recorded: shares are not counted twice.`,
  ),
  PAYMENT_UNDONE: errorOf<{ reference: string }>(
    'conflict',
    ({ reference }) =>
      `Le rapprochement du versement «\u00a0${reference}\u00a0» est déjà annulé. ${KEPT}\u202f; rapprochez-le de nouveau s’il y a lieu.`,
    ({ reference }) =>
      `The reconciliation of payment “${reference}” is already undone. Nothing was recorded; reconcile it again if it applies.`,
  ),
  BULLETIN_NOT_PAID: errorOf<{ code: string; paid: number; required: number }>(
    'conflict',
    ({ code, paid, required }) =>
      `Le bulletin ${code} a reçu ${writeCents(paid, 'fr')}\u202f; il faut ${writeCents(required, 'fr')} pour qu’il y ait des parts. ${KEPT}\u202f; enregistrez d’abord le versement.`,
    ({ code, paid, required }) =>
      `Subscription ${code} received ${writeCents(paid, 'en')}; it takes ${writeCents(required, 'en')} for shares to exist. Nothing was recorded; record the payment first.`,
  ),
  CALL_EXCEEDS: errorOf<{ code: string }>(
    'conflict',
    ({ code }) =>
      `L’appel dépasserait le montant souscrit du bulletin ${code}. ${KEPT}\u202f; réduisez la part appelée.`,
    ({ code }) =>
      `The call would exceed what was subscribed by ${code}. Nothing was recorded; reduce the part called.`,
  ),
  NOTHING_TO_CALL: errorOf<{ class: string }>(
    'conflict',
    ({ class: code }) =>
      `Aucun bulletin de la catégorie ${code} n’a de capital à appeler. ${KEPT}\u202f; il n’y a rien à faire.`,
    ({ class: code }) =>
      `No subscription of class ${code} has capital left to call. Nothing was recorded; there is nothing to do.`,
  ),
  SUBSCRIPTION_CANCELLED: errorOf<{ code: string }>(
    'conflict',
    ({ code }) =>
      `Le bulletin ${code} est annulé, ou ne peut pas l’être tant que des versements y sont rapprochés. ${KEPT}\u202f; annulez d’abord les rapprochements, ou établissez un nouveau bulletin.`,
    ({ code }) =>
      `Subscription ${code} is cancelled, or cannot be while payments are reconciled with it. Nothing was recorded; undo the payments first, or make a new subscription.`,
  ),
  ALREADY_SIGNED: errorOf<{ code: string }>(
    'conflict',
    ({ code }) =>
      `La signature du bulletin ${code} est déjà enregistrée. ${KEPT} de plus\u202f; il n’y a rien à faire.`,
    ({ code }) =>
      `The signature of subscription ${code} is already recorded. Nothing more was recorded; there is nothing to do.`,
  ),
  HOLDINGS_TOO_SMALL: errorOf<{ person: string; class: string; day: string; missing: number }>(
    'conflict',
    ({ person, class: code, day: on, missing }) =>
      `${person} n’aurait pas assez de parts ${code} le ${day(on, 'fr')}\u00a0: il en manque ${missing}. ${KEPT}\u202f; vérifiez la quantité et la date, ou annulez d’abord ce qui a fait partir les parts.`,
    ({ person, class: code, day: on, missing }) =>
      `${person} would be ${missing} short of shares ${code} on ${day(on, 'en')}. Nothing was recorded; check quantity and day, or undo first what moved the shares.`,
  ),
  SHARES_NOT_PAID_UP: errorOf<{ person: string; class: string; day: string; unpaid: number; left: number }>(
    'conflict',
    ({ person, class: code, day: on, unpaid }) =>
      `Le ${day(on, 'fr')}, ${unpaid} parts ${code} de ${person} ne sont pas entièrement libérées\u00a0: elles ne se cèdent, ne se convertissent ni ne se retirent avant de l’être. ${KEPT}\u202f; enregistrez le solde, ou réduisez la quantité.`,
    ({ person, class: code, day: on, unpaid }) =>
      `On ${day(on, 'en')}, ${unpaid} shares ${code} of ${person} are not paid up: until they are, they are neither transferred, converted nor withdrawn. Nothing was recorded; record the balance, or reduce the quantity.`,
  ),
  FLOOR_REACHED: errorOf<{ day: string; capital: number; floor: number }>(
    'conflict',
    ({ day: on, capital, floor }) =>
      `Le ${day(on, 'fr')}, le capital tomberait à ${writeCents(capital, 'fr')}, sous son plancher de ${writeCents(floor, 'fr')}. ${KEPT}\u202f; le retrait peut attendre son tour dans la file.`,
    ({ day: on, capital, floor }) =>
      `On ${day(on, 'en')}, capital would fall to ${writeCents(capital, 'en')}, below its floor of ${writeCents(floor, 'en')}. Nothing was recorded; the withdrawal can wait for its turn in the queue.`,
  ),
  QUEUE_ORDER: errorOf<{ withdrawal: number; requestedOn: string }>(
    'conflict',
    ({ withdrawal, requestedOn }) =>
      `Le retrait ${withdrawal}, demandé le ${day(requestedOn, 'fr')}, passe avant. ${KEPT}\u202f; servez la file dans l’ordre, ou enregistrez l’abandon du premier.`,
    ({ withdrawal, requestedOn }) =>
      `Withdrawal ${withdrawal}, requested on ${day(requestedOn, 'en')}, comes first. Nothing was recorded; serve the queue in order, or record that the first one is abandoned.`,
  ),
  ALREADY_IN_REGISTER: errorOf<{ cause: string }>(
    'conflict',
    ({ cause }) =>
      `Le registre porte déjà le mouvement de ${cause}. ${KEPT} de plus\u00a0: une cause n’a qu’un mouvement en vigueur.`,
    ({ cause }) =>
      `The register already holds the movement of ${cause}. Nothing more was recorded: a cause has one live movement.`,
  ),
  NOT_IN_REGISTER: errorOf<{ cause: string }>(
    'conflict',
    ({ cause }) =>
      `Le registre ne porte pas de mouvement en vigueur de ${cause}. ${KEPT}\u202f; il n’y a rien à annuler.`,
    ({ cause }) =>
      `The register holds no live movement of ${cause}. Nothing was recorded; there is nothing to undo.`,
  ),
  REVERSED_TOO_EARLY: errorOf<{ day: string; moved: string }>(
    'conflict',
    ({ day: on, moved }) =>
      `Un mouvement du ${day(moved, 'fr')} ne peut pas être annulé ni repris le ${day(on, 'fr')}, avant d’avoir eu lieu. ${KEPT}\u202f; corrigez la date.`,
    ({ day: on, moved }) =>
      `A movement of ${day(moved, 'en')} cannot be undone or made again on ${day(on, 'en')}, before it happened. Nothing was recorded; correct the day.`,
  ),
  PAYMENT_TOO_EARLY: errorOf<{ day: string; moved: string }>(
    'conflict',
    ({ day: on, moved }) =>
      `Un versement rapproché ou annulé le ${day(moved, 'fr')} ne peut pas l’être de nouveau le ${day(on, 'fr')}, avant ce jour. ${KEPT}\u202f; corrigez la date.`,
    ({ day: on, moved }) =>
      `A payment reconciled or undone on ${day(moved, 'en')} cannot be so again on ${day(on, 'en')}, before that day. Nothing was recorded; correct the day.`,
  ),
  ACT_TOO_EARLY: errorOf<{ day: string; since: string }>(
    'conflict',
    ({ day: on, since }) =>
      `L’acte est daté du ${day(on, 'fr')}, avant ce dont il est la suite (${day(since, 'fr')}). ${KEPT}\u202f; corrigez la date.`,
    ({ day: on, since }) =>
      `The act is of ${day(on, 'en')}, before what it follows from (${day(since, 'en')}). Nothing was recorded; correct the day.`,
  ),
  YEAR_NOT_OVER: errorOf<{ day: string }>(
    'conflict',
    ({ day: on }) =>
      `L’exercice n’est pas clos le ${day(on, 'fr')}, jour de la décision, ou ses dates sont inversées. ${KEPT}\u202f; corrigez les dates\u00a0: l’intérêt se décide une fois l’exercice terminé.`,
    ({ day: on }) =>
      `The financial year is not over on ${day(on, 'en')}, the day of the decision, or its days are reversed. Nothing was recorded; correct the days: interest is decided once the year is over.`,
  ),
  SHARES_PROMISED: errorOf<{
    person: string;
    class: string;
    withdrawal: number;
    requestedOn: string;
    promised: number;
    missing: number;
  }>(
    'conflict',
    ({ person, class: code, withdrawal, requestedOn, promised, missing }) =>
      `${person} a demandé le retrait de ${promised} parts ${code} (retrait ${withdrawal}, demandé le ${day(requestedOn, 'fr')})\u00a0: il en manquerait ${missing}. ${KEPT}\u202f; réduisez la quantité, ou enregistrez d’abord l’abandon de ce retrait (Capital › Retraits).`,
    ({ person, class: code, withdrawal, requestedOn, promised, missing }) =>
      `${person} asked to withdraw ${promised} shares ${code} (withdrawal ${withdrawal}, requested on ${day(requestedOn, 'en')}): ${missing} would be missing. Nothing was recorded; reduce the quantity, or record first that this withdrawal is abandoned (Capital › Withdrawals).`,
  ),
  SHARES_ALREADY_LEAVING: errorOf<{ person: string; class: string; asked: number; left: number }>(
    'conflict',
    ({ person, class: code, asked, left }) =>
      `${person} a déjà demandé le retrait de ${asked} parts ${code}\u202f; il en reste ${left} à demander. ${KEPT}\u202f; réduisez la quantité, ou enregistrez d’abord l’abandon de l’autre demande.`,
    ({ person, class: code, asked, left }) =>
      `${person} already asked to withdraw ${asked} shares ${code}; ${left} are left to ask for. Nothing was recorded; reduce the quantity, or record first that the other request is abandoned.`,
  ),
  TRANSFER_TO_SELF: errorOf(
    'invalid',
    () => `Une cession va d’une personne à une autre. ${KEPT}\u202f; choisissez un autre bénéficiaire.`,
    () => 'A transfer goes from one person to another. Nothing was recorded; choose another recipient.',
  ),
  CONVERSION_UNEQUAL: errorOf<{ from: number; to: number }>(
    'invalid',
    ({ from, to }) =>
      `La conversion ferait de ${writeCents(from, 'fr')} de parts ${writeCents(to, 'fr')}\u00a0: elle doit garder la valeur. ${KEPT}\u202f; corrigez les quantités.`,
    ({ from, to }) =>
      `The conversion would make ${writeCents(to, 'en')} of shares out of ${writeCents(from, 'en')}: it must keep their value. Nothing was recorded; correct the quantities.`,
  ),
  CONVERSION_SAME_CLASS: errorOf(
    'invalid',
    () =>
      `Une conversion fait passer d’une catégorie de parts à une autre. ${KEPT}\u202f; choisissez une autre catégorie d’arrivée.`,
    () =>
      'A conversion goes from one share class to another. Nothing was recorded; choose another class to arrive at.',
  ),
  CONVERSION_TOO_LARGE: errorOf(
    'invalid',
    () => `La conversion ferait plus de cent millions de parts. ${KEPT}\u202f; réduisez la quantité.`,
    () =>
      'The conversion would make more than a hundred million shares. Nothing was recorded; reduce the quantity.',
  ),
  WITHDRAWAL_DECIDED: errorOf<{ withdrawal: number }>(
    'conflict',
    ({ withdrawal }) =>
      `Le retrait ${withdrawal} a déjà été décidé ou abandonné. ${KEPT}\u202f; relisez-le avant d’agir.`,
    ({ withdrawal }) =>
      `Withdrawal ${withdrawal} was already decided or abandoned. Nothing was recorded; read it again before acting.`,
  ),
  WITHDRAWAL_NOT_GRANTED: errorOf<{ withdrawal: number }>(
    'conflict',
    ({ withdrawal }) =>
      `Le retrait ${withdrawal} n’a pas été accordé\u00a0: il n’a pas d’effet. ${KEPT}\u202f; enregistrez d’abord la décision.`,
    ({ withdrawal }) =>
      `Withdrawal ${withdrawal} was not granted: it has no effect. Nothing was recorded; record the decision first.`,
  ),
  WITHDRAWAL_DONE: errorOf<{ withdrawal: number }>(
    'conflict',
    ({ withdrawal }) =>
      `Le retrait ${withdrawal} a pris effet\u00a0: il ne s’abandonne plus. ${KEPT}\u202f; un nouveau bulletin ferait revenir la personne.`,
    ({ withdrawal }) =>
      `Withdrawal ${withdrawal} took effect: it is no longer abandoned. Nothing was recorded; a new subscription would bring the person back.`,
  ),
  REFUND_NOT_OWED: errorOf<{ withdrawal: number }>(
    'conflict',
    ({ withdrawal }) =>
      `Le retrait ${withdrawal} n’a pas pris effet\u00a0: rien n’est à rembourser. ${KEPT}\u202f; attendez que la file soit servie.`,
    ({ withdrawal }) =>
      `Withdrawal ${withdrawal} has not taken effect: nothing is to be refunded. Nothing was recorded; wait until the queue is served.`,
  ),
  REFUND_AMOUNT_OPEN: errorOf<{ withdrawal: number; day: string }>(
    'conflict',
    ({ withdrawal, day: on }) =>
      `Le remboursement du retrait ${withdrawal} dépend des pertes à la clôture de l’exercice où il a pris effet (${day(on, 'fr')}). ${KEPT}\u202f; enregistrez d’abord cette clôture.`,
    ({ withdrawal, day: on }) =>
      `The refund of withdrawal ${withdrawal} depends on the losses at the closing of the financial year in which it took effect (${day(on, 'en')}). Nothing was recorded; record that closing first.`,
  ),
  REFUND_PAID: errorOf<{ withdrawal: number }>(
    'conflict',
    ({ withdrawal }) => `Le retrait ${withdrawal} est déjà remboursé. ${KEPT} de plus.`,
    ({ withdrawal }) => `Withdrawal ${withdrawal} is already refunded. Nothing more was recorded.`,
  ),
  CLOSING_KNOWN: errorOf<{ day: string }>(
    'conflict',
    ({ day: on }) =>
      `La clôture du ${day(on, 'fr')} est déjà enregistrée. ${KEPT}\u202f; une clôture ne se réécrit pas.`,
    ({ day: on }) =>
      `The closing of ${day(on, 'en')} is already recorded. Nothing was recorded; a closing is not rewritten.`,
  ),
  CLOSING_AFTER_REFUND: errorOf<{ day: string; withdrawal: number; paidOn: string }>(
    'conflict',
    ({ day: on, withdrawal, paidOn }) =>
      `Le retrait ${withdrawal}, remboursé le ${day(paidOn, 'fr')}, a déjà supporté les pertes d’une clôture plus tardive que celle du ${day(on, 'fr')}. ${KEPT}\u202f; ce qui a été versé ne change plus\u00a0: réglez l’écart avec la personne et votre expert-comptable.`,
    ({ day: on, withdrawal, paidOn }) =>
      `Withdrawal ${withdrawal}, refunded on ${day(paidOn, 'en')}, has borne the losses of a later closing than that of ${day(on, 'en')}. Nothing was recorded; what was paid out no longer changes: settle the difference with the person and your accountant.`,
  ),
  LOSSES_EXCEED_CAPITAL: errorOf<{ day: string; losses: number; bearing: number }>(
    'invalid',
    ({ day: on, losses, bearing }) =>
      `À la clôture du ${day(on, 'fr')}, les pertes (${writeCents(losses, 'fr')}) dépassent le capital qui les supporte (${writeCents(bearing, 'fr')}). ${KEPT}\u202f; saisissez les pertes après imputation sur les réserves.`,
    ({ day: on, losses, bearing }) =>
      `At the closing of ${day(on, 'en')}, the losses (${writeCents(losses, 'en')}) exceed the capital that bears them (${writeCents(bearing, 'en')}). Nothing was recorded; enter the losses left after reserves.`,
  ),
  INTEREST_NOT_POSITIVE: errorOf(
    'invalid',
    () =>
      `Un intérêt aux parts est supérieur à zéro. ${KEPT}\u202f; corrigez le taux, ou n’enregistrez pas de décision.`,
    () => 'Interest on shares is above zero. Nothing was recorded; correct the rate, or record no decision.',
  ),
  INTEREST_ABOVE_CAP: errorOf<{ rate: number; cap: number }>(
    'conflict',
    ({ rate, cap }) =>
      `Un intérêt de ${percent(rate, 'fr')} dépasse le plafond de ${percent(cap, 'fr')} (moyenne du TMO de trois ans et marge\u202f; art. 14 loi 47-1775). ${KEPT}\u202f; baissez le taux.`,
    ({ rate, cap }) =>
      `Interest of ${percent(rate, 'en')} exceeds the cap of ${percent(cap, 'en')} (mean TMO of three years and margin; art. 14 of act 47-1775). Nothing was recorded; lower the rate.`,
  ),
  TMO_MISSING: errorOf<{ years: readonly number[] }>(
    'conflict',
    ({ years }) =>
      `Le plafond de l’intérêt demande le TMO ${new Intl.ListFormat('fr').format(years.map((year) => `de ${year}`))}, qui ${years.length > 1 ? 'manquent' : 'manque'}. ${KEPT}\u202f; saisissez-le avec sa source, puis recommencez.`,
    ({ years }) =>
      `The cap on interest needs the TMO of ${new Intl.ListFormat('en-GB').format(years.map(String))}, which ${years.length > 1 ? 'are' : 'is'} missing. Nothing was recorded; enter it with its source, then try again.`,
  ),
  INTEREST_KNOWN: errorOf<{ exercise: string }>(
    'conflict',
    ({ exercise }) =>
      `L’intérêt de l’exercice ${exercise} est déjà décidé. ${KEPT}\u202f; relisez la décision existante.`,
    ({ exercise }) =>
      `The interest of financial year ${exercise} is already decided. Nothing was recorded; read the existing decision.`,
  ),
  NO_EMAIL: errorOf<{ person: string }>(
    'conflict',
    ({ person }) =>
      `${person} n’a pas d’adresse e-mail. Rien n’a été envoyé\u202f; complétez sa fiche, ou imprimez le bulletin.`,
    ({ person }) =>
      `${person} has no e-mail address. Nothing was sent; complete the record, or print the subscription.`,
  ),
  BULLETIN_ON_ITS_WAY: errorOf<{ code: string }>(
    'conflict',
    ({ code }) =>
      `Le bulletin ${code} est déjà en cours d’envoi. Rien n’a été envoyé de plus\u202f; attendez le résultat, puis recommencez s’il y a lieu.`,
    ({ code }) =>
      `Subscription ${code} is already being sent. Nothing more was sent; wait for the outcome, then try again if it applies.`,
  ),
  REGISTER_UNKNOWN: errorOf<{ columns: string }>(
    'invalid',
    ({ columns }) =>
      `Ce registre n’est d’aucun format connu (colonnes lues\u00a0: ${columns}). Rien n’a été importé\u202f; comparez l’en-tête aux formats décrits sur la page d’import.`,
    ({ columns }) =>
      `This register is of no known format (columns read: ${columns}). Nothing was imported; compare the header with the formats described on the import page.`,
  ),
  IMPORT_REFUSED: errorOf<{ refusedCount: number; refused: readonly { line: number; reason: Sentence }[] }>(
    'conflict',
    ({ refusedCount, refused }) =>
      `${refusedCount} ligne(s) refusée(s), et rien n’a été importé. La première, ligne ${refused[0]?.line}\u00a0: ${refused[0]?.reason.fr}`,
    ({ refusedCount, refused }) =>
      `${refusedCount} line(s) refused, and nothing was imported. The first, line ${refused[0]?.line}: ${refused[0]?.reason.en}`,
  ),
  IMPORTED_OTHERWISE: errorOf<{ key: string }>(
    'conflict',
    ({ key }) =>
      `L’opération ${key} a déjà été importée avec un autre contenu. ${KEPT}\u00a0: un registre ne se réécrit pas\u202f; corrigez par un mouvement inverse.`,
    ({ key }) =>
      `Operation ${key} was imported before with other content. Nothing was recorded: a register is not rewritten; correct by a reversal.`,
  ),
  SAME_KEY_TWICE: errorOf<{ key: string; line: number }>(
    'invalid',
    ({ key, line }) =>
      `L’opération ${key} figure déjà à la ligne ${line}. ${KEPT}\u202f; gardez une seule des deux lignes.`,
    ({ key, line }) =>
      `Operation ${key} already stands on line ${line}. Nothing was recorded; keep one of the two lines.`,
  ),
  NOMINAL_DIFFERS: errorOf<{ class: string; known: number; read: number }>(
    'conflict',
    ({ class: code, known, read }) =>
      `La part ${code} vaut ${writeCents(known, 'fr')} et le fichier dit ${writeCents(read, 'fr')}\u00a0: une catégorie n’a qu’une valeur nominale. ${KEPT}\u202f; donnez un autre code à l’autre valeur.`,
    ({ class: code, known, read }) =>
      `Share ${code} is worth ${writeCents(known, 'en')} and the file says ${writeCents(read, 'en')}: a class has one nominal value. Nothing was recorded; give the other value another code.`,
  ),
  PERSON_AMBIGUOUS: errorOf<{ name: string; count: number }>(
    'conflict',
    ({ name, count }) =>
      `${count} personnes correspondent à «\u00a0${name}\u00a0». ${KEPT}\u202f; ajoutez au fichier un identifiant ou une adresse e-mail qui les distingue.`,
    ({ name, count }) =>
      `${count} persons match “${name}”. Nothing was recorded; add an identifier or e-mail address that tells them apart to the file.`,
  ),
});

function percent(basisPoints: number, language: 'fr' | 'en'): string {
  const number = (basisPoints / 100).toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB', {
    minimumFractionDigits: 2,
  });
  return language === 'fr' ? `${number}\u00a0%` : `${number}%`;
}

/** CAPITAL.NOT_FOUND of a thing of this room. */
export function notFound(thing: CapitalThing, key: string | number): DomainError {
  return capitalErrors.NOT_FOUND({ what: THINGS[thing], key });
}
