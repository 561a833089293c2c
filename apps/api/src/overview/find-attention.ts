import type {
  DeliveryNeed,
  DeliveryToSettle,
  DriftCounts,
  DriftKind,
  IncompleteClient,
  RunRecord,
  SchedulingPause,
  SchedulingState,
  Unbilled,
  Verification,
} from '#billing';
import type { JobView } from '#jobs';
import { centsToDecimal, type LocalDate, monthOf, type Sentence, writeCents, writeDate } from '#kernel';
import { type AttentionKind, type AttentionView, URGENCIES, type Urgency } from './attention.views.js';
import { type CooperativeFacts, findCooperativeAttention } from './find-cooperative-attention.js';
import { counted, countedEn, type Told } from './told-attention.js';

/** What the rooms know that may need a person. */
export interface AttentionFacts {
  readonly today: LocalDate;
  /** Proposed, or approved and not closed. */
  readonly runs: readonly RunRecord[];
  readonly deliveries: readonly DeliveryToSettle[];
  /** What the documents of these deliveries come to, in cents without VAT, by their id. */
  readonly netOfDeliveries: ReadonlyMap<number, number>;
  readonly stuckJobs: readonly JobView[];
  readonly unbilled: Unbilled;
  readonly drift: DriftCounts;
  readonly incompleteClients: readonly IncompleteClient[];
  readonly awaitingCredits: { readonly total: number; readonly netCents: number | null };
  /** Documents of a former tool that billed days to come. */
  readonly billedAhead: number;
  readonly scheduling: SchedulingState;
  readonly nightly: Verification | null;
  readonly cooperative: CooperativeFacts;
}

const NO_FILTER = { run: null, issuer: null, need: null, drift: null, ids: [] };

/** Pure: the same facts give the same list, most urgent first; equally urgent things in the order of this file. */
export function findAttention(facts: AttentionFacts): AttentionView[] {
  const told = [
    ...brokenVerification(facts),
    ...runs(facts),
    ...deliveries(facts),
    ...stuckJobs(facts),
    ...unbilledDays(facts),
    ...otherDrift(facts),
    ...clients(facts),
    ...history(facts),
    ...scheduling(facts),
    ...findCooperativeAttention(facts.cooperative),
  ];
  return told
    .map(({ netCents, fr, en, action, ...item }): AttentionView => ({
      ...item,
      net: netCents === undefined || netCents === null ? null : centsToDecimal(netCents),
      sentence: { fr, en },
      action: { ...NO_FILTER, ...action },
    }))
    .sort((a, b) => URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency));
}

function brokenVerification({ nightly }: AttentionFacts): Told[] {
  const broken = nightly?.checks.filter(({ state }) => state === 'broken') ?? [];
  if (!nightly || broken.length === 0) return [];
  return [
    {
      kind: 'verificationBroken',
      urgency: 'now',
      count: broken.length,
      fr: `La vérification du ${writeDate(nightly.day, 'fr')} a trouvé ${counted(broken.length, 'preuve rompue', 'preuves rompues')}\u202f: « ${broken[0]!.name.fr} ».`,
      en: `The verification of ${writeDate(nightly.day, 'en')} found ${countedEn(broken.length, 'broken proof', 'broken proofs')}: “${broken[0]!.name.en}”.`,
      action: { kind: 'readProofs' },
    },
  ];
}

const SET_ASIDE = new Set(['review', 'failed', 'held']);

function sumOf(run: RunRecord, states: ReadonlySet<string>): { documents: number; netCents: number } {
  const chosen = run.counts.filter(({ state }) => states.has(state));
  return {
    documents: chosen.reduce((sum, each) => sum + each.documents, 0),
    netCents: chosen.reduce((sum, each) => sum + each.netCents, 0),
  };
}

function runs({ runs: open, today }: AttentionFacts): Told[] {
  return open.flatMap((run): Told[] => {
    const action = { kind: 'readRun' as const, run: run.id, issuer: run.issuer.code };
    if (run.state === 'proposed') {
      const { documents, netCents } = sumOf(run, new Set(['proposed', 'held']));
      return [
        {
          kind: 'runToApprove',
          urgency: 'now',
          count: documents,
          netCents,
          fr: `Campagne n°\u00a0${run.id} (${run.issuer.code})\u202f: ${counted(documents, 'facture proposée attend', 'factures proposées attendent')} une approbation, pour ${writeCents(netCents, 'fr')} HT.`,
          en: `Run ${run.id} (${run.issuer.code}): ${countedEn(documents, 'proposed invoice waits', 'proposed invoices wait')} for an approval, ${writeCents(netCents, 'en')} net.`,
          action,
        },
      ];
    }
    const aside = sumOf(run, SET_ASIDE);
    if (aside.documents > 0) {
      return [
        {
          kind: 'documentsSetAside',
          urgency: 'now',
          count: aside.documents,
          netCents: aside.netCents,
          fr: `Campagne n°\u00a0${run.id} (${run.issuer.code})\u202f: ${counted(aside.documents, 'facture n’est pas partie et attend', 'factures ne sont pas parties et attendent')} une décision.`,
          en: `Run ${run.id} (${run.issuer.code}): ${countedEn(aside.documents, 'invoice was', 'invoices were')} not issued and ${aside.documents === 1 ? 'waits' : 'wait'} for a decision.`,
          action,
        },
      ];
    }
    if (monthOf(run.issueOn) >= monthOf(today)) return [];
    const { documents, netCents } = sumOf(run, new Set(['issued']));
    return [
      {
        kind: 'runToClose',
        urgency: 'watch',
        count: documents,
        netCents,
        fr: `La campagne n°\u00a0${run.id} (${run.issuer.code}) du ${writeDate(run.issueOn, 'fr')} n’est pas close\u202f: son mois reste ouvert.`,
        en: `Run ${run.id} (${run.issuer.code}) of ${writeDate(run.issueOn, 'en')} is not closed: its month stays open.`,
        action,
      },
    ];
  });
}

const NEEDS: Readonly<
  Record<DeliveryNeed, { urgency: Urgency; fr: [string, string]; en: [string, string] }>
> = {
  refused: {
    urgency: 'now',
    fr: ['envoi refusé par le destinataire', 'envois refusés par le destinataire'],
    en: ['delivery refused by its receiver', 'deliveries refused by their receivers'],
  },
  unknown: {
    urgency: 'now',
    fr: ['envoi dont on ignore s’il est arrivé', 'envois dont on ignore s’ils sont arrivés'],
    en: ['delivery of which nobody knows whether it arrived', 'deliveries of unknown fate'],
  },
  stuckRendering: {
    urgency: 'now',
    fr: ['facture émise dont la mise en forme échoue', 'factures émises dont la mise en forme échoue'],
    en: ['issued invoice whose rendering fails', 'issued invoices whose rendering fails'],
  },
  stuckSending: {
    urgency: 'now',
    fr: ['envoi abandonné après plusieurs essais', 'envois abandonnés après plusieurs essais'],
    en: ['delivery given up after several attempts', 'deliveries given up after several attempts'],
  },
  overdue: {
    urgency: 'now',
    fr: ['envoi dont le délai est dépassé', 'envois dont le délai est dépassé'],
    en: ['delivery past its deadline', 'deliveries past their deadline'],
  },
  byHand: {
    urgency: 'soon',
    fr: ['facture à poster ou à déposer à la main', 'factures à poster ou à déposer à la main'],
    en: ['invoice to post or to hand over', 'invoices to post or to hand over'],
  },
};

function deliveries({ deliveries: all, netOfDeliveries }: AttentionFacts): Told[] {
  return Object.entries(NEEDS).flatMap(([need, { urgency, fr, en }]) => {
    const waiting = all.filter((each) => each.need === need);
    if (waiting.length === 0) return [];
    const names = waiting.slice(0, 2).map(({ client }) => client.name);
    const whom = `${names.join(', ')}${waiting.length > names.length ? '…' : ''}`;
    return [
      {
        kind: 'deliveries' as const,
        urgency,
        count: waiting.length,
        netCents: waiting.reduce((sum, { invoice }) => sum + (netOfDeliveries.get(invoice.id) ?? 0), 0),
        fr: `${counted(waiting.length, ...fr)}\u202f: ${whom}.`,
        en: `${countedEn(waiting.length, ...en)}: ${whom}.`,
        action: { kind: 'settleDeliveries' as const, need: need as DeliveryNeed },
      },
    ];
  });
}

function stuckJobs({ stuckJobs: jobs, deliveries: settled }: AttentionFacts): Told[] {
  const told = new Set(settled.map(({ job }) => job?.id));
  const others = jobs.filter(({ id }) => !told.has(id));
  if (others.length === 0) return [];
  return [
    {
      kind: 'stuckJobs',
      urgency: 'now',
      count: others.length,
      fr: `${counted(others.length, 'travail est bloqué', 'travaux sont bloqués')} après plusieurs essais. Lisez l’erreur, puis reprenez.`,
      en: `${countedEn(others.length, 'job is', 'jobs are')} stuck after several attempts. Read the error, then retry.`,
      action: { kind: 'retryJobs', ids: others.map(({ id }) => id) },
    },
  ];
}

function unbilledDays({ unbilled, runs: open }: AttentionFacts): Told[] {
  const told: Told[] = [];
  const { late } = unbilled;
  if (late.lines > 0) {
    told.push({
      kind: 'lateDays',
      urgency: 'now',
      count: late.lines,
      netCents: late.netCents,
      fr: `${counted(late.lines, 'ligne a', 'lignes ont')} des jours dus avant ce mois que personne n’a facturés\u202f: ${writeCents(late.netCents, 'fr')} HT.`,
      en: `${countedEn(late.lines, 'line has', 'lines have')} days due before this month that nobody billed: ${writeCents(late.netCents, 'en')} net.`,
      action: { kind: 'readDrift', drift: 'unbilled' },
    });
  }
  for (const { issuer, lines, netCents } of unbilled.issuers) {
    if (open.some((run) => run.state === 'proposed' && run.issuer.id === issuer.id)) continue;
    told.push({
      kind: 'daysToBill',
      urgency: 'soon',
      count: lines,
      netCents,
      fr: `${issuer.name} peut facturer ${counted(lines, 'ligne échue', 'lignes échues')}, pour ${writeCents(netCents, 'fr')} HT.`,
      en: `${issuer.name} can bill ${countedEn(lines, 'line', 'lines')} that ${lines === 1 ? 'is' : 'are'} due, ${writeCents(netCents, 'en')} net.`,
      action: { kind: 'proposeRun', issuer: issuer.code },
    });
  }
  return told;
}

const DRIFT: readonly (readonly [
  kind: AttentionKind,
  drift: DriftKind,
  urgency: Urgency,
  sentence: (lines: number, days: number) => Sentence,
])[] = [
  [
    'uncarriedDays',
    'uncarried',
    'now',
    (lines, days) => ({
      fr: `${counted(lines, 'ligne due n’est portée', 'lignes dues ne sont portées')} par aucun émetteur (${counted(days, 'jour', 'jours')}). Indiquez qui ${lines === 1 ? 'la' : 'les'} porte.`,
      en: `${countedEn(lines, 'due line is', 'due lines are')} carried by no issuer (${countedEn(days, 'day', 'days')}). Say who carries ${lines === 1 ? 'it' : 'them'}.`,
    }),
  ],
  [
    'daysToCredit',
    'overbilled',
    'soon',
    (lines, days) => ({
      fr: `${counted(lines, 'ligne a', 'lignes ont')} ${counted(days, 'jour facturé', 'jours facturés')} par un émetteur à qui ${days === 1 ? 'il n’est pas dû' : 'ils ne sont pas dus'}\u202f: un avoir est à établir.`,
      en: `${countedEn(lines, 'line has', 'lines have')} ${countedEn(days, 'day', 'days')} billed by an issuer to which ${days === 1 ? 'it is' : 'they are'} not due: to be credited.`,
    }),
  ],
  [
    'daysToCredit',
    'mispriced',
    'soon',
    (lines, days) => ({
      fr: `${counted(lines, 'ligne a', 'lignes ont')} ${counted(days, 'jour facturé', 'jours facturés')} à un prix qui n’est plus celui convenu.`,
      en: `${countedEn(lines, 'line has', 'lines have')} ${countedEn(days, 'day', 'days')} billed at a price that is no longer the agreed one.`,
    }),
  ],
  [
    'billedElsewhere',
    'elsewhere',
    'soon',
    (lines, days) => ({
      fr: `${counted(lines, 'ligne attend', 'lignes attendent')} l’avoir d’un autre émetteur, qui a déjà facturé ${counted(days, 'jour', 'jours')}.`,
      en: `${countedEn(lines, 'line waits', 'lines wait')} for the credit note of another issuer, which has already billed ${countedEn(days, 'day', 'days')}.`,
    }),
  ],
  [
    'billedAhead',
    'ahead',
    'watch',
    (lines, days) => ({
      fr: `${counted(lines, 'ligne est facturée', 'lignes sont facturées')} ${counted(days, 'jour', 'jours')} avant l’échéance. Rien à faire tant que le contrat ne change pas.`,
      en: `${countedEn(lines, 'line is', 'lines are')} billed ${countedEn(days, 'day', 'days')} ahead. Nothing to do as long as the contract stays the same.`,
    }),
  ],
];

function otherDrift({ drift, billedAhead }: AttentionFacts): Told[] {
  return DRIFT.flatMap(([kind, which, urgency, sentence]) => {
    const { lines, days } = drift[which];
    // What a former tool billed ahead is told with the history, document by document.
    if (lines === 0 || (which === 'ahead' && billedAhead > 0)) return [];
    return [
      {
        kind,
        urgency,
        count: lines,
        ...sentence(lines, days),
        action: { kind: 'readDrift' as const, drift: which },
      },
    ];
  });
}

function clients({ incompleteClients }: AttentionFacts): Told[] {
  if (incompleteClients.length === 0) return [];
  const [first] = incompleteClients;
  const others = incompleteClients.length - 1;
  return [
    {
      kind: 'incompleteClients',
      urgency: 'soon',
      count: incompleteClients.length,
      fr: `${first!.client.name}${others > 0 ? ` et ${counted(others, 'autre client', 'autres clients')}` : ''}\u202f: fiche incomplète, la facturation est retenue.`,
      en: `${first!.client.name}${others > 0 ? ` and ${countedEn(others, 'other client', 'other clients')}` : ''}: the record is incomplete, billing is held back.`,
      action: { kind: 'completeClients', ids: incompleteClients.map(({ client }) => client.id) },
    },
  ];
}

function history({ awaitingCredits, billedAhead }: AttentionFacts): Told[] {
  const told: Told[] = [];
  const { total, netCents } = awaitingCredits;
  if (total > 0) {
    told.push({
      kind: 'awaitingCredits',
      urgency: 'soon',
      count: total,
      netCents,
      fr: `${counted(total, 'facture reprise attend', 'factures reprises attendent')} ${total === 1 ? 'son' : 'leur'} avoir\u202f: les mêmes jours étaient facturés deux fois par l’ancien outil.`,
      en: `${countedEn(total, 'imported invoice awaits its', 'imported invoices await their')} credit note: the former tool billed the same days twice.`,
      action: { kind: 'settleAwaitingCredits' },
    });
  }
  if (billedAhead > 0) {
    told.push({
      kind: 'billedAhead',
      urgency: 'watch',
      count: billedAhead,
      fr: `${counted(billedAhead, 'facture reprise couvre', 'factures reprises couvrent')} des jours à venir\u202f: aucune campagne ne les facturera de nouveau.`,
      en: `${countedEn(billedAhead, 'imported invoice covers', 'imported invoices cover')} days to come: no run will bill them again.`,
      action: { kind: 'readBilledAhead' },
    });
  }
  return told;
}

const PAUSES: Readonly<Record<SchedulingPause, Sentence>> = {
  never: {
    fr: 'La facturation programmée n’a jamais été mise en service\u202f: chaque campagne se propose à la main.',
    en: 'Scheduled billing was never turned on: each run is proposed by hand.',
  },
  revoked: {
    fr: 'La facturation programmée est suspendue. Relisez les écarts, puis remettez-la en service.',
    en: 'Scheduled billing is paused. Read the drift, then turn it on again.',
  },
  moved: {
    fr: 'La base de données a été restaurée, copiée ou déplacée\u202f: la facturation programmée attend que quelqu’un relise les écarts.',
    en: 'The database was restored, copied or moved: scheduled billing waits until somebody has read the drift.',
  },
  upgraded: {
    fr: 'Le logiciel a été mis à jour\u202f: la facturation programmée attend que quelqu’un relise les écarts.',
    en: 'The software was upgraded: scheduled billing waits until somebody has read the drift.',
  },
};

function scheduling({ scheduling: { pause } }: AttentionFacts): Told[] {
  if (pause === null) return [];
  const urgency = pause === 'never' ? 'watch' : 'now';
  return [
    { kind: 'schedulingPaused', urgency, count: 1, ...PAUSES[pause], action: { kind: 'clearScheduling' } },
  ];
}
