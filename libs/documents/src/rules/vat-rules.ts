import { basisPointsToPercent, vatCents, writeCents } from '#kernel';
import type { InvoiceDocument, VatBreakdown, VatCategory } from '../invoice-document.js';
import { CATEGORY_RULES, VAT_CATEGORIES, VAT_RATES } from './code-lists.js';
import { type Report, type RuleGroup, written } from './finding.js';

const NEEDS_REASON: ReadonlySet<VatCategory> = new Set(['E', 'AE', 'K', 'G', 'O']);

const key = (category: string, rate: number) => `${category} ${rate}`;

function checkCategoryAndRate(category: VatCategory, rate: number, path: string, report: Report): void {
  if (!VAT_CATEGORIES.has(category)) {
    report(
      'BR-FR-15',
      path,
      {
        fr: `La catégorie de TVA « ${category} » n’est pas admise : S, E, AE, K, G, O ou Z.`,
        en: `The VAT category “${category}” is not allowed: S, E, AE, K, G, O or Z.`,
      },
      { category },
    );
    return;
  }
  const percent = Number.isSafeInteger(rate) ? basisPointsToPercent(rate) : String(rate / 100);
  if (!VAT_RATES.has(rate)) {
    report(
      'BR-FR-16',
      path,
      {
        fr: `Le taux de TVA de ${percent} % n’est pas un taux français.`,
        en: `The VAT rate of ${percent}% is not a French rate.`,
      },
      { rateBasisPoints: rate },
    );
  }
  if (category === 'S' ? rate <= 0 : rate !== 0) {
    report(
      `BR-${CATEGORY_RULES[category]}-05`,
      path,
      {
        fr: `La catégorie ${category} ne peut pas porter un taux de ${percent} %.`,
        en: `Category ${category} cannot bear a rate of ${percent}%.`,
      },
      { category, rateBasisPoints: rate },
    );
  }
}

function checkBases({ lines, vat }: InvoiceDocument, report: Report): void {
  const sums = new Map<string, number>();
  for (const line of lines) {
    const of = key(line.vatCategory, line.vatRateBasisPoints);
    sums.set(of, (sums.get(of) ?? 0) + line.netCents);
  }
  const seen = new Set<string>();
  vat.forEach((each, index) => {
    const of = key(each.category, each.rateBasisPoints);
    const rules = CATEGORY_RULES[each.category] ?? 'S';
    const expected = sums.get(of);
    if (seen.has(of) || expected === undefined) {
      report(
        `BR-${rules}-01`,
        `vat[${index}]`,
        {
          fr: `La TVA ${each.category} à ${each.rateBasisPoints / 100} % est ventilée sans ligne qui lui corresponde, ou deux fois.`,
          en: `VAT ${each.category} at ${each.rateBasisPoints / 100}% is broken down without a line of its own, or twice.`,
        },
        { category: each.category, rateBasisPoints: each.rateBasisPoints },
      );
    } else if (expected !== each.netCents) {
      report(
        `BR-${rules}-08`,
        `vat[${index}].netCents`,
        {
          fr: `La base de TVA ${each.category} à ${each.rateBasisPoints / 100} % est ${writeCents(each.netCents, 'fr')} mais ses lignes font ${writeCents(expected, 'fr')}.`,
          en: `The base of VAT ${each.category} at ${each.rateBasisPoints / 100}% is ${writeCents(each.netCents, 'en')} but its lines make ${writeCents(expected, 'en')}.`,
        },
        { given: each.netCents, expected },
      );
    }
    seen.add(of);
  });
  for (const of of sums.keys()) {
    if (seen.has(of)) continue;
    report(
      'BR-CO-18',
      'vat',
      {
        fr: `Des lignes portent la TVA « ${of} » qui manque à la ventilation.`,
        en: `Lines bear VAT “${of}”, which the breakdown lacks.`,
      },
      { missing: of },
    );
  }
}

function checkBreakdown(
  each: VatBreakdown,
  index: number,
  type: InvoiceDocument['type'],
  report: Report,
): void {
  const rules = CATEGORY_RULES[each.category];
  if (!rules) return;
  const path = `vat[${index}]`;
  // BR-CO-17 itself tolerates 1 €; the cents of the tax are ours to keep exact (CGI, ann. II, art. 242 nonies A).
  // Credit notes of one invoice are exact together, so that a whole credit, in however many parts, zeroes each rate: one
  // of them alone may be a cent away from the product.
  const expected = vatCents(each.netCents, each.rateBasisPoints);
  const tolerance = type === 'creditNote' ? 1 : 0;
  if (Math.abs(each.vatCents - expected) > tolerance) {
    report(
      'BR-CO-17',
      `${path}.vatCents`,
      {
        fr: `La TVA à ${each.rateBasisPoints / 100} % sur ${writeCents(each.netCents, 'fr')} est ${writeCents(expected, 'fr')}, et non ${writeCents(each.vatCents, 'fr')}.`,
        en: `VAT at ${each.rateBasisPoints / 100}% on ${writeCents(each.netCents, 'en')} is ${writeCents(expected, 'en')}, not ${writeCents(each.vatCents, 'en')}.`,
      },
      { given: each.vatCents, expected },
    );
  }
  const justified = written(each.exemptionReason) || written(each.exemptionCode);
  if (NEEDS_REASON.has(each.category) !== justified) {
    report(
      `BR-${rules}-10`,
      `${path}.exemptionReason`,
      justified
        ? {
            fr: `La catégorie ${each.category} ne porte pas de motif d’exonération.`,
            en: `Category ${each.category} bears no exemption reason.`,
          }
        : {
            fr: `Rien ne dit pourquoi la TVA n’est pas facturée (catégorie ${each.category}). Ajoutez le motif légal.`,
            en: `Nothing says why VAT is not charged (category ${each.category}). Add the legal reason.`,
          },
      { category: each.category },
    );
  }
  if (each.exemptionCode !== null && !/^VATEX-(EU|FR)-[A-Z0-9-]+$/.test(each.exemptionCode)) {
    report(
      'BR-CL-22',
      `${path}.exemptionCode`,
      {
        fr: `« ${each.exemptionCode} » n’est pas un code VATEX.`,
        en: `“${each.exemptionCode}” is not a VATEX code.`,
      },
      { code: each.exemptionCode },
    );
  }
}

function checkParties(document: InvoiceDocument, report: Report): void {
  const { seller, buyer } = document;
  const categories = new Set(document.lines.map((line) => line.vatCategory));
  for (const category of ['S', 'AE', 'K', 'G'] as const) {
    if (categories.has(category) && !written(seller.vatNumber)) {
      report(
        `BR-${CATEGORY_RULES[category]}-02`,
        'seller.vatNumber',
        {
          fr: 'Le numéro de TVA du vendeur manque. Complétez la fiche de l’émetteur.',
          en: 'The VAT number of the seller is missing. Complete the issuer’s record.',
        },
        { category },
      );
    }
  }
  for (const category of ['AE', 'K'] as const) {
    if (categories.has(category) && !written(buyer.vatNumber)) {
      report(
        `BR-${CATEGORY_RULES[category]}-02`,
        'buyer.vatNumber',
        {
          fr: 'Le client doit la taxe lui-même : son numéro de TVA est obligatoire. Demandez-le et vérifiez-le dans VIES.',
          en: 'The client owes the tax itself: its VAT number is required. Ask for it and verify it in VIES.',
        },
        { category },
      );
    }
  }
  if (categories.has('O') && categories.size > 1) {
    report(
      'BR-O-11',
      'lines',
      {
        fr: 'Un document hors champ de la TVA (O) ne peut pas porter d’autres catégories. Faites deux documents.',
        en: 'A document outside the scope of VAT (O) cannot bear other categories. Make two documents.',
      },
      { categories: [...categories] },
    );
  }
  if (categories.has('K') && document.deliveryPeriod === null) {
    report('BR-IC-11', 'deliveryPeriod', {
      fr: 'Une livraison intracommunautaire demande la date ou la période de livraison.',
      en: 'An intra-Community supply needs the date or period of delivery.',
    });
  }
  if (categories.has('K') && (buyer.deliveryAddress ?? buyer.address).country === 'FR') {
    report('BR-IC-12', 'buyer.deliveryAddress', {
      fr: 'Une livraison intracommunautaire arrive dans un autre pays de l’Union : corrigez l’adresse de livraison.',
      en: 'An intra-Community supply arrives in another country of the Union: correct the delivery address.',
    });
  }
}

/** Categories, rates, bases, cents of VAT and the reasons for charging none. */
export const vatRules: RuleGroup = (document, report) => {
  document.lines.forEach((line, index) =>
    checkCategoryAndRate(line.vatCategory, line.vatRateBasisPoints, `lines[${index}].vatCategory`, report),
  );
  document.vat.forEach((each, index) => {
    checkCategoryAndRate(each.category, each.rateBasisPoints, `vat[${index}].category`, report);
    checkBreakdown(each, index, document.type, report);
  });
  checkBases(document, report);
  checkParties(document, report);
};
