import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { apiErrors, type RefusedField } from './api-errors.js';
import { frenchName } from './field-names.js';

type Write = (details: string) => string;

/** The rules of class-validator in French; `details` is what its English sentence says after the verb. */
const FRENCH: Readonly<Record<string, Write>> = {
  isString: () => 'un texte est attendu',
  isNotEmpty: () => 'ne peut pas être vide',
  isEmail: () => 'n’est pas une adresse e-mail',
  isInt: () => 'un nombre entier est attendu',
  isNumber: () => 'un nombre est attendu',
  isNumberString: () => 'un nombre est attendu',
  isPositive: () => 'un nombre positif est attendu',
  isBoolean: () => 'true ou false est attendu',
  isArray: () => 'une liste est attendue',
  isObject: () => 'un objet est attendu',
  isUUID: () => 'un identifiant UUID est attendu',
  isUrl: () => 'n’est pas une adresse web',
  isDateString: () => 'une date est attendue',
  isContractDay: () => 'il faut une date existante entre 2000 et 2099, AAAA-MM-JJ',
  isDecimal: () => 'un nombre décimal est attendu',
  isDefined: () => 'manque',
  min: (details) => `doit valoir au moins ${numberIn(details)}`,
  max: (details) => `doit valoir au plus ${numberIn(details)}`,
  minLength: (details) => `compte au moins ${numberIn(details)} caractères`,
  maxLength: (details) => `compte au plus ${numberIn(details)} caractères`,
  isLength: () => 'n’a pas la longueur attendue',
  arrayMinSize: (details) => `compte au moins ${numberIn(details)} éléments`,
  arrayMaxSize: (details) => `compte au plus ${numberIn(details)} éléments`,
  arrayNotEmpty: () => 'compte au moins un élément',
  arrayUnique: () => 'contient deux fois le même élément',
  isIn: (details) => `valeur attendue : ${details.split('values: ')[1] ?? details}`,
  isEnum: (details) => `valeur attendue : ${details.split('values: ')[1] ?? details}`,
  matches: () => 'n’a pas la forme attendue',
  whitelistValidation: () => 'n’est pas un champ connu ici',
  unknownValue: () => 'n’a pas la forme attendue',
  nestedValidation: () => 'un objet est attendu',
};

function numberIn(details: string): string {
  return /-?\d+(?:\.\d+)?/.exec(details)?.[0] ?? '';
}

/** class-validator opens its own sentences with the property; a sentence that a DTO wrote itself is kept as it is. */
function isDefault(message: string, property: string): boolean {
  return [property, 'each value in ', 'property ', 'nested property '].some((start) =>
    message.startsWith(start),
  );
}

function refusedField(
  path: readonly string[],
  property: string,
  [rule, message]: [string, string],
): RefusedField {
  const field = path.join('.');
  if (!isDefault(message, property)) return { field, rule, fr: message, en: message };
  const write = FRENCH[rule] ?? FRENCH['matches']!;
  return {
    field,
    rule,
    fr: `« ${frenchName(path)} » : ${write(message.slice(property.length))}.`,
    en: `${message}.`,
  };
}

function refusedFields(errors: readonly ValidationError[], path: readonly string[] = []): RefusedField[] {
  return errors.flatMap((error) => {
    const here = [...path, error.property];
    const own = Object.entries(error.constraints ?? {}).map((each) =>
      refusedField(here, error.property, each),
    );
    return [...own, ...refusedFields(error.children ?? [], here)];
  });
}

/** Unknown fields are refused, never dropped: a misspelt `periodEnd` must not pass for none. */
export function inputValidation(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => apiErrors.INPUT_REFUSED({ fields: refusedFields(errors) }),
  });
}
