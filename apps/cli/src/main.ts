import { Command } from 'commander';
import { addAuditCommand } from './audit.command.js';
import { addAccountCommand } from './account.command.js';
import { addBillCommand } from './bill.command.js';
import { addDemoCommand } from './demo.command.js';
import { addImportCommand } from './import.command.js';
import { reportFailure } from './report-failure.js';
import { addIssuerCommand } from './issuer.command.js';
import { speakFrench } from './speak-french.js';
import { addVerifyCommand } from './verify.command.js';

const program = speakFrench(
  new Command('intendance').description('Intendance, le back-office des coopératives'),
);

addAuditCommand(program);
addAccountCommand(program);
addBillCommand(program);
addDemoCommand(program);
addImportCommand(program);
addIssuerCommand(program);
addVerifyCommand(program);

// A reader that closes early, as in `intendance audit … | head`, is not a failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

try {
  await program.parseAsync();
} catch (error) {
  reportFailure(error, { json: process.argv.includes('--json') });
}
