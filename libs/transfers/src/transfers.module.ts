import { Module } from '@nestjs/common';
import { ContractsModule } from '#contracts';
import { IdentityModule } from '#identity';
import { TransferLetters } from './letters/transfer-letters.js';
import { TransferImports } from './recording/transfer-imports.js';
import { TransferSavings } from './savings/transfer-savings.js';
import { Transfers } from './transfers.js';

const services = [Transfers, TransferImports, TransferLetters, TransferSavings];

/** Needs the modules of persistence, documents and billing, and `CLOCK`. */
@Module({ imports: [IdentityModule, ContractsModule], providers: services, exports: services })
export class TransfersModule {}
