import { type DynamicModule, Module } from '@nestjs/common';
import { Documents, RENDER_POOL } from './documents.js';
import { RenderPool } from './rendering/render-pool.js';

@Module({})
export class DocumentsModule {
  /** @param threads how many threads may render at once (RENDER_THREADS); they start with the first document */
  static with({ threads }: { readonly threads: number }): DynamicModule {
    return {
      module: DocumentsModule,
      global: true,
      providers: [{ provide: RENDER_POOL, useFactory: () => new RenderPool({ threads }) }, Documents],
      exports: [Documents],
    };
  }
}
