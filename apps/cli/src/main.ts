import { Command } from 'commander';
import { addAuditCommand } from './audit-command.js';
import { reportFailure } from './report-failure.js';

const program = new Command('intendance')
  .description('Intendance, le back-office des coopératives')
  .configureHelp({ sortSubcommands: true });

addAuditCommand(program);

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
