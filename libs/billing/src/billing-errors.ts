import { defineErrors, errorOf, type LocalDate, writeCents, writeDate, writePeriod } from '#kernel';

/** Days that a document bills already. */
export type BilledDays = {
  /** Code of the contract line. */
  readonly line: string;
  readonly from: LocalDate;
  /** Excluded. */
  readonly to: LocalDate;
  readonly issuer: string;
  readonly number: string;
  readonly issuedOn: LocalDate;
};

const saysWhoBilled = {
  fr: (f: BilledDays) =>
    `La ligne ${f.line} est déjà facturée par ${f.issuer} ${writePeriod(f, 'fr')}, facture ${f.number} du ${writeDate(f.issuedOn, 'fr')}.`,
  en: (f: BilledDays) =>
    `Line ${f.line} is already billed by ${f.issuer} ${writePeriod(f, 'en')}, invoice ${f.number} of ${writeDate(f.issuedOn, 'en')}.`,
};

/** What is known of a document that may have arrived, by the state of its delivery. */
const MAY_HAVE_ARRIVED: Readonly<Record<string, { fr(day: string): string; en(day: string): string }>> = {
  sent: {
    fr: (day) => `est déjà envoyée, depuis le ${day}`,
    en: (day) => `was sent already, on ${day}`,
  },
  sending: {
    fr: () => 'est en cours d’envoi',
    en: () => 'is being sent at this moment',
  },
  unknown: {
    fr: (day) => `est peut-être arrivée : son envoi du ${day} est resté sans réponse`,
    en: (day) => `may have arrived: its sending of ${day} was left without an answer`,
  },
};

export const billingErrors = defineErrors('BILLING', {
  ISSUER_UNKNOWN: errorOf<{ issuer: string }>(
    'notFound',
    ({ issuer }) => `Aucun émetteur « ${issuer} » n’existe dans cette installation.`,
    ({ issuer }) => `There is no issuer “${issuer}” in this installation.`,
  ),
  ISSUER_OUTSIDE: errorOf<{ issuer: string }>(
    'conflict',
    ({ issuer }) => `${issuer} est un émetteur extérieur : ses factures sont reprises ici, jamais établies.`,
    ({ issuer }) => `${issuer} is an outside issuer: its invoices are imported here, never issued.`,
  ),
  RUN_UNKNOWN: errorOf<{ run: number }>(
    'notFound',
    ({ run }) => `La campagne ${run} n’existe pas.`,
    ({ run }) => `There is no billing run ${run}.`,
  ),
  RUN_DOCUMENT_UNKNOWN: errorOf<{ run: number; position: number }>(
    'notFound',
    ({ run, position }) => `La campagne ${run} n’a pas de facture n° ${position}.`,
    ({ run, position }) => `Run ${run} has no document ${position}.`,
  ),
  ATTEMPT_REFUSED: errorOf<{ run: number; position: number; state: string }>(
    'conflict',
    ({ run, position, state }) =>
      `La facture n° ${position} de la campagne ${run} n’est pas en échec (état « ${state} »)\u202F: il n’y a rien à reprendre. Rien n’a changé.`,
    ({ run, position, state }) =>
      `Document ${position} of run ${run} has not failed (state “${state}”): there is nothing to try again. Nothing was changed.`,
  ),
  INVOICE_UNKNOWN: errorOf<{ invoice: string }>(
    'notFound',
    ({ invoice }) => `La facture ${invoice} n’existe pas.`,
    ({ invoice }) => `There is no invoice ${invoice}.`,
  ),
  INVOICE_LINE_UNKNOWN: errorOf<{ number: string; position: number }>(
    'notFound',
    ({ number, position }) => `La facture ${number} n’a pas de ligne ${position}.`,
    ({ number, position }) => `Invoice ${number} has no line ${position}.`,
  ),
  DOCUMENT_OF_SEVERAL_ACTIVITIES: errorOf<{ number: string }>(
    'forbidden',
    ({ number }) =>
      `Le document ${number} facture aussi d’autres activités que les vôtres : son PDF reste à l’équipe d’appui. Vos lignes sont affichées ; demandez-lui un extrait s’il vous faut un justificatif.`,
    ({ number }) =>
      `Document ${number} bills other activities than yours too: its PDF stays with the office. Your lines are shown; ask the office for an extract if you need a voucher.`,
  ),
  LINE_UNKNOWN: errorOf<{ line: number }>(
    'notFound',
    ({ line }) => `La ligne de contrat ${line} n’existe pas.`,
    ({ line }) => `There is no contract line ${line}.`,
  ),
  EXCUSE_UNKNOWN: errorOf<{ excuse: number }>(
    'notFound',
    ({ excuse }) => `Le motif de non-facturation ${excuse} n’existe pas.`,
    ({ excuse }) => `There is no excuse ${excuse}.`,
  ),
  RUN_STATE: errorOf<{ run: number; state: string; wanted: string }>(
    'conflict',
    ({ run, state, wanted }) =>
      `La campagne ${run} est « ${state} » : elle ne peut pas passer à « ${wanted} ». Rien n’a changé.`,
    ({ run, state, wanted }) =>
      `Run ${run} is “${state}”: it cannot become “${wanted}”. Nothing was changed.`,
  ),
  PROPOSAL_CHANGED: errorOf<{ run: number }>(
    'conflict',
    ({ run }) =>
      `La proposition approuvée n’est pas celle de la campagne ${run}. Rien n’a été approuvé : relisez-la, puis approuvez ce que vous avez lu.`,
    ({ run }) =>
      `The approved proposal is not that of run ${run}. Nothing was approved: read it again, then approve what you have read.`,
  ),
  RELEASE_REFUSED: errorOf<{ position: number; codes: readonly string[] }>(
    'conflict',
    ({ position, codes }) =>
      `La facture n° ${position} de la proposition ne peut pas être autorisée : ${codes.join(', ')}. Corrigez d’abord ces points. Rien n’a été approuvé.`,
    ({ position, codes }) =>
      `Document ${position} of the proposal cannot be released: ${codes.join(', ')}. Mend these first. Nothing was approved.`,
  ),
  RUN_BLOCKED: errorOf<{ sentences: readonly string[] }>(
    'conflict',
    ({ sentences }) => `La campagne ne peut pas être approuvée : ${sentences.join(' ')}`,
    ({ sentences }) => `The run cannot be approved: ${sentences.join(' ')}`,
  ),
  RUN_NOT_DONE: errorOf<{ run: number; open: readonly string[] }>(
    'conflict',
    ({ run, open }) => `La campagne ${run} ne peut pas encore être clôturée : ${open.join(' ; ')}.`,
    ({ run, open }) => `Run ${run} cannot be closed yet: ${open.join('; ')}.`,
  ),
  DAYS_ALREADY_BILLED: errorOf<BilledDays>(
    'conflict',
    (f) => `${saysWhoBilled.fr(f)} Rien n’a été facturé une seconde fois.`,
    (f) => `${saysWhoBilled.en(f)} Nothing was billed twice.`,
  ),
  PROPOSAL_BILLED: errorOf<BilledDays & { run: number; others: number }>(
    'conflict',
    (f) =>
      `Tout ce que propose la campagne ${f.run} est déjà facturé. ${saysWhoBilled.fr(f)} ${f.others > 0 ? `Il en va de même de ${f.others} autre${f.others > 1 ? 's' : ''} facture${f.others > 1 ? 's' : ''} de la proposition. ` : ''}Rien n’a été approuvé ni facturé une seconde fois\u202F: abandonnez cette proposition.`,
    (f) =>
      `All that run ${f.run} proposes is billed already. ${saysWhoBilled.en(f)} ${f.others > 0 ? `So are ${f.others} other invoices of the proposal. ` : ''}Nothing was approved or billed twice: abandon this proposal.`,
  ),
  DAYS_ALREADY_CREDITED: errorOf(
    'conflict',
    () =>
      'Ces jours ont déjà fait l’objet d’un avoir. Rien n’a été crédité une seconde fois : relisez la facture.',
    () => 'These days were already credited. Nothing was credited twice: read the invoice again.',
  ),
  AMENDED_MEANWHILE: errorOf(
    'conflict',
    () =>
      'Le contrat a été modifié depuis la proposition. La facture revient en relecture ; proposez de nouveau.',
    () => 'The contract was amended since the proposal. The invoice goes back to review; propose again.',
  ),
  DEPOSITS_CHANGED: errorOf(
    'conflict',
    () =>
      'Un acompte de ces prestations a été facturé, crédité ou déduit depuis la proposition. La facture revient en relecture ; proposez de nouveau.',
    () =>
      'A deposit for these items was billed, credited or deducted since the proposal. The invoice goes back to review; propose again.',
  ),
  EXCUSED_MEANWHILE: errorOf(
    'conflict',
    () =>
      'Ces jours ont un motif écrit de non-facturation : rien n’a été facturé. Levez le motif s’ils sont à facturer, puis proposez de nouveau.',
    () =>
      'These days have a written reason not to be billed: nothing was billed. Lift it if they are to be billed, then propose again.',
  ),
  DOCUMENT_NOT_WRITTEN: errorOf<{ constraint: string }>(
    'conflict',
    ({ constraint }) =>
      `La base de données a refusé cette facture (règle « ${constraint} »). Les autres ont suivi leur cours, et ses jours restent à facturer : signalez-le à qui entretient le logiciel.`,
    ({ constraint }) =>
      `The database refused this invoice (rule “${constraint}”). The others went their way, and its days stay to be billed: tell whoever maintains the software.`,
  ),
  AS_OF_TOO_FAR: errorOf<{ asOf: string; latest: string }>(
    'invalid',
    ({ asOf, latest }) =>
      `Rien ne se facture si longtemps d’avance : ${asOf} est après le ${latest}. Choisissez une date plus proche. Rien n’a été proposé.`,
    ({ asOf, latest }) =>
      `Nothing is billed so long ahead: ${asOf} is after ${latest}. Choose a nearer date. Nothing was proposed.`,
  ),
  NOT_CARRIED: errorOf(
    'conflict',
    () => 'Cet émetteur ne porte pas le contrat ces jours-là : rien n’a été facturé.',
    () => 'This issuer does not carry the contract on these days: nothing was billed.',
  ),
  OUTSIDE_TERMS: errorOf(
    'conflict',
    () => 'Ces jours ou ce prix ne sont pas ceux des conditions du contrat : rien n’a été facturé.',
    () => 'These days or this price are not those of the contract’s terms: nothing was billed.',
  ),
  BEYOND_HORIZON: errorOf(
    'conflict',
    () => 'Cette période commence trop longtemps après la date de facture : rien n’a été facturé d’avance.',
    () => 'This period begins too long after the invoice date: nothing was billed ahead.',
  ),
  ISSUE_DATE_BEFORE_SERIES: errorOf<{ issueOn: string; lastIssuedOn: string }>(
    'conflict',
    (f) =>
      `La date de facture ${f.issueOn} précède la dernière de la série (${f.lastIssuedOn}). Rien n’a été émis : proposez de nouveau avec une date plus récente.`,
    (f) =>
      `The invoice date ${f.issueOn} is before the last one of the series (${f.lastIssuedOn}). Nothing was issued: propose again with a later date.`,
  ),
  CREDIT_EMPTY: errorOf(
    'conflict',
    () => 'Il n’y a rien à créditer : cette facture, ou cette partie, l’a déjà été.',
    () => 'There is nothing to credit: this invoice, or this part, was credited already.',
  ),
  CREDIT_TOO_LARGE: errorOf<{ remainingCents: number }>(
    'conflict',
    ({ remainingCents }) =>
      `L’avoir dépasse ce qui reste à créditer sur cette ligne, ${writeCents(remainingCents, 'fr')}. Rien n’a été crédité.`,
    ({ remainingCents }) =>
      `The credit exceeds what is left to credit on this line, ${writeCents(remainingCents, 'en')}. Nothing was credited.`,
  ),
  CREDIT_OF_CREDIT: errorOf<{ number: string }>(
    'conflict',
    ({ number }) =>
      `${number} est un avoir : un avoir ne se crédite pas. Refacturez plutôt les jours concernés.`,
    ({ number }) => `${number} is a credit note: it cannot be credited. Bill the days again instead.`,
  ),
  CREDIT_OF_DEDUCTED_DEPOSIT: errorOf<{ number: string; balance: string }>(
    'conflict',
    (f) => `L’acompte ${f.number} a été déduit de la facture ${f.balance}. Créditez d’abord cette facture.`,
    (f) => `Deposit ${f.number} was deducted from invoice ${f.balance}. Credit that invoice first.`,
  ),
  CREDIT_PART_OF_BALANCE: errorOf<{ number: string }>(
    'conflict',
    (f) => `La facture de solde ${f.number} déduit un acompte : elle ne peut être créditée qu’en entier.`,
    (f) => `Balance invoice ${f.number} deducts a deposit: it can only be credited whole.`,
  ),
  CORRECTION_CHANGED: errorOf(
    'conflict',
    () =>
      'Les écarts ont changé depuis la proposition de correction. Rien n’a été émis : relisez la nouvelle proposition.',
    () => 'The drift changed since the correction was proposed. Nothing was issued: read the new proposal.',
  ),
  CORRECTION_EMPTY: errorOf(
    'conflict',
    () => 'Il n’y a aucun écart à corriger.',
    () => 'There is no drift to correct.',
  ),
  DOCUMENT_REFUSED: errorOf<{ sentences: readonly string[] }>(
    'conflict',
    ({ sentences }) => `Le document ne respecte pas les règles : ${sentences.join(' ')} Rien n’a été émis.`,
    ({ sentences }) => `The document breaks the rules: ${sentences.join(' ')} Nothing was issued.`,
  ),
  ISSUED_IMMUTABLE: errorOf(
    'conflict',
    () => 'Un document émis ne se modifie pas. Établissez un avoir.',
    () => 'An issued document does not change. Make a credit note.',
  ),
  RESEND_UNCONFIRMED: errorOf<{ number: string; state: string; sentAt: string }>(
    'conflict',
    (f) =>
      `${f.number} ${MAY_HAVE_ARRIVED[f.state]?.fr(f.sentAt) ?? 'est peut-être déjà arrivée'}. La renvoyer peut la faire arriver deux fois : confirmez si c’est voulu. Rien n’a été renvoyé.`,
    (f) =>
      `${f.number} ${MAY_HAVE_ARRIVED[f.state]?.en(f.sentAt) ?? 'may have arrived already'}. Sending it again may make it arrive twice: confirm if so wanted. Nothing was sent.`,
  ),
  DELIVERY_STATE: errorOf<{ number: string; state: string }>(
    'conflict',
    (f) => `L’envoi de ${f.number} est « ${f.state} » : cette action ne s’y applique pas.`,
    (f) => `The delivery of ${f.number} is “${f.state}”: this act does not apply.`,
  ),
  EXCUSE_REFUSED: errorOf(
    'conflict',
    () =>
      'Ces jours ont déjà un motif de non-facturation, ou le motif est trop court. Rien n’a été enregistré.',
    () =>
      'These days already have a reason not to be billed, or the reason is too short. Nothing was recorded.',
  ),
  SNAPSHOT_STALE: errorOf(
    'conflict',
    () =>
      'Les écarts ont changé depuis que vous les avez lus. La facturation programmée reste arrêtée : relisez-les.',
    () => 'The drift changed since you read it. Scheduled billing stays off: read it again.',
  ),
  AWAITING_CREDIT_UNKNOWN: errorOf<{ invoice: string }>(
    'notFound',
    ({ invoice }) => `Le document ${invoice} n’attend pas d’avoir.`,
    ({ invoice }) => `Document ${invoice} awaits no credit note.`,
  ),
  AWAITING_CREDIT_SETTLED: errorOf<{ number: string; settlement: string }>(
    'conflict',
    ({ number, settlement }) => `La double facturation de ${number} est déjà réglée : ${settlement}.`,
    ({ number, settlement }) => `The double billing of ${number} is settled already: ${settlement}.`,
  ),
});
