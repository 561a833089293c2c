import type { Contracts, TermInput } from '#contracts';
import type { LocalDate } from '#kernel';
import { addMonths } from '#kernel';
import { type DemoCalendar, HISTORY_MONTHS } from './demo-calendar.js';
import { type InventedClient, inventedClients } from './invented-clients.js';
import { SeededChoice } from './seeded-choice.js';

type NewLine = Parameters<Contracts['addLine']>[1];

export interface PlannedLine extends Omit<NewLine, 'contract' | 'code' | 'depositOf'> {
  readonly code: string;
  /** Code of the line that a deposit prepays. */
  readonly depositOf?: string;
}

/** A contract that is signed on the first day of a month of the history, with its lines. */
export interface PlannedContract {
  readonly code: string;
  readonly client: InventedClient;
  readonly title: string;
  readonly issuer: 'COOP' | 'CAE';
  readonly activity?: string;
  readonly purchaseOrder?: string;
  readonly month: number;
  /** The first day that somebody carries it. */
  readonly from: LocalDate;
  readonly lines: readonly PlannedLine[];
}

interface Service {
  readonly service: string;
  readonly label: string;
  readonly unit: string;
  /** Euros for one unit and one month; a yearly subscription costs ten months. */
  readonly prices: readonly number[];
  readonly quantities: readonly number[];
}

const SERVICES: readonly Service[] = [
  {
    service: 'Nextcloud',
    label: 'Nextcloud, comptes nommés',
    unit: 'C62',
    prices: [3.5, 4, 4.8],
    quantities: [10, 25, 40, 60, 110],
  },
  {
    service: 'Messagerie',
    label: 'Messagerie, boîtes',
    unit: 'C62',
    prices: [1.9, 2.4],
    quantities: [12, 25, 45, 80],
  },
  {
    service: 'Site web',
    label: 'Hébergement de site web',
    unit: 'C62',
    prices: [45, 70, 120],
    quantities: [1],
  },
  {
    service: 'Grist',
    label: 'Grist, tableaux partagés',
    unit: 'C62',
    prices: [60, 95, 140],
    quantities: [1],
  },
  {
    service: 'Visioconférence',
    label: 'Visioconférence, salles',
    unit: 'C62',
    prices: [45, 60],
    quantities: [1, 2, 3],
  },
  { service: 'Sauvegarde', label: 'Sauvegarde chiffrée', unit: 'C62', prices: [35, 60, 95], quantities: [1] },
  {
    service: 'Support',
    label: 'Support aux utilisateurs',
    unit: 'C62',
    prices: [180, 260, 390],
    quantities: [1],
  },
  {
    service: 'Listes de diffusion',
    label: 'Listes de diffusion',
    unit: 'C62',
    prices: [12, 18],
    quantities: [1, 2],
  },
  {
    service: 'Nom de domaine',
    label: 'Nom de domaine',
    unit: 'C62',
    prices: [1.8, 2.5],
    quantities: [1, 2, 3],
  },
  {
    service: 'PeerTube',
    label: 'PeerTube, vidéos en ligne',
    unit: 'C62',
    prices: [90, 140],
    quantities: [1],
  },
];

/** Months of the billing periods and days of the anchors, dealt out in turn so that none is missing. */
const CADENCES = [1, 1, 3, 1, 12, 1, 1, 6, 1, 3, 1, 2, 1, 12, 1, 1, 24];
const ANCHOR_DAYS = [1, 1, 5, 1, 10, 30, 1, 15, 1, 28, 31, 1, 29, 1, 20];
/** How many lines each client has, in turn. */
const LINES_OF_CLIENT = [1, 2, 1, 2, 1, 3, 1, 1];

/** The ordinary portfolio: some hundred subscriptions of sixty clients, the same for the same day. */
export function ordinaryPortfolio(calendar: DemoCalendar): PlannedContract[] {
  const choice = new SeededChoice(20_240_601);
  let lineRank = 0;
  return inventedClients().flatMap((client, clientRank) => {
    const count = LINES_OF_CLIENT[clientRank % LINES_OF_CLIENT.length]!;
    const month = clientRank % 3 === 0 ? choice.between(1, HISTORY_MONTHS - 2) : 0;
    const first = choice.between(0, SERVICES.length - 1);
    const lines = Array.from({ length: count }, (_, index) => {
      lineRank += 1;
      const service = SERVICES[(first + index * 3) % SERVICES.length]!;
      return ordinaryLine(calendar, choice, { service, rank: lineRank, month });
    });
    const contract = {
      client,
      issuer: clientRank % 9 === 4 ? ('CAE' as const) : ('COOP' as const),
      month,
      from: calendar.firstOf(month),
    };
    const number = String(clientRank + 1).padStart(3, '0');
    // A client that wants one invoice for all has a contract for each service.
    if (client.details.grouping !== 'client') {
      return [{ ...contract, code: `H${number}`, title: 'Services en ligne', lines }];
    }
    return lines.map((line, index) => ({
      ...contract,
      code: `H${number}-${index + 1}`,
      title: line.service,
      lines: [line],
    }));
  });
}

function ordinaryLine(
  calendar: DemoCalendar,
  choice: SeededChoice,
  { service, rank, month }: { service: Service; rank: number; month: number },
): PlannedLine {
  const months = service.service === 'Nom de domaine' ? 12 : CADENCES[rank % CADENCES.length]!;
  const monthly = choice.of(service.prices);
  // Twelve months for the price of ten, as most hosts grant.
  const unitPrice = (months >= 12 ? (monthly * months * 10) / 12 : monthly * months).toFixed(2);
  return {
    code: `L${String(rank).padStart(4, '0')}`,
    kind: 'subscription',
    service: service.service,
    label: service.label,
    unit: service.unit,
    terms: [
      {
        ...gridOf(calendar, { day: ANCHOR_DAYS[rank % ANCHOR_DAYS.length]!, months, month, rank }),
        months,
        unitPrice,
        quantity: String(choice.of(service.quantities)),
        billing: rank % 8 === 5 ? 'arrears' : 'advance',
      },
    ],
  };
}

/** First day and anchor. Anchors on 29, 30 and 31 are those of a January, which has all three. */
function gridOf(
  calendar: DemoCalendar,
  { day, months, month, rank }: { day: number; months: number; month: number; rank: number },
): Pick<TermInput, 'period' | 'anchor'> {
  // Long billing periods begin all over the year, so that no month bills them all.
  const start = month === 0 && months > 1 ? rank % Math.min(months, 12) : month;
  if (day <= 28) {
    const from = calendar.dayOf(start, day);
    return { period: { from }, anchor: from };
  }
  const anchor = `${calendar.lastDayAnchor.slice(0, 8)}${day}` as LocalDate;
  for (let k = 0; ; k += 1) {
    const from = addMonths(anchor, k);
    if (from >= calendar.firstOf(start)) return { period: { from }, anchor };
  }
}
