import { Inject, Injectable } from '@nestjs/common';
import { excuseDays, Forecasts } from '#billing';
import { Contracts, type ContractRecord } from '#contracts';
import { type Actor, Identity } from '#identity';
import { type Clock, CLOCK, type LocalDate, type Period, samePeriod } from '#kernel';
import { rangeLiteral, type Transaction, UnitOfWork, WithinTransaction } from '#persistence';
import type { Dossier, DossierRow, EventKind, Step } from './dossier/dossier.js';
import { type DossierSearch, listDossiers, readDossier } from './dossier/read-dossiers.js';
import { requireOpen, requirePreparing, requireReadAndDecided } from './dossier/require-state.js';
import {
  type DossierChoice,
  type Hand,
  requireDayInReach,
  requireOneCarrier,
  writeChosenContracts,
  writeEvent,
} from './dossier/write-dossiers.js';
import { drawDossier, type DossierPicture } from './picture/dossier-picture.js';
import type { ConflictCode } from './picture/picture.js';
import { runExplained } from './refusals.js';
import { type SwitchPreview, tellSwitch } from './switch/preview-switch.js';
import { carryBack, liftExcuses, requireUnbilled } from './switch/undo-switch.js';
import { transfersErrors } from './transfers-errors.js';

export interface NewDossier extends DossierChoice {
  /** Who carries the contracts from then on: an issuer that bills here. */
  readonly to: number;
}

export interface DecisionWish {
  readonly line: number;
  readonly code: ConflictCode;
  readonly period: Period;
  readonly choice: 'formerBills' | 'excused';
  readonly statement: string;
}

const SHORTEST_REASON = 5;
const REASON_NEEDED = {
  reason: 'dites pourquoi, en cinq caractères au moins.',
  reasonEn: 'say why, in five characters at least.',
};

/**
 * Moves contracts from the issuer that carries them, a CAE, to the cooperative: a dossier with its steps, from the
 * choice of contracts to the first invoice of the new carrier. It writes no invoice; that stays with billing's runs.
 */
@Injectable()
export class Transfers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly contracts: Contracts,
    private readonly forecasts: Forecasts,
    private readonly identity: Identity,
  ) {}

  list(search: DossierSearch = {}): Promise<{ items: DossierRow[]; total: number }> {
    return listDossiers(this.unitOfWork, search);
  }

  /** @throws TRANSFERS.NOT_FOUND */
  read(id: number): Promise<Dossier> {
    return readDossier(this.unitOfWork, id);
  }

  /**
   * @throws TRANSFERS.MOVES_TOO_LATE, TRANSFERS.NO_CONTRACT, TRANSFERS.NO_LINE, TRANSFERS.CARRIED_BY_SEVERAL,
   *   TRANSFERS.ISSUER_OUTSIDE, TRANSFERS.CONTRACT_IN_ANOTHER, CONTRACTS.NOT_FOUND
   */
  open(actor: Actor, wish: NewDossier): Promise<Dossier> {
    return runExplained(
      this.unitOfWork,
      () => '',
      async (tx) => {
        const target = await this.contracts.readIssuer(wish.to, tx);
        if (target.outside) throw transfersErrors.ISSUER_OUTSIDE({ issuer: target.name });
        requireDayInReach(wish.movesOn, this.clock.today());
        const asked = { ids: wish.contracts, movesOn: wish.movesOn, to: wish.to };
        const { records, from } = await requireOneCarrier(this.contracts, tx, asked);
        const [{ id }] = (await tx.query(
          `INSERT INTO transfers.dossier (title, from_issuer_id, to_issuer_id, moves_on, opened_by, opened_at)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
          [titleOf(wish, records), from, wish.to, wish.movesOn, actor.name, this.clock.now()],
        )) as [{ id: number }];
        await writeChosenContracts(tx, id, records);
        const facts = { contracts: records.map(({ code }) => code), movesOn: wish.movesOn, to: target.code };
        await this.record(tx, actor, id, 'opened', facts);
        return readDossier(new WithinTransaction(tx), id);
      },
    );
  }

  /**
   * Other contracts or another day, before the switch. What was read before is to be read again.
   * @throws as `open`; TRANSFERS.CHANGED_MEANWHILE, TRANSFERS.ALREADY_SWITCHED, TRANSFERS.OVER
   */
  choose(actor: Actor, id: number, wish: DossierChoice & { fromVersion: number }): Promise<Dossier> {
    return this.onDossier(id, async (tx, dossier) => {
      requirePreparing(dossier);
      if (dossier.version !== wish.fromVersion) throw transfersErrors.CHANGED_MEANWHILE({});
      requireDayInReach(wish.movesOn, this.clock.today());
      const asked = { ids: wish.contracts, movesOn: wish.movesOn, to: dossier.to.id };
      const { records, from } = await requireOneCarrier(this.contracts, tx, asked);
      if (from !== dossier.from.id)
        throw transfersErrors.CARRIED_BY_SEVERAL({
          contracts: records.map(({ code }) => code),
          day: wish.movesOn,
        });
      await tx.query(
        'UPDATE transfers.dossier SET title = $2, moves_on = $3, version = version + 1 WHERE id = $1',
        [id, titleOf(wish, records), wish.movesOn],
      );
      await writeChosenContracts(tx, id, records);
      await this.record(tx, actor, id, 'chosen', {
        contracts: records.map(({ code }) => code),
        movesOn: wish.movesOn,
      });
    });
  }

  /** What each side has billed of each line, and what stands in the way. @throws TRANSFERS.NOT_FOUND */
  picture(id: number): Promise<DossierPicture> {
    return this.unitOfWork.run(async (tx) => this.draw(await readDossier(new WithinTransaction(tx), id), tx));
  }

  /**
   * Who bills days that nobody billed before the switch: the former carrier still does, or they are not billed at all.
   * @throws TRANSFERS.NOT_IN_CONFLICT, TRANSFERS.OVER, BILLING.EXCUSE_REFUSED
   */
  decide(actor: Actor, id: number, wish: DecisionWish): Promise<Dossier> {
    return this.onDossier(id, async (tx, dossier) => {
      requireOpen(dossier);
      const { lines } = await this.draw(dossier, tx);
      const conflict = lines
        .flatMap(({ conflicts }) => conflicts)
        .find(
          ({ line, code, period, severity }) =>
            severity === 'decide' &&
            line === wish.line &&
            code === wish.code &&
            samePeriod(period, wish.period),
        );
      if (!conflict) throw transfersErrors.NOT_IN_CONFLICT({});
      const { line, code, period, choice, statement } = wish;
      const excuse =
        choice === 'excused'
          ? await excuseDays(tx, { lineId: line, period, reason: statement }, actor.name)
          : null;
      await tx.query(
        `INSERT INTO transfers.decision (dossier_id, line_id, code, period, choice, statement, excuse_id, made_by, made_at)
         VALUES ($1, $2, $3, $4::daterange, $5, $6, $7, $8, $9)`,
        [
          id,
          line,
          code,
          rangeLiteral(period),
          choice,
          statement.trim(),
          excuse,
          actor.name,
          this.clock.now(),
        ],
      );
      await this.trail(tx, actor, 'decide', id, { ...wish });
    });
  }

  /**
   * A person has read what each side has billed, for this choice.
   * @param digest of the picture that was read
   * @throws TRANSFERS.CHANGED_MEANWHILE, TRANSFERS.OVER, TRANSFERS.ALREADY_SWITCHED
   */
  confirmRead(actor: Actor, id: number, digest: string): Promise<Dossier> {
    return this.onDossier(id, async (tx, dossier) => {
      requirePreparing(dossier);
      const picture = await this.draw(dossier, tx);
      if (picture.digest !== digest) throw transfersErrors.CHANGED_MEANWHILE({});
      const found = picture.lines.flatMap(({ conflicts }) => conflicts.map(({ code }) => code));
      await this.record(tx, actor, id, 'conflictsRead', {
        version: dossier.version,
        conflicts: found.length,
      });
    });
  }

  /**
   * What the switch would change, by the switch done and undone.
   * @throws as `switchCarriage`, but for what a person has not read or decided yet
   */
  async previewSwitch(actor: Actor, id: number): Promise<SwitchPreview> {
    const picture = await this.picture(id);
    const lineIds = picture.lines.map(({ facts }) => facts.id);
    requirePreparing(picture.dossier);
    const forecast = await this.forecasts.ofAct({
      lineIds,
      effectiveOn: picture.dossier.movesOn,
      act: async (tx) => {
        await this.move(tx, actor, picture);
        return lineIds;
      },
    });
    return tellSwitch(picture, forecast);
  }

  /**
   * The new carrier, for all contracts of the dossier or none of them.
   * @param digest of the preview that was read
   * @throws TRANSFERS.CHANGED_MEANWHILE, TRANSFERS.CONFLICTS_UNREAD, TRANSFERS.CONFLICT_UNDECIDED,
   *   TRANSFERS.ALREADY_SWITCHED, TRANSFERS.OVER, CONTRACTS.CARRIAGE_MOVED_MEANWHILE
   */
  switchCarriage(actor: Actor, id: number, digest: string): Promise<Dossier> {
    return this.onDossier(id, async (tx, dossier) => {
      requirePreparing(dossier);
      const picture = await this.draw(dossier, tx);
      if (picture.digest !== digest) throw transfersErrors.CHANGED_MEANWHILE({});
      requireReadAndDecided(picture);
      await this.move(tx, actor, picture);
    });
  }

  /**
   * The contracts go back to their former carrier, and what the dossier excused is due again; a dossier that was not
   * switched is given up. The former carrier's documents stay: they are facts of its own billing.
   * @throws TRANSFERS.BILLED_SINCE, TRANSFERS.MOVED_SINCE, TRANSFERS.OVER, TRANSFERS.FIELD
   */
  undo(actor: Actor, id: number, reason: string): Promise<Dossier> {
    return this.onDossier(id, async (tx, dossier) => {
      requireOpen(dossier);
      if (reason.trim().length < SHORTEST_REASON) throw transfersErrors.FIELD(REASON_NEEDED);
      const switched = dossier.state !== 'preparing';
      if (switched) await requireUnbilled(tx, dossier);
      const excusesLifted = await liftExcuses(tx, id, actor.name);
      // The database waits for whoever bills one of the contracts, and looks again.
      await this.record(tx, actor, id, 'undone', { reason, switched, excusesLifted });
      if (switched) await carryBack(tx, this.contracts, actor, dossier);
    });
  }

  /** Nothing is left to do. @throws TRANSFERS.NOT_SWITCHED, TRANSFERS.OVER */
  close(actor: Actor, id: number): Promise<Dossier> {
    return this.onDossier(id, async (tx, dossier) => {
      requireOpen(dossier);
      await this.record(tx, actor, id, 'closed', {});
    });
  }

  /** @throws TRANSFERS.NOT_FOUND */
  addNote(actor: Actor, id: number, text: string): Promise<Dossier> {
    return this.onDossier(id, async (tx) => {
      await tx.query(
        'INSERT INTO transfers.note (dossier_id, text, made_by, made_at) VALUES ($1, $2, $3, $4)',
        [id, text.trim(), actor.name, this.clock.now()],
      );
      await this.trail(tx, actor, 'note', id, {});
    });
  }

  /** Who does a step, and by when; nobody in particular with null. @throws TRANSFERS.NOT_FOUND */
  putInCharge(
    actor: Actor,
    id: number,
    { step, person, dueOn }: { step: Step; person: string | null; dueOn: LocalDate | null },
  ): Promise<Dossier> {
    return this.onDossier(id, async (tx) => {
      await tx.query('DELETE FROM transfers.step_in_charge WHERE dossier_id = $1 AND step = $2', [id, step]);
      if (person !== null)
        await tx.query(
          'INSERT INTO transfers.step_in_charge (dossier_id, step, person, due_on) VALUES ($1, $2, $3, $4)',
          [id, step, person.trim(), dueOn],
        );
      await this.trail(tx, actor, 'putInCharge', id, { step, person, dueOn });
    });
  }

  private async draw(dossier: Dossier, tx: Transaction): Promise<DossierPicture> {
    const contracts: ContractRecord[] = [];
    for (const { id } of dossier.contracts)
      contracts.push(await this.contracts.readContract(id, undefined, tx));
    return drawDossier(new WithinTransaction(tx), dossier, contracts, this.clock.today());
  }

  private async move(tx: Transaction, actor: Actor, { dossier, contracts }: DossierPicture): Promise<void> {
    const { to, movesOn, from } = dossier;
    const [{ last }] = (await tx.query('SELECT coalesce(max(id), 0) AS last FROM billing.invoice')) as [
      { last: number },
    ];
    await this.record(tx, actor, dossier.id, 'switched', {
      contracts: contracts.map(({ code }) => code),
      ...{ movesOn, from: from.code, to: to.code, afterInvoice: last },
    });
    const ids = contracts.map(({ id }) => id);
    await requireOneCarrier(this.contracts, tx, { ids, movesOn, to: to.id });
    for (const { id, carriageRevision } of contracts) {
      const move = { contract: id, to: to.id, from: movesOn, fromRevision: carriageRevision };
      const moved = await this.contracts.moveCarriage(actor, move, tx);
      await tx.query(
        'UPDATE transfers.dossier_contract SET moved_revision = $3 WHERE dossier_id = $1 AND contract_id = $2',
        [dossier.id, id, moved.carriageRevision],
      );
    }
  }

  /** What happened, in the life of the dossier and in the audit trail. */
  private async record(
    tx: Transaction,
    actor: Actor,
    id: number,
    kind: EventKind,
    facts: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const hand: Hand = { madeBy: actor.name, at: this.clock.now() };
    await writeEvent(tx, id, kind, facts, hand);
    await this.trail(tx, actor, kind, id, facts);
  }

  private trail(
    tx: Transaction,
    actor: Actor,
    act: string,
    id: number,
    facts: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const action = `transfers.dossier.${act}`;
    return this.identity.recordAct(tx, actor, { action, subject: { kind: 'contractTransfer', id }, facts });
  }

  private onDossier(
    id: number,
    work: (tx: Transaction, dossier: Dossier) => Promise<void>,
  ): Promise<Dossier> {
    let code = String(id);
    return runExplained(
      this.unitOfWork,
      () => code,
      async (tx) => {
        await tx.query('SELECT FROM transfers.dossier WHERE id = $1 FOR NO KEY UPDATE', [id]);
        const dossier = await readDossier(new WithinTransaction(tx), id);
        ({ code } = dossier);
        await work(tx, dossier);
        return readDossier(new WithinTransaction(tx), id);
      },
    );
  }
}

function titleOf({ title }: DossierChoice, records: readonly ContractRecord[]): string {
  const [first, ...others] = [...new Set(records.map(({ client }) => client.name))];
  return title?.trim() || `${first}${others.length > 0 ? ` + ${others.length}` : ''}`;
}
