import {
  basisPointsToPercent,
  civilDayOf,
  daysBetween,
  daysOf,
  divideHalfUp,
  lineCents,
  type Period,
  proRataCents,
  samePeriod,
  type Sentence,
  vatCents,
  writeCents,
  writeDate,
  writePeriod,
} from '#kernel';
import type { AmendmentFact, AmountFacts, ChargeFact, CreditFact } from './read-amount-facts.js';

/** The kinds of facts that an amount goes down to, in the order in which they are told. */
export const ORIGIN_STEPS = [
  'imported',
  'creditNote',
  'creditedDays',
  'creditedAmount',
  'deposit',
  'contractLine',
  'amendment',
  'price',
  'days',
  'proRata',
  'billedAgain',
  'carriage',
  'proposal',
  'approval',
  'issue',
  'vat',
  'credited',
  'left',
] as const;
export type OriginStepKind = (typeof ORIGIN_STEPS)[number];

/** One fact, or one computation, that an amount follows from. */
export interface OriginStep {
  readonly kind: OriginStepKind;
  readonly sentence: Sentence;
  /** The arithmetic with its roundings, where there is any. */
  readonly formula: Sentence | null;
  /** What this step comes to. */
  readonly resultCents: number | null;
  readonly days: Period | null;
  readonly by: string | null;
  readonly at: Date | null;
  readonly contract: { readonly id: number; readonly code: string } | null;
  readonly run: number | null;
  readonly document: { readonly id: number; readonly number: string } | null;
}

export interface AmountOrigin {
  readonly invoice: { readonly id: number; readonly number: string; readonly foreignOrigin: boolean };
  readonly position: number;
  readonly label: string;
  readonly netCents: number;
  /** Whether the computation, made again, comes to the amount billed; null where a former tool or a person priced it. */
  readonly agrees: boolean | null;
  readonly steps: readonly OriginStep[];
}

type Told = Partial<OriginStep> & Pick<OriginStep, 'kind' | 'sentence'>;

function step(told: Told): OriginStep {
  const nothing = { formula: null, resultCents: null, days: null, by: null, at: null };
  return { ...nothing, contract: null, run: null, document: null, ...told };
}

/** Where the amount of one line comes from: computed again by the functions that billed it, from the same facts. Pure. */
export function explainAmount(facts: AmountFacts): AmountOrigin {
  const line = facts.document.lines.find(({ position }) => position === facts.position)!;
  const { id, number, foreignOrigin } = facts.invoice;
  return {
    invoice: { id, number, foreignOrigin },
    position: facts.position,
    label: line.label,
    netCents: line.netCents,
    agrees: agreesWith(facts, line.netCents),
    steps: [
      ...amountSteps(facts, line.netCents),
      ...(facts.approval ? approvalSteps(facts) : []),
      issueStep(facts),
      ...(foreignOrigin ? [] : [vatStep(facts)]),
      ...creditSteps(facts, line.netCents),
    ],
  };
}

function agreesWith({ charge, takenBack, invoice }: AmountFacts, netCents: number): boolean | null {
  if (invoice.foreignOrigin) return null;
  if (charge?.term) {
    const { term, cycle, period } = charge;
    const cycleNetCents = lineCents(term.quantity, term.unitPrice);
    return cycleNetCents === charge.cycleNetCents && proRataCents(cycleNetCents, cycle, period) === netCents;
  }
  const priced = takenBack && priceOfCredit(takenBack);
  return priced === null ? null : priced === netCents || null;
}

function amountSteps(facts: AmountFacts, netCents: number): OriginStep[] {
  const { charge, takenBack, deposit, invoice } = facts;
  if (takenBack) return creditNoteSteps(facts, takenBack, netCents);
  if (deposit) return [depositStep(deposit, netCents)];
  if (invoice.foreignOrigin) return [importStep(charge, netCents)];
  return charge ? chargeSteps(charge) : [];
}

function importStep(charge: ChargeFact | null, netCents: number): OriginStep {
  return step({
    kind: 'imported',
    resultCents: netCents,
    days: charge?.period ?? null,
    contract: charge?.contract ?? null,
    sentence: {
      fr: 'Ce montant a été établi par l’ancien outil : il est repris tel quel, sans être recalculé.',
      en: 'This amount was set by the former tool: it is taken over as it is, and not computed again.',
    },
  });
}

function chargeSteps(charge: ChargeFact): OriginStep[] {
  const { line, contract, term, setBy, cycle, period, carriage, freedBy, generation } = charge;
  return [
    step({
      kind: 'contractLine',
      contract,
      sentence: {
        fr: `Ligne ${line.code} « ${line.label} » du contrat ${contract.code}, ${contract.title}.`,
        en: `Line ${line.code} “${line.label}” of contract ${contract.code}, ${contract.title}.`,
      },
    }),
    ...(setBy ? [amendmentStep(setBy, contract)] : []),
    ...(term ? [priceStep(charge)] : []),
    daysStep(cycle, period),
    ...(samePeriod(cycle, period) ? [] : [proRataStep(charge.cycleNetCents, cycle, period)]),
    ...(freedBy
      ? [
          step({
            kind: 'billedAgain',
            document: freedBy,
            sentence: {
              fr: `Ces jours avaient été facturés, puis crédités par ${freedBy.number} : c’est leur facturation n° ${generation}.`,
              en: `These days had been billed, then credited by ${freedBy.number}: this is billing no. ${generation} of them.`,
            },
          }),
        ]
      : []),
    ...(carriage
      ? [
          step({
            kind: 'carriage',
            days: carriage.period,
            contract,
            sentence: {
              fr: `Contrat porté par ${carriage.issuer.name} depuis le ${writeDate(carriage.period.from, 'fr')} : c’est cet émetteur qui facture ces jours.`,
              en: `Contract carried by ${carriage.issuer.name} since ${writeDate(carriage.period.from, 'en')}: this issuer bills these days.`,
            },
          }),
        ]
      : []),
  ];
}

const AMENDMENT_WORDS: Readonly<Record<string, Sentence>> = {
  creation: { fr: 'à la création de la ligne', en: 'when the line was created' },
  change: { fr: 'par un avenant', en: 'by an amendment' },
  pause: { fr: 'par une suspension', en: 'by a pause' },
  resumption: { fr: 'par une reprise', en: 'by a resumption' },
  cancellation: { fr: 'par une résiliation', en: 'by a cancellation' },
  usage: { fr: 'par une saisie de temps', en: 'by recorded time' },
  import: { fr: 'par un import', en: 'by an import' },
};

function amendmentStep(
  { revision, kind, effectiveOn, reason, by, at }: AmendmentFact,
  contract: ChargeFact['contract'],
): OriginStep {
  const how = AMENDMENT_WORDS[kind]!;
  const because = { fr: reason ? ` Motif : ${reason}` : '', en: reason ? ` Reason: ${reason}` : '' };
  const day = civilDayOf(at);
  return step({
    kind: 'amendment',
    by,
    at,
    contract,
    sentence: {
      fr: `Prix fixé ${how.fr} (révision ${revision}), par ${by} le ${writeDate(day, 'fr')}, avec effet au ${writeDate(effectiveOn, 'fr')}.${because.fr}`,
      en: `Price set ${how.en} (revision ${revision}) by ${by} on ${writeDate(day, 'en')}, effective ${writeDate(effectiveOn, 'en')}.${because.en}`,
    },
  });
}

function priceStep({ term, cycleNetCents }: ChargeFact): OriginStep {
  const { quantity, unitPrice, months } = term!;
  const product = (language: 'fr' | 'en') =>
    `${writeNumber(quantity, language)} × ${writePrice(unitPrice, language)} = ${writeCents(cycleNetCents, language)}`;
  const cadence =
    months === 0
      ? { fr: 'dû une seule fois', en: 'owed once' }
      : months === 1
        ? { fr: 'par mois', en: 'a month' }
        : months === 12
          ? { fr: 'par an', en: 'a year' }
          : { fr: `par période de ${months} mois`, en: `for each ${months} months` };
  return step({
    kind: 'price',
    formula: { fr: product('fr'), en: product('en') },
    resultCents: cycleNetCents,
    sentence: {
      fr: `Quantité × prix unitaire HT, ${cadence.fr}, arrondi au centime le plus proche.`,
      en: `Quantity × unit price before VAT, ${cadence.en}, rounded to the nearest cent.`,
    },
  });
}

function daysStep(cycle: Period, period: Period): OriginStep {
  const [part, whole] = [daysOf(period), daysOf(cycle)];
  const days = { fr: plural(part, 'jour'), en: plural(part, 'day') };
  return step({
    kind: 'days',
    days: period,
    sentence: samePeriod(cycle, period)
      ? {
          fr: `La période entière est facturée : ${writePeriod(period, 'fr')}, ${days.fr}.`,
          en: `The whole period is billed: ${writePeriod(period, 'en')}, ${days.en}.`,
        }
      : {
          fr: `Une partie de la période est facturée : ${writePeriod(period, 'fr')}, soit ${days.fr} sur les ${whole} de la période ${writePeriod(cycle, 'fr')}.`,
          en: `Part of the period is billed: ${writePeriod(period, 'en')}, that is ${days.en} of the ${whole} of the period ${writePeriod(cycle, 'en')}.`,
        },
  });
}

/** The difference of two rounded running sums, as `proRataCents` takes it: parts of a period sum to the whole. */
function proRataStep(cents: number, cycle: Period, period: Period): OriginStep {
  const whole = daysOf(cycle);
  const before = daysBetween(cycle.from, period.from);
  const until = daysBetween(cycle.from, period.to);
  const netCents = proRataCents(cents, cycle, period);
  const share = (days: number, language: 'fr' | 'en') => {
    const rounded = Number(divideHalfUp(BigInt(cents) * BigInt(days), BigInt(whole)));
    const exact = writeExact(cents * days, whole, language);
    const shown =
      exact === writeCents(rounded, language) ? '' : ` = ${exact} ≈ ${writeCents(rounded, language)}`;
    return {
      rounded,
      text: `${writeCents(cents, language)} × ${days} ÷ ${whole}${shown || ` = ${writeCents(rounded, language)}`}`,
    };
  };
  const formula = (language: 'fr' | 'en') => {
    if (before === 0) return share(until, language).text;
    const [end, start] = [share(until, language), share(before, language)];
    return `(${end.text}) − (${start.text}) = ${writeCents(netCents, language)}`;
  };
  return step({
    kind: 'proRata',
    formula: { fr: formula('fr'), en: formula('en') },
    resultCents: netCents,
    days: period,
    sentence:
      before === 0
        ? {
            fr: 'Prorata au nombre de jours, arrondi au centime le plus proche.',
            en: 'Pro rata by days, rounded to the nearest cent.',
          }
        : {
            fr: 'Prorata au nombre de jours : ce qui est dû au dernier jour facturé, moins ce qui l’était à la veille du premier, chacun arrondi au centime, afin que les parties d’une période fassent toujours le prix entier.',
            en: 'Pro rata by days: what is owed up to the last day billed, less what was owed on the eve of the first, each rounded to the cent, so that the parts of a period always make the whole price.',
          },
  });
}

type TakenBack = NonNullable<AmountFacts['takenBack']>;

/** What the days of a credit note cost, before what is left to credit bounds it; null where no days are taken back. */
function priceOfCredit({ period, charge, document }: TakenBack): number | null {
  if (!period || !charge) return null;
  return document.foreignOrigin
    ? proRataCents(charge.netCents, charge.period, period)
    : proRataCents(charge.cycleNetCents, charge.cycle, period);
}

function creditNoteSteps(facts: AmountFacts, takenBack: TakenBack, netCents: number): OriginStep[] {
  const { document, position, period, charge } = takenBack;
  const reason = facts.document.reason ?? '';
  const head = step({
    kind: 'creditNote',
    document: { id: document.id, number: document.number },
    by: facts.invoice.issuedBy,
    at: facts.invoice.issuedAt,
    sentence: {
      fr: `Cet avoir reprend la ligne ${position} de ${document.number}. Motif : ${reason}`,
      en: `This credit note takes back line ${position} of ${document.number}. Reason: ${reason}`,
    },
  });
  if (facts.invoice.foreignOrigin) return [head, importStep(null, netCents)];
  if (!period || !charge) {
    return [
      head,
      step({
        kind: 'creditedAmount',
        resultCents: netCents,
        sentence: {
          fr: 'Montant crédité sans reprendre de jours : la période reste facturée.',
          en: 'Amount credited without taking days back: the period stays billed.',
        },
      }),
    ];
  }
  return [head, creditedDaysStep(takenBack, period, charge, netCents)];
}

function creditedDaysStep(
  takenBack: TakenBack,
  period: Period,
  charge: ChargeFact,
  netCents: number,
): OriginStep {
  const days = {
    kind: 'creditedDays' as const,
    days: period,
    resultCents: netCents,
    contract: charge.contract,
  };
  const counted = daysOf(period);
  if (priceOfCredit(takenBack) !== netCents) {
    return step({
      ...days,
      sentence: {
        fr: `${plural(counted, 'jour')} ${counted > 1 ? 'repris' : 'repris'}, ${writePeriod(period, 'fr')} : ils valent ce qui restait à créditer sur la ligne.`,
        en: `${plural(counted, 'day')} taken back, ${writePeriod(period, 'en')}: they are worth what was left to credit on the line.`,
      },
    });
  }
  const [price, whole] = takenBack.document.foreignOrigin
    ? [charge.netCents, charge.period]
    : [charge.cycleNetCents, charge.cycle];
  return step({
    ...days,
    formula: samePeriod(whole, period) ? null : proRataStep(price, whole, period).formula,
    sentence: {
      fr: `${plural(counted, 'jour')} repris, ${writePeriod(period, 'fr')}, au prix auquel ils avaient été facturés.`,
      en: `${plural(counted, 'day')} taken back, ${writePeriod(period, 'en')}, at the price at which they had been billed.`,
    },
  });
}

function depositStep(
  deposit: { readonly id: number; readonly number: string },
  netCents: number,
): OriginStep {
  return step({
    kind: 'deposit',
    document: deposit,
    resultCents: netCents,
    sentence: {
      fr: `Acompte déjà facturé par ${deposit.number}, déduit de cette facture de solde.`,
      en: `Deposit already invoiced by ${deposit.number}, deducted from this balance invoice.`,
    },
  });
}

function approvalSteps({ approval }: AmountFacts): OriginStep[] {
  const { run, proposed, approved, release } = approval!;
  const on = (at: Date, language: 'fr' | 'en') => writeDate(civilDayOf(at), language);
  return [
    step({
      kind: 'proposal',
      run,
      ...proposed,
      sentence: {
        fr: `Proposé par la campagne ${run}, lancée par ${proposed.by} le ${on(proposed.at, 'fr')}.`,
        en: `Proposed by billing run ${run}, started by ${proposed.by} on ${on(proposed.at, 'en')}.`,
      },
    }),
    ...(approved
      ? [
          step({
            kind: 'approval',
            run,
            ...approved,
            sentence: {
              fr: `Approuvé par ${approved.by} le ${on(approved.at, 'fr')}${release ? `, malgré le contrôle qui le retenait : ${release.reason}` : ''}.`,
              en: `Approved by ${approved.by} on ${on(approved.at, 'en')}${release ? `, despite the control that held it back: ${release.reason}` : ''}.`,
            },
          }),
        ]
      : []),
  ];
}

function issueStep({ invoice }: AmountFacts): OriginStep {
  const { id, number, issuedBy, issuedAt, issuedOn, foreignOrigin } = invoice;
  return step({
    kind: 'issue',
    by: issuedBy,
    at: issuedAt,
    document: { id, number },
    sentence: foreignOrigin
      ? {
          fr: `Repris ici par ${issuedBy} le ${writeDate(civilDayOf(issuedAt), 'fr')}, sous le numéro d’origine ${number}.`,
          en: `Taken over here by ${issuedBy} on ${writeDate(civilDayOf(issuedAt), 'en')}, under its original number ${number}.`,
        }
      : {
          fr: `Émis par ${issuedBy} sous le numéro ${number}, daté du ${writeDate(issuedOn, 'fr')} ; il ne change plus.`,
          en: `Issued by ${issuedBy} under number ${number}, dated ${writeDate(issuedOn, 'en')}; it no longer changes.`,
        },
  });
}

function vatStep({ document, position, vatSource }: AmountFacts): OriginStep {
  const line = document.lines.find((each) => each.position === position)!;
  const rate = document.vat.find(
    (each) => each.category === line.vatCategory && each.rateBasisPoints === line.vatRateBasisPoints,
  )!;
  const source = vatSource ? ` (${vatSource})` : '';
  if (rate.rateBasisPoints === 0) {
    const why = rate.exemptionReason ? ` : ${rate.exemptionReason}` : '';
    return step({
      kind: 'vat',
      resultCents: rate.vatCents,
      sentence: {
        fr: `Pas de TVA facturée${why}${source}.`,
        en: `No VAT charged${rate.exemptionReason ? `: ${rate.exemptionReason}` : ''}${source}.`,
      },
    });
  }
  const same = document.lines.filter(
    (each) => each.vatCategory === rate.category && each.vatRateBasisPoints === rate.rateBasisPoints,
  ).length;
  const percent = basisPointsToPercent(rate.rateBasisPoints);
  const formula = (language: 'fr' | 'en') =>
    `${writeCents(rate.netCents, language)} × ${writeNumber(percent, language)}${language === 'fr' ? '\u00a0' : ''}% = ${writeCents(rate.vatCents, language)}`;
  // Credit notes zero a rate together, so that the VAT of one may be a cent off its own product.
  const product = vatCents(rate.netCents, rate.rateBasisPoints) === rate.vatCents;
  return step({
    kind: 'vat',
    resultCents: rate.vatCents,
    formula: product ? { fr: formula('fr'), en: formula('en') } : null,
    sentence: {
      fr: `TVA à ${writeNumber(percent, 'fr')}\u00a0%${source}, calculée une fois sur le total HT à ce taux (${plural(same, 'ligne')}) et arrondie au centime.`,
      en: `VAT at ${percent}%${source}, computed once on the total before VAT at this rate (${plural(same, 'line')}) and rounded to the cent.`,
    },
  });
}

function creditSteps({ credits }: AmountFacts, netCents: number): OriginStep[] {
  if (credits.length === 0) return [];
  const left = Math.abs(netCents) - credits.reduce((sum, credit) => sum + credit.netCents, 0);
  return [
    ...credits.map(creditedStep),
    step({
      kind: 'left',
      resultCents: left,
      sentence: {
        fr: `Il en reste ${writeCents(left, 'fr')} HT après ${plural(new Set(credits.map(({ document }) => document.id)).size, 'avoir')}.`,
        en: `${writeCents(left, 'en')} before VAT is left of it after ${plural(new Set(credits.map(({ document }) => document.id)).size, 'credit note')}.`,
      },
    }),
  ];
}

function creditedStep({ document, issuedOn, netCents, period }: CreditFact): OriginStep {
  return step({
    kind: 'credited',
    document,
    days: period,
    resultCents: -netCents,
    sentence: {
      fr: `Crédité de ${writeCents(netCents, 'fr')} HT par l’avoir ${document.number} du ${writeDate(issuedOn, 'fr')}${period ? `, ${writePeriod(period, 'fr')}` : ', sans reprendre de jours'}.`,
      en: `Credited ${writeCents(netCents, 'en')} before VAT by credit note ${document.number} of ${writeDate(issuedOn, 'en')}${period ? `, ${writePeriod(period, 'en')}` : ', no days taken back'}.`,
    },
  });
}

const LOCALES = { fr: 'fr-FR', en: 'en-GB' } as const;

function writeNumber(decimal: string, language: 'fr' | 'en'): string {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 4 }).format(Number(decimal));
}

/** A unit price may have up to six decimals. */
function writePrice(decimal: string, language: 'fr' | 'en'): string {
  return new Intl.NumberFormat(LOCALES[language], {
    style: 'currency',
    currency: 'EUR',
    minimumFractionDigits: 2,
    maximumFractionDigits: 6,
  }).format(Number(decimal));
}

/** `dividend ÷ divisor` in cents as euros: all of it where it ends within four decimals, and cut with « … » elsewhere. */
function writeExact(dividend: number, divisor: number, language: 'fr' | 'en'): string {
  const scaled = BigInt(dividend) * 100n;
  const cut = scaled / BigInt(divisor);
  const ends = cut * BigInt(divisor) === scaled;
  const text = new Intl.NumberFormat(LOCALES[language], {
    style: 'currency',
    currency: 'EUR',
    minimumFractionDigits: ends ? 2 : 4,
    maximumFractionDigits: 4,
  }).format(Number(cut) / 10_000);
  return ends ? text : text.replace(/(\d)(?=\D*$)/, '$1…');
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count > 1 ? 's' : ''}`;
}
