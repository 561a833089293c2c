type Language = 'fr' | 'en';

const FRENCH = [
  'zéro',
  'un',
  'deux',
  'trois',
  'quatre',
  'cinq',
  'six',
  'sept',
  'huit',
  'neuf',
  'dix',
  'onze',
  'douze',
  'treize',
  'quatorze',
  'quinze',
  'seize',
  'dix-sept',
  'dix-huit',
  'dix-neuf',
];
const FRENCH_TENS = [
  '',
  '',
  'vingt',
  'trente',
  'quarante',
  'cinquante',
  'soixante',
  'soixante',
  'quatre-vingt',
  'quatre-vingt',
];

/** 0 to 99, with the hyphens of the 1990 spelling everywhere. `isLast`: quatre-vingts, when nothing follows. */
function frenchTens(number: number, isLast: boolean): string {
  if (number < 20) return FRENCH[number]!;
  const ten = Math.floor(number / 10);
  const base = ten === 7 || ten === 9 ? number - (ten - 1) * 10 : number % 10;
  const word = FRENCH_TENS[ten]!;
  if (base === 0) return ten === 8 && isLast ? `${word}s` : word;
  const hasEt = (base === 1 && ten < 8) || (base === 11 && ten === 7);
  return `${word}${hasEt ? '-et-' : '-'}${FRENCH[base]!}`;
}

function frenchHundreds(number: number, isLast: boolean): string {
  const hundreds = Math.floor(number / 100);
  const rest = number % 100;
  if (hundreds === 0) return frenchTens(rest, isLast);
  const cent = hundreds === 1 ? 'cent' : `${FRENCH[hundreds]!}-cent`;
  if (rest === 0) return hundreds > 1 && isLast ? `${cent}s` : cent;
  return `${cent}-${frenchTens(rest, isLast)}`;
}

function frenchWhole(number: number): string {
  if (number < 1_000) return frenchHundreds(number, true);
  if (number < 1_000_000) {
    const thousands = Math.floor(number / 1_000);
    const rest = number % 1_000;
    const mille = thousands === 1 ? 'mille' : `${frenchHundreds(thousands, false)}-mille`;
    return rest === 0 ? mille : `${mille}-${frenchHundreds(rest, true)}`;
  }
  const millions = Math.floor(number / 1_000_000);
  const rest = number % 1_000_000;
  const word = `${frenchWhole(millions)} million${millions > 1 ? 's' : ''}`;
  return rest === 0 ? word : `${word} ${frenchWhole(rest)}`;
}

const ENGLISH = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const ENGLISH_TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

function englishWhole(number: number): string {
  if (number < 20) return ENGLISH[number]!;
  if (number < 100) {
    const rest = number % 10;
    return `${ENGLISH_TENS[Math.floor(number / 10)]!}${rest ? `-${ENGLISH[rest]!}` : ''}`;
  }
  for (const [size, word] of [
    [1_000_000, 'million'],
    [1_000, 'thousand'],
    [100, 'hundred'],
  ] as const) {
    if (number < size) continue;
    const rest = number % size;
    const joint = size === 100 || rest < 100 ? ' and ' : ' ';
    return `${englishWhole(Math.floor(number / size))} ${word}${rest ? `${joint}${englishWhole(rest)}` : ''}`;
  }
  return ENGLISH[0]!;
}

/** A whole number of at most nine digits: shares on a bulletin. */
export function numberInWords(number: number, language: Language): string {
  return language === 'fr' ? frenchWhole(number) : englishWhole(number);
}

/** 123456 is « mille-deux-cent-trente-quatre euros et cinquante-six centimes ». At most 999,999,999.99. */
export function amountInWords(cents: number, language: Language): string {
  const euros = Math.floor(cents / 100);
  const rest = cents % 100;
  if (language === 'en') {
    const whole = `${englishWhole(euros)} euro${euros === 1 ? '' : 's'}`;
    return rest === 0 ? whole : `${whole} and ${englishWhole(rest)} cent${rest === 1 ? '' : 's'}`;
  }
  // « un million d’euros », but « un million cent euros ».
  const joint = euros >= 1_000_000 && euros % 1_000_000 === 0 ? ' d’' : ' ';
  const whole = `${frenchWhole(euros)}${joint}euro${euros > 1 ? 's' : ''}`;
  return rest === 0 ? whole : `${whole} et ${frenchWhole(rest)} centime${rest > 1 ? 's' : ''}`;
}
