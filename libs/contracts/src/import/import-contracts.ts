import {
  importFile,
  type Importing,
  type ImportOptions,
  type ImportSummary,
  type Outcome,
  readCsv,
} from '#imports';
import type { Transaction } from '#persistence';
import { contractExists } from '../agreements/read-agreements.js';
import { insertContract, insertLine } from '../agreements/write-agreements.js';
import { contractsErrors } from '../contracts-errors.js';
import type { IssuerRecord } from '../parties/party.js';
import { listParties, type PartyKind, readParty } from '../parties/store-parties.js';
import {
  CONTRACT_COLUMNS,
  type ContractHead,
  type ContractLineRow,
  parseContractLine,
  REQUIRED_COLUMNS,
} from './parse-contract-line.js';
import type { Hand } from '../agreements/write-agreements.js';
import { digestOf, findSourceKey, keepSourceKey } from './source-keys.js';

/** @throws IMPORTS.FILE_UNREADABLE */
export async function importContracts(
  importing: Importing & { readonly hand: Hand },
  bytes: Uint8Array,
  options: ImportOptions,
): Promise<ImportSummary> {
  const file = readCsv(bytes, CONTRACT_COLUMNS, REQUIRED_COLUMNS);
  return importFile<ContractLineRow>(importing, {
    kind: 'contracts',
    file,
    options,
    parse: parseContractLine,
    begin: async (tx, rows) => {
      const writing = new ContractLines(tx, importing, options.source ?? 'csv', rows);
      return (row) => writing.write(row);
    },
  });
}

/**
 * Writes the lines of one file. A line that was imported before is left alone when the file says the same of it, and
 * refused otherwise: what was agreed changes by an amendment that somebody makes and dates, never by a file.
 */
class ContractLines {
  private readonly seen = new Map<string, number>();
  private readonly contracts = new Map<string, number>();
  private readonly parties = new Map<string, number>();
  private issuers: readonly IssuerRecord[] | null = null;
  private readonly contractsOfFile: ReadonlyMap<
    string,
    { head: ContractHead; lines: readonly ContractLineRow[] }
  >;

  constructor(
    private readonly tx: Transaction,
    private readonly importing: Importing & { readonly hand: Hand },
    private readonly source: string,
    rows: readonly ContractLineRow[],
  ) {
    const linesOf = new Map<string, ContractLineRow[]>();
    for (const row of rows) {
      const others = linesOf.get(row.contract);
      if (others) others.push(row);
      else linesOf.set(row.contract, [row]);
    }
    this.contractsOfFile = new Map(
      [...linesOf].map(([contract, lines]) => [contract, { head: wholeHead(lines), lines }]),
    );
  }

  async write(row: ContractLineRow): Promise<Outcome> {
    const key = `${row.contract}/${row.key}`;
    const before = this.seen.get(key);
    if (before) throw contractsErrors.SAME_KEY_TWICE({ key, line: before });
    this.seen.set(key, row.line);
    const sourceKey = { source: this.source, kind: 'line', key } as const;
    const { terms, ...line } = row.agreed;
    const digest = digestOf({
      ...line,
      ...terms[0],
      period: null,
      from: row.from,
      to: row.to,
      depositOf: row.depositOf,
    });
    const contract = await this.contractOf(row);
    const known = await findSourceKey(this.tx, sourceKey);
    if (known) {
      if (known.digest !== digest) throw contractsErrors.IMPORTED_OTHERWISE({ key });
      return 'unchanged';
    }
    const depositOf = row.depositOf === null ? null : await this.lineIn(row.contract, row.depositOf);
    const created = await insertLine(
      this.tx,
      { ...row.agreed, contract, code: key, depositOf },
      { ...this.importing.hand, kind: 'import' },
    );
    await keepSourceKey(this.tx, sourceKey, { id: created.id, digest });
    return 'created';
  }

  private async lineIn(contract: string, key: string): Promise<number> {
    const found = await findSourceKey(this.tx, {
      source: this.source,
      kind: 'line',
      key: `${contract}/${key}`,
    });
    if (!found) throw contractsErrors.NOT_FOUND({ thing: 'line', key: `${contract}/${key}` });
    return found.id;
  }

  /** The contract of a line: as it was imported before, or made from what the lines of this file say of it. */
  private async contractOf(row: ContractLineRow): Promise<number> {
    const { head, lines } = this.contractsOfFile.get(row.contract)!;
    requireSameHead(row, head);
    const made = this.contracts.get(row.contract);
    // A line that was refused took with it the contract that it had made.
    if (made !== undefined && (await contractExists(this.tx, made))) return made;
    const sourceKey = { source: this.source, kind: 'contract', key: row.contract } as const;
    const digest = digestOf({ ...head });
    const known = await findSourceKey(this.tx, sourceKey);
    if (known && known.digest !== digest) throw contractsErrors.IMPORTED_OTHERWISE({ key: row.contract });
    const id = known?.id ?? (await this.createContract(row.contract, head, lines));
    if (!known) await keepSourceKey(this.tx, sourceKey, { id, digest });
    this.contracts.set(row.contract, id);
    return id;
  }

  private async createContract(
    code: string,
    head: ContractHead,
    lines: readonly ContractLineRow[],
  ): Promise<number> {
    if (await contractExists(this.tx, code)) throw contractsErrors.CODE_TAKEN({ thing: 'contract', code });
    return insertContract(this.tx, {
      code,
      client: await this.idOf('client', head.client),
      activity: head.activity === null ? null : await this.idOf('activity', head.activity),
      title: head.title ?? lines[0]!.agreed.label,
      purchaseOrder: head.purchaseOrder,
      carriedBy: await this.issuerOf(head),
      from: lines.map((each) => each.from).sort()[0]!,
    });
  }

  /** Looked up once in a file. */
  private async idOf(kind: PartyKind, code: string): Promise<number> {
    const key = `${kind} ${code}`;
    const id = this.parties.get(key) ?? (await readParty(this.tx, kind, code)).id;
    this.parties.set(key, id);
    return id;
  }

  /** The issuer that is named, or the only one that issues. */
  private async issuerOf({ issuer }: ContractHead): Promise<number> {
    if (issuer !== null) return this.idOf('issuer', issuer);
    this.issuers ??= (await listParties(this.tx, 'issuer', { size: 500 })).items;
    const issuing = this.issuers.filter((each) => !each.outside);
    if (issuing.length === 1) return issuing[0]!.id;
    throw contractsErrors.INVALID_FIELD({
      field: 'emetteur',
      value: '',
      expected: `il faut dire lequel des ${issuing.length} émetteurs porte le contrat.`,
      expectedEn: `it is needed to say which of the ${issuing.length} issuers carries the contract.`,
    });
  }
}

/** The first line that says something of the contract speaks for all of them. */
function wholeHead(lines: readonly ContractLineRow[]): ContractHead {
  const said = (name: keyof ContractHead) =>
    lines.find(({ head }) => head[name] !== null)?.head[name] ?? null;
  return {
    client: lines[0]!.head.client,
    issuer: said('issuer'),
    activity: said('activity'),
    title: said('title'),
    purchaseOrder: said('purchaseOrder'),
  };
}

function requireSameHead({ head, contract }: ContractLineRow, whole: ContractHead): void {
  for (const name of ['client', 'issuer', 'activity', 'title', 'purchaseOrder'] as const) {
    if (head[name] !== null && head[name] !== whole[name]) {
      throw contractsErrors.INVALID_FIELD({
        field: CONTRACT_COLUMNS[name]![0]!,
        value: String(head[name]),
        expected: `une autre ligne du contrat ${contract} dit « ${whole[name]} ».`,
        expectedEn: `another line of contract ${contract} says “${whole[name]}”.`,
      });
    }
  }
}
