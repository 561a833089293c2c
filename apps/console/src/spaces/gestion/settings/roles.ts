import type { Schema } from '../../../api/api';

export type Role = Schema<'AccountView'>['roles'][number];

/** From the most to the least that they open. */
export const ROLES: readonly Role[] = ['administrator', 'accountant', 'member', 'associate', 'auditor'];
