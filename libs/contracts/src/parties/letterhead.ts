import type { Letterhead } from '#documents';
import type { IssuerRecord } from './party.js';

/** What an issuer's letters, bulletins and statements bear at their top. */
export function letterheadOf(issuer: IssuerRecord): Letterhead {
  const { name, legalForm, siren, address, email, phone, logo } = issuer;
  return {
    name,
    legalLine: [legalForm, `SIREN ${siren.replace(/(\d{3})(?=\d)/g, '$1\u00a0')}`]
      .filter(Boolean)
      .join(' · '),
    address,
    contact: [email, phone].filter((line): line is string => line !== null),
    logo,
  };
}
