import type { UnitOfWork } from '#persistence';
import type { Role } from '../actor.js';

export interface Account {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
}

interface AccountRow {
  id: number;
  email: string;
  name: string;
  roles: Role[];
  created_at: Date;
  disabled_at: Date | null;
}

const SELECT = `
  SELECT a.id, a.email, a.name, a.created_at, a.disabled_at,
         ARRAY(SELECT r.role::text FROM identity.account_role r WHERE r.account_id = a.id ORDER BY r.role) AS roles
  FROM identity.account a`;

function accountOf(row: AccountRow): Account {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    roles: row.roles,
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
  };
}

/** Every account, in the order of the e-mails. */
export async function readAccounts(unitOfWork: UnitOfWork): Promise<Account[]> {
  return (await unitOfWork.read<AccountRow>(`${SELECT} ORDER BY a.email`)).map(accountOf);
}

export async function readAccount(unitOfWork: UnitOfWork, accountId: number): Promise<Account | null> {
  const [row] = await unitOfWork.read<AccountRow>(`${SELECT} WHERE a.id = $1`, [accountId]);
  return row ? accountOf(row) : null;
}
