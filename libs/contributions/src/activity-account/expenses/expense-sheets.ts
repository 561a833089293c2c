import { Inject, Injectable } from '@nestjs/common';
import { Documents } from '#documents';
import { type Actor, Identity, identityErrors } from '#identity';
import { type Clock, CLOCK, type LocalDate } from '#kernel';
import { type Transaction, UnitOfWork } from '#persistence';
import { accountsErrorOf } from '../refusal.js';
import { listSheets, type ReceiptFile, readReceipt, readSheet, sheetOfLine } from './read-sheets.js';
import type { ExpenseSheetRecord, NewExpenseLine, ReceiptRef, SheetPage, SheetSearch } from './sheet.js';
import {
  type Author,
  copyRefusedSheet,
  decideSheet,
  type Decider,
  type Decision,
  deleteLine,
  deleteSheet,
  insertLine,
  insertSheet,
  putReceipt,
  reimburseSheet,
  submitSheet,
  updateLine,
} from './write-sheets.js';

/**
 * Expense sheets: entered and submitted by the entrepreneur of an activity, decided and paid back by the support team.
 * The verbs of an entrepreneur take the actor's own account and find nothing else: what is another's is refused like
 * what does not exist. Each verb opens its own transaction, or takes part in the one it is given.
 */
@Injectable()
export class ExpenseSheets {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly identity: Identity,
    @Inject(Documents) private readonly documents: Pick<Documents, 'archive' | 'read'>,
  ) {}

  /** A draft for an activity of one's own. @throws ACCOUNTS.ACTIVITY_NOT_FOUND */
  async begin(
    actor: Actor,
    sheet: { readonly activity: number; readonly title: string },
    tx?: Transaction,
  ): Promise<ExpenseSheetRecord> {
    const author = this.authorOf(actor);
    return this.act(actor, 'contributions.expenseSheet.create', tx, async (open) =>
      readSheet(open, await insertSheet(open, sheet, author), author.account),
    );
  }

  /**
   * A draft with what a refused sheet of one's own holds, to mend and submit; the refused one stays and names it.
   * @throws ACCOUNTS.SHEET_NOT_FOUND, ACCOUNTS.SHEET_NOT_REFUSED, ACCOUNTS.SHEET_ALREADY_CORRECTED
   */
  async correct(actor: Actor, refused: number, tx?: Transaction): Promise<ExpenseSheetRecord> {
    const author = this.authorOf(actor);
    return this.act(actor, 'contributions.expenseSheet.correct', tx, async (open) => {
      const sheet = await readSheet(open, refused, author.account);
      return readSheet(open, await copyRefusedSheet(open, this.documents, sheet, author), author.account);
    });
  }

  /** @throws ACCOUNTS.SHEET_NOT_FOUND, ACCOUNTS.SHEET_SUBMITTED */
  async discard(actor: Actor, sheet: number, tx?: Transaction): Promise<void> {
    const { account } = this.authorOf(actor);
    await this.act(actor, 'contributions.expenseSheet.discard', tx, async (open) => {
      const { id } = await readSheet(open, sheet, account);
      await deleteSheet(open, id);
      return { id };
    });
  }

  /**
   * @throws ACCOUNTS.SHEET_NOT_FOUND, ACCOUNTS.SHEET_SUBMITTED, ACCOUNTS.AMOUNT_REFUSED, ACCOUNTS.MILEAGE_INCOMPLETE,
   *   ACCOUNTS.NO_MILEAGE_SCALE, ACCOUNTS.DAY_TO_COME
   */
  async addLine(
    actor: Actor,
    sheet: number,
    line: NewExpenseLine,
    tx?: Transaction,
  ): Promise<ExpenseSheetRecord> {
    const { account, today } = this.authorOf(actor);
    return this.act(actor, 'contributions.expenseSheet.change', tx, async (open) => {
      const { id } = await readSheet(open, sheet, account);
      await insertLine(open, id, line, today);
      return readSheet(open, id, account);
    });
  }

  /** @throws ACCOUNTS.LINE_NOT_FOUND, and as `addLine` */
  async changeLine(
    actor: Actor,
    line: number,
    values: NewExpenseLine,
    tx?: Transaction,
  ): Promise<ExpenseSheetRecord> {
    const { account, today } = this.authorOf(actor);
    return this.act(actor, 'contributions.expenseSheet.change', tx, async (open) => {
      const sheet = await sheetOfLine(open, line, account);
      await updateLine(open, line, values, today);
      return readSheet(open, sheet, account);
    });
  }

  /** @throws ACCOUNTS.LINE_NOT_FOUND, ACCOUNTS.SHEET_SUBMITTED */
  async removeLine(actor: Actor, line: number, tx?: Transaction): Promise<ExpenseSheetRecord> {
    const { account } = this.authorOf(actor);
    return this.act(actor, 'contributions.expenseSheet.change', tx, async (open) => {
      const sheet = await sheetOfLine(open, line, account);
      await deleteLine(open, line);
      return readSheet(open, sheet, account);
    });
  }

  /**
   * The photograph or PDF of a line, in the place of an earlier one; told by its content, whatever its name.
   * @throws ACCOUNTS.LINE_NOT_FOUND, ACCOUNTS.SHEET_SUBMITTED, ACCOUNTS.RECEIPT_REFUSED, ACCOUNTS.RECEIPT_TOO_LARGE
   */
  async attachReceipt(actor: Actor, line: number, bytes: Uint8Array, tx?: Transaction): Promise<ReceiptRef> {
    const { account, at } = this.authorOf(actor);
    return this.act(actor, 'contributions.expenseReceipt.attach', tx, async (open) => {
      await sheetOfLine(open, line, account);
      return putReceipt(open, line, bytes, at);
    });
  }

  /** @throws ACCOUNTS.SHEET_NOT_FOUND, ACCOUNTS.SHEET_SUBMITTED, ACCOUNTS.SHEET_EMPTY, ACCOUNTS.RECEIPT_MISSING */
  async submit(actor: Actor, sheet: number, tx?: Transaction): Promise<ExpenseSheetRecord> {
    const author = this.authorOf(actor);
    return this.act(actor, 'contributions.expenseSheet.submit', tx, async (open) => {
      const draft = await readSheet(open, sheet, author.account);
      await submitSheet(open, this.documents, draft, author);
      return readSheet(open, sheet, author.account);
    });
  }

  /** @throws ACCOUNTS.SHEET_NOT_FOUND, ACCOUNTS.SHEET_NOT_SUBMITTED, ACCOUNTS.OWN_SHEET */
  async decide(
    actor: Actor,
    sheet: number,
    decision: Decision,
    tx?: Transaction,
  ): Promise<ExpenseSheetRecord> {
    const action = `contributions.expenseSheet.${decision.state === 'approved' ? 'approve' : 'refuse'}`;
    return this.act(actor, action, tx, async (open) => {
      await decideSheet(open, sheet, decision, this.deciderOf(actor));
      return readSheet(open, sheet);
    });
  }

  /** @throws ACCOUNTS.SHEET_NOT_FOUND, ACCOUNTS.SHEET_NOT_APPROVED, ACCOUNTS.REIMBURSED_BEFORE_APPROVAL, ACCOUNTS.DAY_TO_COME */
  async reimburse(
    actor: Actor,
    sheet: number,
    onDay: LocalDate,
    tx?: Transaction,
  ): Promise<ExpenseSheetRecord> {
    return this.act(actor, 'contributions.expenseSheet.reimburse', tx, async (open) => {
      await reimburseSheet(open, sheet, onDay, this.deciderOf(actor));
      return readSheet(open, sheet);
    });
  }

  /** Those that were submitted; or all of one's own, drafts too. The newest first. */
  list(search: SheetSearch = {}): Promise<SheetPage> {
    return listSheets(this.unitOfWork.database, search);
  }

  /** @param account whose own it must be @throws ACCOUNTS.SHEET_NOT_FOUND, the same for what is another's */
  read(sheet: number, account?: number): Promise<ExpenseSheetRecord> {
    return readSheet(this.unitOfWork.database, sheet, account);
  }

  /** @param account whose own it must be @throws ACCOUNTS.RECEIPT_NOT_FOUND, the same for what is another's */
  receipt(receipt: number, account?: number): Promise<ReceiptFile> {
    return readReceipt(this.unitOfWork.database, this.documents, receipt, account);
  }

  /** @throws IDENTITY.SESSION_REQUIRED for the shell, which has no expenses */
  private authorOf({ accountId, name }: Actor): Author {
    if (accountId === null) throw identityErrors.SESSION_REQUIRED({});
    return { account: accountId, name, at: this.clock.now(), today: this.clock.today() };
  }

  private deciderOf({ accountId, name }: Actor): Decider {
    return { account: accountId, name, at: this.clock.now(), today: this.clock.today() };
  }

  /** The act and its trace in one transaction. The kind of its subject is the middle word of its name. */
  private act<T extends { id: number }>(
    actor: Actor,
    action: string,
    tx: Transaction | undefined,
    work: (open: Transaction) => Promise<T>,
  ): Promise<T> {
    return this.within(tx, async (open) => {
      const result = await work(open);
      const subject = { kind: action.split('.')[1]!, id: result.id };
      await this.identity.recordAct(open, actor, { action, subject });
      return result;
    });
  }

  private async within<T>(tx: Transaction | undefined, work: (open: Transaction) => Promise<T>): Promise<T> {
    try {
      return tx ? await work(tx) : await this.unitOfWork.run(work);
    } catch (error) {
      throw accountsErrorOf(error);
    }
  }
}
