import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Module } from '@nestjs/common';
import { readConfiguration } from './configuration.js';
import { type Installation, openInstallation } from './open-installation.js';
import { RoomsModule } from './rooms.module.js';

@Module({})
class ShellModule {}

export interface OpenRooms {
  readonly installation: Installation;
  /** `rooms.get(Billing, { strict: false })` */
  readonly rooms: INestApplicationContext;
  close(): Promise<void>;
}

/** Opens the installation of the environment and its rooms for one command, beside a running server or without one. */
export async function openRooms(environment: NodeJS.ProcessEnv): Promise<OpenRooms> {
  const installation = await openInstallation(readConfiguration(environment));
  try {
    const rooms = await NestFactory.createApplicationContext(
      { module: ShellModule, imports: [RoomsModule.of({ ...installation, works: 'never' })] },
      { logger: ['error', 'fatal'], abortOnError: false },
    );
    return {
      installation,
      rooms,
      async close() {
        await rooms.close();
        await installation.release();
      },
    };
  } catch (error) {
    await installation.release();
    throw error;
  }
}
