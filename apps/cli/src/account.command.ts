import type { Command } from 'commander';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Account, Actor, Identity, Role } from '#identity';

interface CreateOptions {
  readonly email: string;
  readonly name: string;
  readonly role: string[];
}

interface Act {
  readonly identity: Identity;
  readonly actor: Actor;
}

/** Accounts from the shell: the first administrator, and the way back in for one who forgot a password. */
export function addAccountCommand(program: Command): void {
  const account = program.command('account').description('comptes : créer, lister, changer un mot de passe');

  account
    .command('create')
    .description('crée un compte ; le mot de passe est demandé, ou lu sur l’entrée standard')
    .requiredOption('--email <adresse>', 'adresse e-mail')
    .requiredOption('--name <nom>', 'nom de la personne')
    .requiredOption('--role <rôle...>', 'rôles : administrator, accountant, member, associate, auditor')
    .action(async ({ email, name, role }: CreateOptions) => {
      const password = await readPassword();
      await withIdentity(async ({ identity, actor }) => {
        const created = await identity.createAccount(actor, {
          email,
          name,
          password,
          // Checked by the room, which names the known roles.
          roles: role as Role[],
        });
        print(`Compte n° ${created.id} créé pour ${created.email} (${created.roles.join(', ')}).`);
      });
    });

  account
    .command('list')
    .description('liste les comptes')
    .option('--json', 'pour les programmes')
    .action(async ({ json }: { json?: boolean }) => {
      await withIdentity(async ({ identity }) => {
        const accounts = await identity.listAccounts();
        print(json ? JSON.stringify(accounts, null, 2) : accounts.map(line).join('\n') || 'Aucun compte.');
      });
    });

  account
    .command('password')
    .description('donne un nouveau mot de passe à un compte et ferme ses sessions')
    .requiredOption('--email <adresse>', 'adresse e-mail')
    .action(async ({ email }: { email: string }) => {
      const newPassword = await readPassword();
      await withIdentity(async ({ identity, actor }) => {
        const { id } = await identity.accountOfEmail(email);
        await identity.changePassword(actor, { accountId: id, newPassword });
        print(`Mot de passe changé, sessions fermées : ${email}.`);
      });
    });
}

function line({ id, email, name, roles, disabledAt }: Account): string {
  return `${String(id).padStart(4)}  ${email}  ${name}  ${roles.join(', ')}${disabledAt ? '  (désactivé)' : ''}`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The rooms are loaded when a command runs, so that `intendance --help` answers at once. */
async function withIdentity(work: (act: Act) => Promise<void>): Promise<void> {
  const { Identity, systemActor } = await import('#identity');
  const { openInstallation, readConfiguration } = await import('#installation');
  const { openDatabase, UnitOfWork } = await import('#persistence');
  const installation = await openInstallation(readConfiguration(process.env));
  try {
    const database = await openDatabase({ url: installation.databaseUrl, poolSize: 2 });
    try {
      const identity = new Identity(new UnitOfWork(database), installation.clock);
      await work({ identity, actor: systemActor('intendance account') });
    } finally {
      await database.destroy();
    }
  } finally {
    await installation.release();
  }
}

/** Never an argument: those stay in the history of the shell and show in the list of processes. */
async function readPassword(): Promise<string> {
  if (!process.stdin.isTTY) {
    let text = '';
    for await (const chunk of process.stdin.setEncoding('utf8')) text += String(chunk);
    return text.replace(/\r?\n$/, '');
  }
  process.stderr.write('Mot de passe (12 caractères au moins) : ');
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silence, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
