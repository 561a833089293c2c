import { createHash } from 'node:crypto';
import { addMonths, type LocalDate } from '#kernel';
import {
  importFile,
  type Importing,
  type ImportOptions,
  type ImportSummary,
  type Outcome,
  readCsv,
  type ReadFile,
  type Refusals,
} from '#imports';
import type { Transaction } from '#persistence';
import { readBylawsOn } from '../../bylaws/read-bylaws.js';
import {
  appendMovement,
  type Cause,
  causeOf,
  type Hand,
  insertFact,
  noteFact,
  requirePast,
  settleConstraints,
  takeRegister,
} from '../acts.js';
import { capitalErrors } from '../capital-errors.js';
import { listClasses, type ShareClass } from '../read-subscriptions.js';
import { requiredCents } from '../subscribe.js';
import { inOrderOfDays, refuseWhatCannotBe } from './foresee-register.js';
import { type Operation, parseOperation, type SharesOfFile } from './parse-operation.js';
import { PeopleOfFile } from './people-of-file.js';
import { FORMATS, type RegisterFormat } from './register-formats.js';

export interface RegisterImporting extends Importing {
  readonly hand: Hand;
}

/** What the law requires where the file is older than the bylaws that are recorded here. */
const BY_LAW = { paidAtSubscriptionBasisPoints: 2_500, releaseMonths: 60 };

interface KnownFile {
  readonly format: RegisterFormat;
  readonly file: ReadFile;
}

/** @throws CAPITAL.REGISTER_UNKNOWN, IMPORTS.FILE_UNREADABLE */
function recognise(bytes: Uint8Array): KnownFile {
  for (const [format, { names, required }] of FORMATS) {
    const file = readCsv(bytes, names, []);
    if (required.every((column) => file.columns.has(column))) return { format, file };
  }
  const { ignoredColumns } = readCsv(bytes, {}, []);
  throw capitalErrors.REGISTER_UNKNOWN({ columns: ignoredColumns.slice(0, 12).join(', ') });
}

/** Without its line: the same operation in another file is the same. */
function digestOf({ line: _, ...operation }: Operation): string {
  return createHash('sha256').update(JSON.stringify(operation)).digest('hex');
}

/** @throws CAPITAL.REGISTER_UNKNOWN, IMPORTS.FILE_UNREADABLE */
export async function importRegister(
  importing: RegisterImporting,
  bytes: Uint8Array,
  options: ImportOptions,
): Promise<ImportSummary> {
  const { format, file } = recognise(bytes);
  const { names } = FORMATS.find(([name]) => name === format)![1];
  const source = options.source ?? format;
  return importFile<Operation>(importing, {
    kind: 'shares',
    file,
    options: { ...options, source },
    parse: (row) => parseOperation(row, names, format),
    begin: async (tx, rows, refuse) => beginRegister(tx, { rows, refuse, source, hand: importing.hand }),
  });
}

interface Beginning {
  readonly rows: readonly Operation[];
  readonly refuse: Refusals;
  readonly source: string;
  readonly hand: Hand;
}

async function beginRegister(tx: Transaction, { rows, refuse, source, hand }: Beginning) {
  await takeRegister(tx);
  const known = new Map<string, string>(
    (
      (await tx.query('SELECT key, digest FROM membership.share_source_key WHERE source = $1', [source])) as {
        key: string;
        digest: string;
      }[]
    ).map(({ key, digest }) => [key, digest]),
  );
  const classes = new Map((await listClasses(tx)).map((each) => [each.code, each]));
  const coming = rows.filter(({ key }) => !known.has(key));
  const people = await PeopleOfFile.open(tx, source);
  await people.meet(coming.flatMap(({ person, to }) => (to ? [person, to] : [person])));
  await refuseWhatCannotBe(tx, { rows: coming, refuse, people, classes });
  const first = rows.reduce<LocalDate | null>((day, row) => (!day || row.day < day ? row.day : day), null);
  const seen = new Map<string, number>();
  const writing: Writing = { tx, source, hand, people, classes, classesFrom: first };
  const moved = new Map<Operation, Cause>();
  const last = rows.at(-1);
  return async (row: Operation): Promise<Outcome> => {
    const before = seen.get(row.key);
    if (before) throw capitalErrors.SAME_KEY_TWICE({ key: row.key, line: before });
    seen.set(row.key, row.line);
    const digest = digestOf(row);
    const imported = known.get(row.key);
    if (imported && imported !== digest) throw capitalErrors.IMPORTED_OTHERWISE({ key: row.key });
    if (!imported) {
      const { cause, moves } = await writeOperation(writing, row);
      if (moves) moved.set(row, cause);
      await tx.query(
        'INSERT INTO membership.share_source_key (source, key, digest, cause) VALUES ($1, $2, $3, $4)',
        [source, row.key, digest, causeOf(cause).text],
      );
    }
    if (row === last && refuse.count === 0) {
      for (const each of inOrderOfDays([...moved.keys()]))
        await appendMovement(tx, moved.get(each)!, { day: each.day, hand });
      // What the whole file breaks is told by a preview too, which never gets to the end of a transaction.
      await settleConstraints(tx);
    }
    return imported ? 'unchanged' : 'created';
  };
}

interface Writing {
  readonly tx: Transaction;
  readonly source: string;
  readonly hand: Hand;
  readonly people: PeopleOfFile;
  readonly classes: Map<string, ShareClass>;
  /** A class that the file brings exists since its first operation. */
  readonly classesFrom: LocalDate | null;
}

/** @throws CAPITAL.NOMINAL_DIFFERS */
async function classOf({ tx, hand, classes, classesFrom }: Writing, shares: SharesOfFile): Promise<number> {
  const known = classes.get(shares.classCode);
  if (known && known.nominalCents !== shares.nominalCents)
    throw capitalErrors.NOMINAL_DIFFERS({
      class: known.code,
      known: known.nominalCents,
      read: shares.nominalCents,
    });
  if (known) return known.id;
  const created = {
    code: shares.classCode,
    name: `Parts ${shares.classCode}`,
    nominal_cents: shares.nominalCents,
    from_day: classesFrom!,
  };
  const id = await insertFact(tx, 'share_class', created, hand);
  const { code, name, nominal_cents: nominalCents, from_day: from } = created;
  classes.set(code, { id, code, name, nominalCents, from });
  return id;
}

interface WrittenOperation {
  readonly cause: Cause;
  /** Whether shares move by it: a bulletin that waits for its payment makes none. */
  readonly moves: boolean;
}

async function writeOperation(writing: Writing, row: Operation): Promise<WrittenOperation> {
  requirePast(row.day, writing.hand);
  const { tx, source, hand, people } = writing;
  const person = people.idOf(row.person);
  const classId = await classOf(writing, row.shares);
  const reason = `Repris du registre importé (${source}, opération ${row.key})`;
  switch (row.kind) {
    case 'subscription':
      return writeImportedSubscription(writing, row, { person, classId });
    case 'transfer': {
      const to = people.idOf(row.to!);
      const fact = {
        from_person_id: person,
        to_person_id: to,
        class_id: classId,
        quantity: row.shares.quantity,
        agreed_on: row.day,
        reason,
      };
      const transfer = await insertFact(tx, 'share_transfer', fact, hand);
      return { cause: { transfer }, moves: true };
    }
    case 'conversion': {
      const toClass = await classOf(writing, row.toShares!);
      const fact = {
        person_id: person,
        from_class_id: classId,
        to_class_id: toClass,
        quantity: row.shares.quantity,
        to_quantity: row.toShares!.quantity,
        agreed_on: row.day,
        reason,
      };
      const conversion = await insertFact(tx, 'share_conversion', fact, hand);
      return { cause: { conversion }, moves: true };
    }
    case 'withdrawal': {
      const fact = {
        person_id: person,
        class_id: classId,
        quantity: row.shares.quantity,
        requested_on: row.day,
        reason,
      };
      const withdrawal = await insertFact(tx, 'share_withdrawal', fact, hand);
      const decision = { withdrawal_id: withdrawal, outcome: 'approved', decided_on: row.day, reason };
      await noteFact(tx, 'share_withdrawal_decision', decision, hand);
      return { cause: { withdrawal }, moves: true };
    }
  }
}

/** A bulletin of the former register, with what was paid of it; not paid enough, it waits for its payment. */
async function writeImportedSubscription(
  { tx, hand }: Writing,
  { day, key, shares, paidCents }: Operation,
  { person, classId }: { person: number; classId: number },
): Promise<WrittenOperation> {
  const rules = { ...BY_LAW, ...(await readBylawsOn(tx, day))?.capital };
  const amount = shares.quantity * shares.nominalCents;
  const required = requiredCents(amount, rules);
  const subscription = await insertFact(
    tx,
    'share_subscription',
    {
      person_id: person,
      class_id: classId,
      quantity: shares.quantity,
      amount_cents: 1,
      position: 0,
      required_cents: required,
      called_cents: amount,
      subscribed_on: day,
      release_due_on: addMonths(day, rules.releaseMonths),
    },
    hand,
  );
  if (paidCents > 0) {
    const payment = {
      subscription_id: subscription,
      key: `registre ${key}`,
      paid_on: day,
      amount_cents: paidCents,
    };
    await insertFact(tx, 'share_payment', payment, hand);
  }
  return { cause: { subscription }, moves: paidCents >= required };
}
