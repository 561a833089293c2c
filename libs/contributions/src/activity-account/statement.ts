import type { Letterhead, PrintedBlock, PrintedDocument } from '#documents';
import { addDays, addMonths, type LocalDate, type Sentence, writeDate, typeset } from '#kernel';
import { writeEuros } from '../euros.js';
import type { ActivityMonth, MonthFlows } from './account-of-activity.js';
import type { ActivityRef } from './costs/cost.js';
import { ACCOUNT_SOURCE, definitionOf, type Figure, FIGURES } from './definitions.js';
import type { Entrepreneur } from './read-account-facts.js';

/** What a statement is made of: the account up to its month, and in whose name. */
export interface StatementFacts {
  readonly activity: ActivityRef;
  readonly entrepreneur: Entrepreneur | null;
  /** From the first to the one that is stated, at least that one. */
  readonly months: readonly ActivityMonth[];
  readonly letterhead: Letterhead;
  readonly issuedOn: LocalDate;
  readonly language: 'fr' | 'en';
}

const WORDS = {
  title: { fr: 'Compte d’activité', en: 'Activity account' },
  account: { fr: 'De l’encaissé au disponible', en: 'From what is collected to what is available' },
  result: { fr: 'Compte de résultat analytique', en: 'Analytic result' },
  balance: { fr: 'Bilan analytique au', en: 'Analytic balance sheet on' },
  withoutVat: { fr: 'Montants hors taxes', en: 'Amounts without VAT' },
  yearToDate: { fr: 'Depuis janvier', en: 'Since January' },
  availableBefore: { fr: 'Disponible au début', en: 'Available at the beginning' },
  availableAfter: { fr: 'Disponible à la fin', en: 'Available at the end' },
  resultRow: { fr: 'Résultat', en: 'Result' },
  income: { fr: 'Produits facturés', en: 'Income billed' },
  assets: { fr: 'Actif', en: 'Assets' },
  liabilities: { fr: 'Passif', en: 'Liabilities' },
  amount: { fr: 'Montant', en: 'Amount' },
  total: { fr: 'Total', en: 'Total' },
  provisional: {
    fr: 'La contribution de ce mois n’est pas close : elle peut encore changer, et avec elle le disponible et le résultat.',
    en: 'The contribution of this month is not closed: it may still change, and with it what is available and the result.',
  },
  drawnUp: {
    fr: 'Établi le {day} d’après les écritures à ce jour : ce qui serait saisi plus tard pour ce mois ou un mois d’avant en changerait les montants.',
    en: 'Drawn up on {day} from the entries of that day: what is entered later for this month or one before changes its amounts.',
  },
  definitions: { fr: 'Ce que disent ces montants', en: 'What these amounts say' },
  right: {
    fr: 'Compte de résultat et bilan analytiques de l’activité, mis à disposition de l’entrepreneur',
    en: 'Analytic result and balance sheet of the activity, at its entrepreneur’s disposal',
  },
} as const satisfies Record<string, Sentence>;

const monthNames = {
  fr: new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', month: 'long', year: 'numeric' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' }),
};

const COSTS = ['contribution', 'directCosts', 'expenses', 'payCost'] as const;

function flowsOf(months: readonly ActivityMonth[]): MonthFlows {
  const sum = (name: keyof MonthFlows) => months.reduce((total, { flows }) => total + flows[name], 0);
  return {
    billedCents: sum('billedCents'),
    collectedCents: sum('collectedCents'),
    contributionCents: sum('contributionCents'),
    directCostsCents: sum('directCostsCents'),
    expensesCents: sum('expensesCents'),
    payCostCents: sum('payCostCents'),
  };
}

class StatementWriter {
  readonly month: ActivityMonth;
  readonly year: readonly ActivityMonth[];

  constructor(private readonly facts: StatementFacts) {
    this.month = facts.months.at(-1)!;
    this.year = facts.months.filter(({ month }) => month.slice(0, 4) === this.month.month.slice(0, 4));
  }

  say(sentence: Sentence): string {
    const text = sentence[this.facts.language];
    return this.facts.language === 'fr' ? typeset(text) : text;
  }

  label(figure: Figure): string {
    return this.say(definitionOf(figure).label);
  }

  amount(cents: number): string {
    return writeEuros(cents, this.facts.language);
  }

  /** Accounts are not archived: each print says on which day its entries were read. */
  drawnUp(): string {
    return this.say(WORDS.drawnUp).replace('{day}', writeDate(this.facts.issuedOn, this.facts.language));
  }

  monthName(): string {
    return monthNames[this.facts.language].format(new Date(`${this.month.month}T00:00:00Z`));
  }

  private columns() {
    return [
      { label: this.say(WORDS.withoutVat), part: 3 },
      { label: this.monthName(), align: 'end' as const, part: 2 },
      { label: this.say(WORDS.yearToDate), align: 'end' as const, part: 2 },
    ];
  }

  private costRows(): string[][] {
    const [month, year] = [this.month.flows, flowsOf(this.year)];
    return COSTS.map((cost) => [
      this.label(cost),
      this.amount(0 - month[`${cost}Cents`]),
      this.amount(0 - year[`${cost}Cents`]),
    ]);
  }

  account(): PrintedBlock {
    const year = flowsOf(this.year);
    const before = this.year[0]!.openingAvailableCents;
    return {
      kind: 'table',
      columns: this.columns(),
      rows: [
        [this.say(WORDS.availableBefore), this.amount(this.month.openingAvailableCents), this.amount(before)],
        [
          this.label('collected'),
          this.amount(this.month.flows.collectedCents),
          this.amount(year.collectedCents),
        ],
        ...this.costRows(),
      ],
      total: [
        this.say(WORDS.availableAfter),
        this.amount(this.month.availableCents),
        this.amount(this.month.availableCents),
      ],
    };
  }

  result(): PrintedBlock {
    const year = flowsOf(this.year);
    const ofYear = this.year.reduce((total, { resultCents }) => total + resultCents, 0);
    return {
      kind: 'table',
      columns: this.columns(),
      rows: [
        [this.say(WORDS.income), this.amount(this.month.flows.billedCents), this.amount(year.billedCents)],
        ...this.costRows(),
      ],
      total: [this.say(WORDS.resultRow), this.amount(this.month.resultCents), this.amount(ofYear)],
    };
  }

  cumulated(): PrintedBlock {
    const colon = this.facts.language === 'fr' ? '\u00a0:' : ':';
    const amount = this.amount(this.month.cumulatedResultCents);
    return { kind: 'paragraph', text: `${this.label('cumulatedResult')}${colon} ${amount}` };
  }

  balance(): PrintedBlock {
    const { balance } = this.month;
    const liabilities = ['available', 'uncollected', 'vatWaiting', 'vatDue', 'expensesDue'] as const;
    const assets = ['receivables', 'cash'] as const;
    return {
      kind: 'table',
      columns: [
        { label: this.say(WORDS.assets), part: 3 },
        { label: this.say(WORDS.amount), align: 'end', part: 2 },
        { label: this.say(WORDS.liabilities), part: 4 },
        { label: this.say(WORDS.amount), align: 'end', part: 2 },
      ],
      rows: liabilities.map((right, index) => {
        const left = assets[index];
        return [
          left ? this.label(left) : '',
          left ? this.amount(balance[`${left}Cents`]) : '',
          this.label(right),
          this.amount(balance[`${right}Cents`]),
        ];
      }),
      total: [
        this.say(WORDS.total),
        this.amount(balance.assetsCents),
        this.say(WORDS.total),
        this.amount(balance.liabilitiesCents),
      ],
    };
  }

  definitions(): PrintedBlock[] {
    return FIGURES.map((figure) => {
      const { words, source, verified } = definitionOf(figure);
      const said = `${this.label(figure)}${this.facts.language === 'fr' ? '\u00a0:' : ':'} ${this.say(words)}`;
      return { kind: 'note', text: source && verified ? `${said} (${source})` : said };
    });
  }
}

/** The account, the result and the balance sheet of the last of the months, each figure defined at the end. */
export function composeStatement(facts: StatementFacts): PrintedDocument {
  const writer = new StatementWriter(facts);
  const { activity, entrepreneur, language } = facts;
  const { month } = writer.month;
  const lastDay = addDays(addMonths(month, 1), -1);
  return {
    language,
    title: writer.say(WORDS.title),
    subtitle: `${activity.name}, ${writer.monthName()}`,
    reference: `CA-${activity.code}-${month.slice(0, 7)}`.replace(/[^A-Za-z0-9-]/g, '-'),
    issuedOn: facts.issuedOn,
    letterhead: facts.letterhead,
    recipient: entrepreneur && { name: entrepreneur.name, address: null },
    blocks: [
      { kind: 'note', text: writer.drawnUp() },
      ...(writer.month.provisional
        ? [{ kind: 'paragraph' as const, text: writer.say(WORDS.provisional) }]
        : []),
      { kind: 'heading', text: writer.say(WORDS.account) },
      writer.account(),
      { kind: 'heading', text: writer.say(WORDS.result) },
      writer.result(),
      writer.cumulated(),
      { kind: 'heading', text: `${writer.say(WORDS.balance)} ${writeDate(lastDay, language)}` },
      writer.balance(),
      { kind: 'heading', text: writer.say(WORDS.definitions) },
      ...writer.definitions(),
      { kind: 'note', text: `${writer.say(WORDS.right)} (${ACCOUNT_SOURCE}).` },
    ],
  };
}
