import type { Documents } from '#documents';
import type { Actor } from '#identity';
import type { Clock } from '#kernel';
import { gatherStatistics, type Transaction, type UnitOfWork } from '#persistence';
import type { Configuration } from '../configuration.js';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts.js';
import { DemoCalendar } from './demo-calendar.js';
import { demoErrors } from './demo-errors.js';
import { DemoOffice } from './demo-office.js';
import { type Colour, drawLogo } from './draw-logo.js';
import { inventedIban, inventedSiren, vatNumberOf } from './invented-identities.js';
import { leaveToAPerson } from './leave-to-a-person.js';
import { liveCooperative } from './live-cooperative.js';
import { liveHistory } from './live-history.js';
import { OneTransaction } from './one-transaction.js';
import { ordinaryPortfolio } from './portfolio.js';
import { quietContracts } from './quiet-contracts.js';
import { caeContracts, otherWays } from './story-contracts.js';

/** What the demonstration is loaded with: an open installation's own. */
export interface DemoSetting {
  readonly unitOfWork: UnitOfWork;
  readonly documents: Pick<Documents, 'storeLogo'>;
  readonly clock: Clock;
  readonly configuration: Pick<Configuration, 'NODE_ENV'>;
  /** Told after each month of the history. */
  readonly onMonth?: (done: number, of: number) => void;
}

/** How much was loaded. */
export interface LoadedDemo {
  readonly clients: number;
  readonly lines: number;
  readonly documents: number;
}

const DEMO_LOCK = 7_203_127;

/**
 * Loads the demonstration cooperative, laid out around the current civil day. One transaction: a failure or a crash
 * leaves the installation empty. Two processes that load at once go one after the other, and the second is refused.
 * @throws DEMO.REFUSED_IN_PRODUCTION, DEMO.INSTALLATION_NOT_EMPTY
 */
export async function loadDemo(setting: DemoSetting): Promise<LoadedDemo> {
  if (setting.configuration.NODE_ENV === 'production') throw demoErrors.REFUSED_IN_PRODUCTION({});
  const { unitOfWork, clock } = setting;
  return unitOfWork.database.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [DEMO_LOCK]);
    const found = await whatIsThere(tx);
    if (found !== null) throw demoErrors.INSTALLATION_NOT_EMPTY({ found });
    const calendar = new DemoCalendar(clock.today());
    const within = new OneTransaction(unitOfWork.database, tx);
    const office = new DemoOffice(tx, within, calendar);
    office.clock.set(calendar.firstOf(0));
    const accounts = await settleIn(office, setting.documents);
    const contracts = [
      ...caeContracts(calendar),
      ...ordinaryPortfolio(calendar),
      ...otherWays(calendar),
      ...quietContracts(calendar),
    ];
    await liveHistory(office, contracts, setting.onMonth ?? (() => undefined));
    await gatherStatistics(tx);
    await liveCooperative(office, within, accounts);
    await leaveToAPerson(office);
    await gatherStatistics(tx);
    return countLoaded(tx);
  });
}

/**
 * Loads it where the installation is empty, whichever process comes first.
 * @returns null where there is something already
 */
export async function loadDemoIfEmpty(setting: DemoSetting): Promise<LoadedDemo | null> {
  const found = await setting.unitOfWork.run(whatIsThere);
  if (found !== null) return null;
  try {
    return await loadDemo(setting);
  } catch (error) {
    if ((error as { code?: string }).code === 'DEMO.INSTALLATION_NOT_EMPTY') return null;
    throw error;
  }
}

/** Whether this installation holds the demonstration. */
export async function isDemoLoaded(unitOfWork: UnitOfWork): Promise<boolean> {
  const [row] = await unitOfWork.read<{ loaded: boolean }>(
    'SELECT EXISTS (SELECT 1 FROM identity.account WHERE email = $1) AS loaded',
    [DEMO_ACCOUNTS[0]!.email],
  );
  return row!.loaded;
}

/** What makes an installation other than empty, in words; null when it is. */
async function whatIsThere(tx: Transaction): Promise<string | null> {
  const [row] = (await tx.query(
    `SELECT (SELECT count(*) FROM identity.account)::int AS "compte(s)",
            (SELECT count(*) FROM contracts.issuer)::int AS "émetteur(s)",
            (SELECT count(*) FROM contracts.client)::int AS "client(s)",
            (SELECT count(*) FROM billing.invoice)::int AS "facture(s)"`,
  )) as Record<string, number>[];
  const found = Object.entries(row!).filter(([, count]) => count > 0);
  return found.length === 0 ? null : found.map(([what, count]) => `${count} ${what}`).join(', ');
}

async function countLoaded(tx: Transaction): Promise<LoadedDemo> {
  const [row] = (await tx.query(
    `SELECT (SELECT count(*) FROM contracts.client)::int AS clients,
            (SELECT count(*) FROM contracts.contract_line)::int AS lines,
            (SELECT count(*) FROM billing.invoice)::int AS documents`,
  )) as LoadedDemo[];
  return row!;
}

const GREEN: Colour = [31, 107, 79];
const RUST: Colour = [168, 74, 44];

/** People, the two issuers with their logos, and the activities of the CAE. @returns the accounts by role */
async function settleIn(
  office: DemoOffice,
  documents: Pick<Documents, 'storeLogo'>,
): Promise<ReadonlyMap<string, number>> {
  const accounts = new Map<string, number>();
  for (const { email, name, role } of DEMO_ACCOUNTS) {
    const account = { email, name, password: DEMO_PASSWORD, roles: [role] };
    accounts.set(role, (await office.identity.createAccount(office.actor, account)).id);
  }
  const [administrator] = DEMO_ACCOUNTS;
  office.actor = {
    accountId: accounts.get('administrator')!,
    name: administrator!.name,
    roles: ['administrator'],
  } satisfies Actor;
  const issuers = [
    {
      code: 'COOP',
      name: 'Les Communs du Large',
      siren: inventedSiren(501),
      legalForm: 'SCIC SA à capital variable, RCS Rennes',
      vatRegime: 'collection' as const,
      address: { lines: ['12 quai des Gabares'], postCode: '35000', city: 'Rennes', country: 'FR' },
      email: 'facturation@communs-du-large.example',
      phone: '02 99 00 00 00',
      iban: inventedIban(50_100),
      colour: GREEN,
    },
    {
      code: 'CAE',
      name: 'Marée Montante, coopérative d’activités et d’emploi',
      siren: inventedSiren(502),
      legalForm: 'SCOP SA à capital variable, RCS Vannes',
      vatRegime: 'debits' as const,
      address: { lines: ['3 venelle du Lavoir'], postCode: '56000', city: 'Vannes', country: 'FR' },
      email: 'facturation@maree-montante.example',
      phone: '02 97 00 00 00',
      iban: inventedIban(50_200),
      colour: RUST,
    },
  ];
  for (const { colour, ...issuer } of issuers) {
    const logo = await documents.storeLogo(office.tx, drawLogo(colour));
    const { id } = await office.contracts.createIssuer(
      office.actor,
      { ...issuer, vatNumber: vatNumberOf(issuer.siren), logo },
      office.tx,
    );
    office.issuers.set(issuer.code, id);
  }
  const activities = [
    { code: 'RONCE', name: 'Atelier Ronce', accountId: accounts.get('member')! },
    { code: 'SALIN', name: 'Studio Salin', accountId: null },
  ];
  for (const activity of activities) {
    const { id } = await office.contracts.createActivity(office.actor, activity, office.tx);
    office.activities.set(activity.code, id);
  }
  return accounts;
}
