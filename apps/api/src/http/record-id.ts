import { Injectable, type PipeTransform } from '@nestjs/common';
import { apiErrors } from './api-errors.js';

/** The `:id` of a path: `@Param('id', RecordId) id: number`. */
@Injectable()
export class RecordId implements PipeTransform<string | number, number> {
  /** @throws API.INPUT_REFUSED when it is no positive integer */
  transform(given: string | number): number {
    // The validation of input has made a number of it where the handler says so.
    const text = String(given);
    const id = Number(text);
    if (/^\d{1,16}$/.test(text) && Number.isSafeInteger(id) && id > 0) return id;
    throw apiErrors.INPUT_REFUSED({
      fields: [
        {
          field: 'id',
          rule: 'recordId',
          fr: `« ${text} » n’est pas un numéro.`,
          en: `“${text}” is no number.`,
        },
      ],
    });
  }
}
