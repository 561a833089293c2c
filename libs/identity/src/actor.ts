/** What an account may do. An auditor reads what administrators read and writes nothing. */
export const ROLES = ['administrator', 'accountant', 'member', 'associate', 'auditor'] as const;

export type Role = (typeof ROLES)[number];

export function isRole(text: unknown): text is Role {
  return ROLES.includes(text as Role);
}

/** Who acts: a signed-in person, or the shell and the scheduler, which have no account. */
export interface Actor {
  readonly accountId: number | null;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Where the request came from, for the audit trail. */
  readonly address?: string;
}

/** The shell or the scheduler, which act with the rights of an administrator: whoever starts them holds the database. */
export function systemActor(name: string): Actor {
  return { accountId: null, name, roles: ['administrator'] };
}
