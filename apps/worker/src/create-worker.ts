import { type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { WorkerModule, type WorkerSetting } from './worker.module.js';

/**
 * A process that answers the bells of Bull, at work once this resolves. It listens on no port: whether it works is
 * seen in the list of jobs. `close()` lets what runs finish and gives the rest back.
 * @param more modules of a test, whose handlers run here too
 */
export async function createWorker(
  setting: WorkerSetting,
  more: readonly Type[] = [],
): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(WorkerModule.of(setting, more), {
    logger: ['warn', 'error', 'fatal'],
    abortOnError: false,
  });
}
