import type { PipeTransform } from '@nestjs/common';
import { apiErrors } from './api-errors.js';

/** One of the known words in a path: `@Param('kind', oneOf(KINDS)) kind: Kind`. @throws API.INPUT_REFUSED */
export function oneOf<T extends string>(values: readonly T[]): PipeTransform<unknown, T> {
  return {
    transform(given) {
      const found = values.find((each) => each === given);
      if (found !== undefined) return found;
      const known = values.join(', ');
      throw apiErrors.INPUT_REFUSED({
        fields: [
          {
            field: 'path',
            rule: 'isIn',
            fr: `« ${String(given)} » : valeurs connues, ${known}.`,
            en: `“${String(given)}”: known values, ${known}.`,
          },
        ],
      });
    },
  };
}
