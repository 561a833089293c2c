import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SystemClock } from '#kernel';
import { readConfiguration } from '#installation';
import { ApiModule } from './api.module.js';
import { openApiOf } from './http/describe-api.js';

// Writes the API's description, from which the console's types are generated. No database is asked: in preview mode
// Nest reads the controllers and makes nothing of what answers for them.
const setting = {
  configuration: readConfiguration({}),
  clock: new SystemClock(),
  databaseUrl: 'postgres://nowhere',
};
const app = await NestFactory.create<NestExpressApplication>(ApiModule.of(setting), {
  preview: true,
  logger: false,
  abortOnError: false,
});
app.setGlobalPrefix('api');
process.stdout.write(JSON.stringify(openApiOf(app)), () => process.exit(0));
