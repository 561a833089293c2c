/** « 1 234,56 € » or « -12.5 » as the API's decimal text; null where it is none, or negative where it may not be. */
export function typedAmount(
  text: string,
  { signed = false }: { readonly signed?: boolean } = {},
): string | null {
  const plain = text
    .replace(/[\s\u00a0\u202f€]/g, '')
    .replace(/^\u2212/, '-')
    .replace(',', '.');
  return (signed ? /^-?\d{1,8}(\.\d{1,2})?$/ : /^\d{1,8}(\.\d{1,2})?$/).test(plain) ? plain : null;
}
