import {
  addDays,
  type Facts,
  type LocalDate,
  type Period,
  type Sentence,
  daysOf,
  writeCents,
  writeDate,
  writePeriod,
} from '#kernel';
import type { ClientFacts, IssuerFacts, LineFacts } from './facts.js';
import { isWholeCycle, type Piece } from './cut-pieces.js';

/**
 * `blocked` cannot be billed until the facts change; `held` is billed once a person releases it; `warning` is said and
 * billed.
 */
export type Severity = 'blocked' | 'held' | 'warning';

/** One remark on a proposal: what was found, on which facts, in words. */
export interface Control {
  readonly code: ControlCode;
  readonly severity: Severity;
  readonly line: string | null;
  readonly sentence: Sentence;
  readonly facts: Facts;
}

export type ControlCode =
  | 'BILLED_BY_ANOTHER_ISSUER'
  | 'CARRIED_BY_NOBODY'
  | 'BEYOND_HORIZON'
  | 'CATCH_UP'
  | 'REBILL_AFTER_CREDIT'
  | 'AMOUNT_OUT_OF_LINE'
  | 'VAT_RATE_NOT_IN_FORCE'
  | 'DEPOSIT_EXCEEDS'
  | 'DEPOSIT_FIRST'
  | 'DEPOSIT_OF_ANOTHER_ISSUER'
  | 'CLIENT_WITHOUT_ADDRESS'
  | 'CLIENT_WITHOUT_SIREN'
  | 'NO_DELIVERY_CHANNEL'
  | 'TWIN_ITEM'
  | 'DOCUMENT_RULE'
  | 'RUN_VOLUME_OUT_OF_LINE'
  | 'ISSUE_DATE_BEFORE_SERIES'
  | 'ISSUE_DATE_AFTER_TODAY';

/** More missed billing periods than this wait for a person (3-billing-core, R4). */
const MISSED_PERIODS_BILLED_ALONE = 1;
/** A price that is so many times the one billed before, and differs by so many cents, waits for a person. */
const OUT_OF_LINE_RATIO = 3;
const OUT_OF_LINE_CENTS = 5_000;

/** French VAT rates in basis points, with the days on which they are in force (CGI art. 278 to 281 nonies and 296). */
const FRENCH_VAT_RATES: readonly { readonly basisPoints: number; readonly from: string }[] = [
  { basisPoints: 2000, from: '2014-01-01' },
  { basisPoints: 1000, from: '2014-01-01' },
  { basisPoints: 550, from: '2012-01-01' },
  { basisPoints: 210, from: '1982-07-01' },
  { basisPoints: 850, from: '1995-09-01' },
];

/** Days that a run sees and cannot propose: billed by another issuer, or carried by nobody. */
export function controlsOfUnproposedDays(line: LineFacts): { days: Period[]; control: Control }[] {
  const elsewhere = line.elsewhere.map((each) => ({
    days: [each.period],
    control: {
      code: 'BILLED_BY_ANOTHER_ISSUER' as const,
      severity: 'blocked' as const,
      line: line.code,
      sentence: {
        fr: `Déjà facturé par ${each.issuerName} ${writePeriod(each.period, 'fr')}, facture ${each.number} du ${writeDate(each.issuedOn, 'fr')}. Ces jours seront facturables quand cet émetteur aura établi son avoir.`,
        en: `Already billed by ${each.issuerName} ${writePeriod(each.period, 'en')}, invoice ${each.number} of ${writeDate(each.issuedOn, 'en')}. These days can be billed once that issuer has credited them.`,
      },
      facts: { ...each.period, issuer: each.issuerName, number: each.number },
    },
  }));
  const uncarried = line.uncarried.map((period) => ({
    days: [period],
    control: {
      code: 'CARRIED_BY_NOBODY' as const,
      severity: 'blocked' as const,
      line: line.code,
      sentence: {
        fr: `Aucun émetteur ne porte le contrat ${line.contractCode} ${writePeriod(period, 'fr')}. Indiquez qui le porte ces jours-là.`,
        en: `No issuer carries contract ${line.contractCode} ${writePeriod(period, 'en')}. Say who carries it on these days.`,
      },
      facts: { ...period, contract: line.contractCode },
    },
  }));
  return [...elsewhere, ...uncarried];
}

/** Remarks on the pieces of one line that a run would bill together. */
export function controlsOfLine(
  line: LineFacts,
  pieces: readonly Piece[],
  dates: { readonly asOf: LocalDate; readonly issueOn: LocalDate },
): Control[] {
  return [
    ...beyondHorizon(line, pieces, dates.issueOn),
    ...catchUp(line, pieces, dates.asOf),
    ...rebilledAfterCredit(line, pieces),
    ...amountOutOfLine(line, pieces),
    ...vatRateNotInForce(line, pieces),
  ];
}

function beyondHorizon(line: LineFacts, pieces: readonly Piece[], issueOn: LocalDate): Control[] {
  return pieces
    .filter((piece) => piece.period.from > addDays(issueOn, piece.term.horizonDays))
    .map((piece) => ({
      code: 'BEYOND_HORIZON',
      severity: 'blocked',
      line: line.code,
      sentence: {
        fr: `La période ${writePeriod(piece.period, 'fr')} commence plus de ${piece.term.horizonDays} jours après la date de facture. Elle sera proposée plus près de son début.`,
        en: `The period ${writePeriod(piece.period, 'en')} begins more than ${piece.term.horizonDays} days after the invoice date. It will be proposed nearer to its start.`,
      },
      facts: { ...piece.period, horizonDays: piece.term.horizonDays },
    }));
}

/** A billing period is missed when the next one of the same grid fell due as well. */
function isMissed(piece: Piece, asOf: LocalDate): boolean {
  if (piece.term.months === 0) return false;
  const nextDue =
    piece.term.billing === 'advance' ? piece.cycle.to : addDays(piece.cycle.to, daysOf(piece.cycle));
  return nextDue <= asOf;
}

function catchUp(line: LineFacts, pieces: readonly Piece[], asOf: LocalDate): Control[] {
  const missed = pieces.filter((piece) => piece.generation === 1 && isMissed(piece, asOf));
  if (new Set(missed.map((piece) => piece.cycle.from)).size <= MISSED_PERIODS_BILLED_ALONE) return [];
  const period = { from: missed[0]!.period.from, to: missed.at(-1)!.period.to };
  const net = missed.reduce((sum, piece) => sum + piece.netCents, 0);
  return [
    {
      code: 'CATCH_UP',
      severity: 'held',
      line: line.code,
      sentence: {
        fr: `${missed.length} périodes en retard, ${writePeriod(period, 'fr')}, pour ${writeCents(net, 'fr')} HT. Vérifiez qu’elles n’ont pas été facturées ailleurs, puis autorisez le rattrapage.`,
        en: `${missed.length} late periods, ${writePeriod(period, 'en')}, for ${writeCents(net, 'en')} net. Check that they were not billed elsewhere, then release the catch-up.`,
      },
      facts: { ...period, periods: missed.length, netCents: net },
    },
  ];
}

function rebilledAfterCredit(line: LineFacts, pieces: readonly Piece[]): Control[] {
  return pieces
    .filter((piece) => piece.generation > 1)
    .map((piece) => ({
      code: 'REBILL_AFTER_CREDIT',
      severity: 'held',
      line: line.code,
      sentence: {
        fr: `Les jours ${writePeriod(piece.period, 'fr')} ont déjà été facturés puis crédités. Autorisez leur nouvelle facturation, ou modifiez le contrat s’ils ne sont plus dus.`,
        en: `The days ${writePeriod(piece.period, 'en')} were billed and then credited. Release them to bill them again, or amend the contract if they are no longer due.`,
      },
      facts: { ...piece.period, generation: piece.generation },
    }));
}

function amountOutOfLine(line: LineFacts, pieces: readonly Piece[]): Control[] {
  const before = line.lastPrice;
  if (!before) return [];
  const odd = pieces.find(({ term }) => {
    if (term.months !== before.months || term.cycleNetCents === 0 || before.cycleNetCents === 0) return false;
    const [low, high] = [term.cycleNetCents, before.cycleNetCents].sort((a, b) => a - b) as [number, number];
    return high > low * OUT_OF_LINE_RATIO && high - low > OUT_OF_LINE_CENTS;
  });
  if (!odd) return [];
  return [
    {
      code: 'AMOUNT_OUT_OF_LINE',
      severity: 'held',
      line: line.code,
      sentence: {
        fr: `Le prix d’une période passe de ${writeCents(before.cycleNetCents, 'fr')} à ${writeCents(odd.term.cycleNetCents, 'fr')} HT. Vérifiez l’avenant, puis autorisez cette ligne.`,
        en: `The price of a period goes from ${writeCents(before.cycleNetCents, 'en')} to ${writeCents(odd.term.cycleNetCents, 'en')} net. Check the amendment, then release this line.`,
      },
      facts: { beforeCents: before.cycleNetCents, afterCents: odd.term.cycleNetCents },
    },
  ];
}

function vatRateNotInForce(line: LineFacts, pieces: readonly Piece[]): Control[] {
  const odd = pieces.find(
    ({ term, period }) =>
      term.vatCategory === 'S' &&
      !FRENCH_VAT_RATES.some(
        (rate) => rate.basisPoints === term.vatRateBasisPoints && rate.from <= period.from,
      ),
  );
  if (!odd) return [];
  const rate = odd.term.vatRateBasisPoints / 100;
  return [
    {
      code: 'VAT_RATE_NOT_IN_FORCE',
      severity: 'held',
      line: line.code,
      sentence: {
        fr: `Le taux de TVA de ${rate.toLocaleString('fr-FR')} % n’est pas un taux français en vigueur à cette date. Corrigez les conditions, ou autorisez cette ligne.`,
        en: `${rate} % is not a French VAT rate in force on that date. Correct the terms, or release this line.`,
      },
      facts: { basisPoints: odd.term.vatRateBasisPoints },
    },
  ];
}

/** Two one-off items of one client for one service, price and day are more often a slip than two items. */
export function twinItems(pieces: readonly Piece[]): Control[] {
  const seen = new Map<string, Piece>();
  const controls: Control[] = [];
  for (const piece of pieces.filter((each) => each.line.kind === 'oneOff' && isWholeCycle(each))) {
    const key = [
      piece.line.clientId,
      piece.line.service.toLowerCase(),
      piece.period.from,
      piece.netCents,
    ].join('|');
    const twin = seen.get(key);
    if (twin) {
      controls.push({
        code: 'TWIN_ITEM',
        severity: 'held',
        line: piece.line.code,
        sentence: {
          fr: `La ligne ${piece.line.code} a le même client, la même prestation, le même jour et le même prix que ${twin.line.code}. Autorisez-la s’il s’agit bien de deux prestations.`,
          en: `Line ${piece.line.code} has the same client, service, day and price as ${twin.line.code}. Release it if these are two items indeed.`,
        },
        facts: { twin: twin.line.code },
      });
    } else seen.set(key, piece);
  }
  return controls;
}

/** A line whose deposit is still to be billed waits for it: billed together, the deposit would never be deducted. */
export function depositFirst(line: LineFacts, deposit: LineFacts): Control {
  return {
    code: 'DEPOSIT_FIRST',
    severity: 'blocked',
    line: line.code,
    sentence: {
      fr: `L’acompte ${deposit.code} de cette ligne est encore à facturer. Émettez-le, ou annulez-le, puis proposez de nouveau : le solde en sera déduit.`,
      en: `The deposit ${deposit.code} of this line is still to be billed. Issue or cancel it, then propose again: the balance will deduct it.`,
    },
    facts: { deposit: deposit.code },
  };
}

/** What the client's record lacks for an invoice to be lawful and to arrive. */
export function controlsOfClient(client: ClientFacts): Control[] {
  const controls: Control[] = [];
  const lacks = (code: ControlCode, fr: string, en: string) =>
    controls.push({
      code,
      severity: 'blocked',
      line: null,
      sentence: { fr, en },
      facts: { client: client.code },
    });
  if (!client.address) {
    lacks(
      'CLIENT_WITHOUT_ADDRESS',
      `${client.name} n’a pas d’adresse. Complétez sa fiche : l’adresse est obligatoire sur la facture.`,
      `${client.name} has no address. Complete the record: an invoice must bear it.`,
    );
  }
  const business =
    client.vatStatus === 'taxable' || client.vatStatus === 'franchise' || client.vatStatus === 'exempt';
  if (business && !client.siren && client.address?.country === 'FR') {
    lacks(
      'CLIENT_WITHOUT_SIREN',
      `${client.name} n’a pas de SIREN. Complétez sa fiche, ou corrigez son statut de TVA s’il s’agit d’un particulier.`,
      `${client.name} has no SIREN. Complete the record, or correct the VAT status if this is a consumer.`,
    );
  }
  if (!client.channel || (client.channel === 'email' && !client.email)) {
    lacks(
      'NO_DELIVERY_CHANNEL',
      `Rien ne dit comment envoyer ses factures à ${client.name}. Indiquez une adresse de courriel ou un autre mode d’envoi.`,
      `Nothing says how to send invoices to ${client.name}. Give an e-mail address or another way.`,
    );
  }
  return controls;
}

/** Remarks on a run as a whole. */
export function controlsOfRun(facts: {
  readonly issuer: IssuerFacts;
  readonly issueOn: LocalDate;
  readonly today: LocalDate;
  readonly lastIssuedOn: LocalDate | null;
  readonly netCents: number;
  /** Net totals of this issuer's closed or issued runs, newest first. */
  readonly previousNetCents: readonly number[];
}): Control[] {
  const controls: Control[] = [];
  const { issueOn, today, lastIssuedOn, netCents } = facts;
  if (issueOn > today) {
    controls.push({
      code: 'ISSUE_DATE_AFTER_TODAY',
      severity: 'blocked',
      line: null,
      sentence: {
        fr: `La date de facture, ${writeDate(issueOn, 'fr')}, est dans le futur. Choisissez au plus tard aujourd’hui, ${writeDate(today, 'fr')}.`,
        en: `The invoice date, ${writeDate(issueOn, 'en')}, is in the future. Choose today, ${writeDate(today, 'en')}, at the latest.`,
      },
      facts: { issueOn, today },
    });
  }
  if (lastIssuedOn && issueOn < lastIssuedOn) {
    controls.push({
      code: 'ISSUE_DATE_BEFORE_SERIES',
      severity: 'blocked',
      line: null,
      sentence: {
        fr: `La dernière facture de la série est datée du ${writeDate(lastIssuedOn, 'fr')} : la date de facture ne peut pas être antérieure.`,
        en: `The last invoice of the series is dated ${writeDate(lastIssuedOn, 'en')}: the invoice date cannot be earlier.`,
      },
      facts: { issueOn, lastIssuedOn },
    });
  }
  const sorted = [...facts.previousNetCents].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  if (sorted.length >= 3 && median !== undefined && median > 0 && netCents > 2 * median) {
    controls.push({
      code: 'RUN_VOLUME_OUT_OF_LINE',
      severity: 'held',
      line: null,
      sentence: {
        fr: `Le total, ${writeCents(netCents, 'fr')} HT, dépasse le double des campagnes précédentes (${writeCents(median, 'fr')} HT). Vérifiez-le avant d’approuver.`,
        en: `The total, ${writeCents(netCents, 'en')} net, is more than twice that of previous runs (${writeCents(median, 'en')} net). Check it before approving.`,
      },
      facts: { netCents, medianCents: median },
    });
  }
  return controls;
}
