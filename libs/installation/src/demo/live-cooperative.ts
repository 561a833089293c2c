import { ActivityAccounts, Contributions, ExpenseSheets } from '#contributions';
import { Capital, Membership } from '#membership';
import type { UnitOfWork } from '#persistence';
import { Treasury } from '#treasury';
import { DEMO_ACCOUNTS } from './demo-accounts.js';
import type { DemoOffice } from './demo-office.js';
import { tellActivityAccounts } from './tell-activity-accounts.js';
import { tellAssociates } from './tell-associates.js';
import { tellCapital } from './tell-capital.js';
import { tellContributions } from './tell-contributions.js';

/** Members, shares, payments, contributions and accounts of the demonstration, each told by the verbs of its room. */
export async function liveCooperative(
  office: DemoOffice,
  unitOfWork: UnitOfWork,
  accounts: ReadonlyMap<string, number>,
): Promise<void> {
  const { tx, clock, calendar, contracts, documents, identity, actor, issuers, activities } = office;
  const membership = new Membership(unitOfWork, clock, identity);
  const capital = new Capital(unitOfWork, clock, identity);
  const common = { tx, clock, calendar, actor, issuers, activities };

  const persons = await tellAssociates({ ...common, membership, accounts });
  await tellCapital({ ...common, capital, membership, persons });
  const { name, role } = DEMO_ACCOUNTS.find((account) => account.role === 'member')!;
  await tellActivityAccounts({
    ...common,
    accounts: new ActivityAccounts(unitOfWork, clock, identity, contracts, documents),
    sheets: new ExpenseSheets(unitOfWork, clock, identity, documents),
    documents,
    entrepreneur: { accountId: accounts.get(role)!, name, roles: [role] },
  });
  // After the costs: margins are counted once they are known.
  await tellContributions({
    ...common,
    treasury: new Treasury(unitOfWork, clock, identity),
    contributions: new Contributions(unitOfWork, clock, documents, contracts, identity),
  });
  clock.set(calendar.today);
}
