import type { Transaction } from '#persistence';
import type { ContractRecord } from '../agreements/agreement.js';
import { findContract, readContract } from '../agreements/read-agreements.js';
import { insertContract, insertLine } from '../agreements/write-agreements.js';
import { contractsErrors } from '../contracts-errors.js';
import { listParties, readParty } from '../parties/store-parties.js';
import {
  importFile,
  type ImportOptions,
  type ImportSummary,
  type Importing,
  type Outcome,
} from './import-file.js';
import {
  CONTRACT_COLUMNS,
  type ContractHead,
  type ContractLineRow,
  parseContractLine,
  REQUIRED_COLUMNS,
} from './parse-contract-line.js';
import { readCsv } from './read-csv.js';
import { digestOf, findSourceKey, keepSourceKey } from './source-keys.js';

/** @throws CONTRACTS.FILE_UNREADABLE */
export async function importContracts(
  importing: Importing,
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
  private readonly linesOfContract = new Map<string, ContractLineRow[]>();

  constructor(
    private readonly tx: Transaction,
    private readonly importing: Importing,
    private readonly source: string,
    rows: readonly ContractLineRow[],
  ) {
    for (const row of rows) {
      const others = this.linesOfContract.get(row.contract);
      if (others) others.push(row);
      else this.linesOfContract.set(row.contract, [row]);
    }
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
    const lines = this.linesOfContract.get(row.contract)!;
    const head = wholeHead(lines);
    requireSameHead(row, head);
    const made = this.contracts.get(row.contract);
    if (made !== undefined && (await findContract(this.tx, made))) return made;
    const sourceKey = { source: this.source, kind: 'contract', key: row.contract } as const;
    const digest = digestOf({ ...head });
    const known = await findSourceKey(this.tx, sourceKey);
    if (known && known.digest !== digest) throw contractsErrors.IMPORTED_OTHERWISE({ key: row.contract });
    const contract = known
      ? await readContract(this.tx, known.id)
      : await this.createContract(row.contract, head, lines);
    if (!known) await keepSourceKey(this.tx, sourceKey, { id: contract.id, digest });
    this.contracts.set(row.contract, contract.id);
    return contract.id;
  }

  private async createContract(
    code: string,
    head: ContractHead,
    lines: readonly ContractLineRow[],
  ): Promise<ContractRecord> {
    if (await findContract(this.tx, code)) throw contractsErrors.CODE_TAKEN({ thing: 'contract', code });
    const client = await readParty(this.tx, 'client', head.client);
    const activity = head.activity === null ? null : await readParty(this.tx, 'activity', head.activity);
    return insertContract(this.tx, {
      code,
      client: client.id,
      activity: activity?.id ?? null,
      title: head.title ?? lines[0]!.agreed.label,
      purchaseOrder: head.purchaseOrder,
      carriedBy: await this.issuerOf(head),
      from: lines.map((each) => each.from).sort()[0]!,
    });
  }

  /** The issuer that is named, or the only one that issues. */
  private async issuerOf({ issuer }: ContractHead): Promise<number> {
    if (issuer !== null) return (await readParty(this.tx, 'issuer', issuer)).id;
    const { items } = await listParties(this.tx, 'issuer', { size: 500 });
    const issuing = items.filter((each) => !each.outside);
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
