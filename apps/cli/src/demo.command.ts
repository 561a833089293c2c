import type { Command } from 'commander';

/** Loads the demonstration cooperative into an empty installation, and refuses any other. */
export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('charge la coopérative de démonstration dans une installation vide')
    .action(async () => {
      const { DEMO_ACCOUNTS, DEMO_PASSWORD, loadDemo, openRooms } = await import('#installation');
      const { Documents } = await import('#documents');
      const { UnitOfWork } = await import('#persistence');
      const open = await openRooms(process.env);
      try {
        const { clients, lines, documents } = await loadDemo({
          unitOfWork: open.rooms.get(UnitOfWork, { strict: false }),
          documents: open.rooms.get(Documents, { strict: false }),
          clock: open.installation.clock,
          configuration: open.installation.configuration,
          onMonth: (done, of) => {
            if (process.stderr.isTTY)
              process.stderr.write(`\rmois ${done} sur ${of}${done === of ? '\n' : ''}`);
          },
        });
        process.stdout.write(
          [
            `Démonstration chargée : ${clients} clients, ${lines} lignes de contrat, ${documents} factures et avoirs.`,
            `Mot de passe de chaque compte : ${DEMO_PASSWORD}`,
            ...DEMO_ACCOUNTS.map(({ email, says }) => `  ${email}  ${says}`),
            '',
          ].join('\n'),
        );
      } finally {
        await open.close();
      }
    });
}
