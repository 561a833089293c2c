import { api, type Schema } from '../../../api/api';

type Bylaws = Schema<'BylawsView'>;

/** The rules in force, and the names of their codes; a code of former bylaws stays a code. */
export function useRules() {
  const standing = api.useQuery('get', '/api/membership-standing', {});
  const bylaws: Bylaws | null = standing.data?.bylaws ?? null;
  const nameIn = (
    rules: readonly { readonly code: string; readonly name: string }[] | undefined,
    code: string,
  ) => rules?.find((rule) => rule.code === code)?.name ?? code;
  return {
    standing,
    bylaws,
    categoryName: (code: string) => nameIn(bylaws?.categories, code),
    collegeName: (code: string) => nameIn(bylaws?.colleges, code),
  };
}

/** Rules as a Select offers them. */
export function choicesOf(
  rules: readonly { readonly code: string; readonly name: string }[] | undefined,
): { value: string; label: string }[] {
  return (rules ?? []).map(({ code, name }) => ({ value: code, label: name }));
}
