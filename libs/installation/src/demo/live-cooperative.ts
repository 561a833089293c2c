import { ActivityAccounts, Contributions, ExpenseSheets } from '#contributions';
import { Documents, RenderPool } from '#documents';
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
  const { tx, clock, calendar, contracts, identity, actor, issuers, activities } = office;
  // Logos are read in the open transaction, which has just kept them.
  const documents = new Documents(unitOfWork, new RenderPool({ threads: 1 }));
  const membership = new Membership(unitOfWork, clock, identity);
  const capital = new Capital(unitOfWork, clock, identity);
  const common = { tx, clock, calendar, actor, issuers, activities };

  const persons = await tellAssociates({ ...common, membership, accounts });
  await tellCapital({ ...common, capital, membership, persons });
  await tellContributions({
    ...common,
    treasury: new Treasury(unitOfWork, clock, identity),
    contributions: new Contributions(unitOfWork, clock, documents, contracts, identity),
  });
  const { name, role } = DEMO_ACCOUNTS.find((account) => account.role === 'member')!;
  await tellActivityAccounts({
    ...common,
    accounts: new ActivityAccounts(unitOfWork, clock, identity, contracts, documents),
    sheets: new ExpenseSheets(unitOfWork, clock, identity, documents),
    documents,
    entrepreneur: { accountId: accounts.get(role)!, name, roles: [role] },
  });
  clock.set(calendar.today);
}
