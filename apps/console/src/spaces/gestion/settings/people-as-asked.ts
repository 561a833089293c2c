import type { Schema } from '../../../api/api';
import { plain } from '../../../i18n/plain';

type Account = Schema<'AccountView'>;

/** Filtered and sorted as the address bar says; the disabled come last. */
export function peopleAsAsked(
  accounts: readonly Account[],
  { cherche, role, sort }: { readonly cherche: string; readonly role: string; readonly sort: string },
): Account[] {
  const words = plain(cherche).split(/\s+/);
  const column = sort.replace(/^-/, '');
  const valueOf = (account: Account) =>
    column === 'email' ? account.email : column === 'createdAt' ? account.createdAt : account.name;
  const order = (a: Account, b: Account) => valueOf(a).localeCompare(valueOf(b), 'fr');
  return accounts
    .filter(({ name, email }) => words.every((word) => plain(`${name} ${email}`).includes(word)))
    .filter(({ roles }) => role === '' || roles.some((each) => each === role))
    .toSorted((a, b) => (sort.startsWith('-') ? order(b, a) : order(a, b)))
    .toSorted((a, b) => Number(a.disabledAt !== null) - Number(b.disabledAt !== null));
}
