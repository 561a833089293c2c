import { useLanguage, writeAmount, writeNumber } from '../i18n/format';

/** An amount of the API (decimal text, euros), never wrapped. */
export function Amount({ of }: { readonly of: string }) {
  return <span className="nowrap">{writeAmount(of, useLanguage())}</span>;
}

/** A number with its thousands apart. */
export function NumberText({ of }: { readonly of: string | number }) {
  return <span className="nowrap">{writeNumber(of, useLanguage())}</span>;
}
