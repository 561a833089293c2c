import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';

/** What the handler gets by `@UploadedFile() file: UploadedBytes | undefined`. */
export interface UploadedBytes {
  readonly buffer: Buffer;
  /** As the sender called it: to be shown, never to be used as a path. */
  readonly originalname: string;
  readonly size: number;
}

/**
 * One file in the field `name`, held in memory up to `bytes`; a larger one is API.TOO_LARGE before it was read whole.
 */
export function BoundedUpload({ name, bytes }: { name: string; bytes: number }) {
  return applyDecorators(
    UseInterceptors(
      FileInterceptor(name, {
        limits: { fileSize: bytes, files: 1, fields: 20, fieldSize: 65_536, parts: 21 },
      }),
    ),
    ApiConsumes('multipart/form-data'),
    ApiBody({ schema: { type: 'object', properties: { [name]: { type: 'string', format: 'binary' } } } }),
  );
}
