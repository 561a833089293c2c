import { useLanguage, writeAmount } from '../i18n/format';

/** An amount of the API (decimal text, euros), never wrapped. */
export function Amount({ of }: { readonly of: string }) {
  return <span className="nowrap">{writeAmount(of, useLanguage())}</span>;
}
