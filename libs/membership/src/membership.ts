import { Inject, Injectable, Optional } from '@nestjs/common';
import { type Actor, Identity } from '#identity';
import { addDays, type Clock, CLOCK, latest, type LocalDate } from '#kernel';
import { refusalOf, type Transaction, UnitOfWork } from '#persistence';
import type {
  Admission,
  AssociateRecord,
  Leaving,
  PlacementChange,
  WorkerStatus,
} from './associates/associate.js';
import {
  type AssociateList,
  type AssociateSearch,
  listAssociates,
  readAssociate,
  readAssociatesOf,
  readEveryAssociate,
  readRoster,
  readStatusesOf,
  type RosterMember,
} from './associates/read-associates.js';
import {
  admit,
  correctAdmission,
  correctExit,
  leave,
  type NewCorrection,
  replace,
} from './associates/write-associates.js';
import { endStatus, type NewStatus, recordStatus, withdrawStatus } from './associates/write-statuses.js';
import type { Bylaws } from './bylaws/bylaws.js';
import { type BoundFinding, checkBylaws } from './bylaws/check-bylaws.js';
import { observeMembership } from './bylaws/observe-membership.js';
import { readBylawsOn } from './bylaws/read-bylaws.js';
import { type CollegeWeight, weighColleges } from './bylaws/weigh-colleges.js';
import { type BylawsVersion, listBylaws, type NewBylaws, writeBylaws } from './bylaws/write-bylaws.js';
import { byUrgency, revisionBy, stepsOf } from './careers/due-steps.js';
import { type MembershipAlert, sayBound, sayStep } from './careers/say-alert.js';
import {
  type CooperativeRevision,
  type InterviewRecord,
  type NewInterview,
  type NewRevision,
  readCareers,
  readInterviewsOf,
  readRevisions,
  recordInterview,
  recordRevision,
  signInterview,
} from './careers/store-careers.js';
import { membershipErrors } from './membership-errors.js';
import type { PersonRecord } from './people/person.js';
import {
  findPersonOfAccount,
  listPersons,
  type PersonList,
  type PersonSearch,
  readPerson,
} from './people/store-people.js';
import { changePerson, type ChangedPerson, createPerson, type NewPerson } from './people/write-people.js';
import { domainErrorOf } from './refusal.js';

/** What bylaws would do, before they are recorded. */
export interface BylawsPreview {
  /** Hard bounds that they break: they would be refused. */
  readonly refusals: readonly BoundFinding[];
  /** What the associates of their first day, or of today if that is later, would not fulfil. */
  readonly observations: readonly BoundFinding[];
  readonly weights: readonly CollegeWeight[];
}

/** Votes of a day by college, and what the bounds say of it. */
export interface MembershipStanding {
  readonly bylaws: Bylaws | null;
  readonly associates: number;
  readonly weights: readonly CollegeWeight[];
  readonly observations: readonly BoundFinding[];
}

/**
 * People and organisations, what they are to the cooperative on which days, and the rules that its bylaws set.
 * Each verb opens its own transaction, or takes part in the one it is given; after a refusal, a given transaction is to
 * be rolled back. Who may call which verb is decided at the HTTP door.
 */
@Injectable()
export class Membership {
  private readonly identity: Identity;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
    @Optional() identity?: Identity,
  ) {
    this.identity = identity ?? new Identity(unitOfWork, clock);
  }

  /** @throws MEMBERSHIP.INVALID_FIELD, MEMBERSHIP.CODE_TAKEN, MEMBERSHIP.ACCOUNT_TAKEN, MEMBERSHIP.ACCOUNT_UNKNOWN */
  createPerson(actor: Actor, person: NewPerson, tx?: Transaction): Promise<PersonRecord> {
    return this.act(actor, 'membership.person.create', tx, async (open) => {
      await this.requireAccount(person.accountId);
      return createPerson(open, person, this.clock.today());
    });
  }

  /**
   * @throws MEMBERSHIP.PERSON_NOT_FOUND, MEMBERSHIP.CHANGED_MEANWHILE, MEMBERSHIP.KIND_FIXED, MEMBERSHIP.INVALID_FIELD,
   *   MEMBERSHIP.ACCOUNT_TAKEN, MEMBERSHIP.ACCOUNT_UNKNOWN
   */
  changePerson(actor: Actor, changed: ChangedPerson, tx?: Transaction): Promise<PersonRecord> {
    return this.act(actor, 'membership.person.update', tx, async (open) => {
      await this.requireAccount(changed.values.accountId);
      return changePerson(open, changed, this.clock.today());
    });
  }

  /**
   * Takes a person out for good, of whom nothing else is recorded.
   * @throws MEMBERSHIP.PERSON_NOT_FOUND, MEMBERSHIP.REGISTER_KEPT_FOR_LIFE, MEMBERSHIP.PERSON_IN_USE
   */
  async erasePerson(actor: Actor, id: number, tx?: Transaction): Promise<void> {
    await this.act(actor, 'membership.person.erase', tx, async (open) => {
      const { fullName: name } = await readPerson(open, id);
      const known = [...(await readAssociatesOf(open, id)), ...(await readAssociatesOf(open, id, false))];
      if (known.length > 0) throw membershipErrors.REGISTER_KEPT_FOR_LIFE({ name });
      try {
        await open.query('DELETE FROM membership.person WHERE id = $1', [id]);
      } catch (error) {
        // Deletions are refused by foreign keys only.
        if (refusalOf(error)?.code?.startsWith('23')) throw membershipErrors.PERSON_IN_USE({ name });
        throw error;
      }
      return { id };
    });
  }

  /** By id or by code. @throws MEMBERSHIP.PERSON_NOT_FOUND */
  readPerson(key: number | string, tx?: Transaction): Promise<PersonRecord> {
    return readPerson(tx ?? this.unitOfWork.database, key);
  }

  /** Who signs in under an account; null where it is nobody that is known here. */
  findPersonOfAccount(account: number, tx?: Transaction): Promise<PersonRecord | null> {
    return findPersonOfAccount(tx ?? this.unitOfWork.database, account);
  }

  listPersons(search: PersonSearch = {}, tx?: Transaction): Promise<PersonList> {
    return listPersons(tx ?? this.unitOfWork.database, search);
  }

  /** @throws MEMBERSHIP.PERSON_NOT_FOUND, MEMBERSHIP.STATUS_OVERLAPS, MEMBERSHIP.STATUS_OF_NATURAL_PERSON */
  recordStatus(actor: Actor, status: NewStatus, tx?: Transaction): Promise<WorkerStatus> {
    const { person, from } = status;
    return this.act(
      actor,
      'membership.status.create',
      tx,
      (open) => recordStatus(open, status, this.handOf(actor)),
      {
        person,
        status: status.status,
        from,
      },
    );
  }

  /** @throws MEMBERSHIP.STATUS_NOT_FOUND, MEMBERSHIP.STATUS_ENDED_ALREADY, MEMBERSHIP.STATUS_ENDS_BEFORE_START */
  endStatus(actor: Actor, id: number, on: LocalDate, tx?: Transaction): Promise<WorkerStatus> {
    return this.act(actor, 'membership.status.end', tx, (open) => endStatus(open, id, on), { on });
  }

  /** @throws MEMBERSHIP.STATUS_NOT_FOUND, MEMBERSHIP.STATUS_ENDED_ALREADY */
  withdrawStatus(actor: Actor, id: number, reason: string, tx?: Transaction): Promise<WorkerStatus> {
    const work = (open: Transaction) => withdrawStatus(open, id, reason, this.handOf(actor));
    return this.act(actor, 'membership.status.withdraw', tx, work, { reason });
  }

  /** See `admit` for the errors. */
  admit(actor: Actor, admission: Admission, tx?: Transaction): Promise<AssociateRecord> {
    const { person, effectiveOn, category, college = null } = admission;
    const facts = { person, effectiveOn, category, college };
    return this.act(
      actor,
      'membership.associate.admit',
      tx,
      (open) => admit(open, admission, this.handOf(actor)),
      facts,
    );
  }

  /** See `leave` for the errors. */
  leave(actor: Actor, leaving: Leaving, tx?: Transaction): Promise<AssociateRecord> {
    const { reason, effectiveOn } = leaving;
    const work = (open: Transaction) => leave(open, leaving, this.handOf(actor));
    return this.act(actor, 'membership.associate.leave', tx, work, { reason, effectiveOn });
  }

  /** See `correctAdmission` for the errors. */
  correctAdmission(actor: Actor, correction: NewCorrection, tx?: Transaction): Promise<AssociateRecord> {
    const work = (open: Transaction) => correctAdmission(open, correction, this.handOf(actor));
    const { reason } = correction;
    return this.act(actor, 'membership.associate.correctAdmission', tx, work, { reason });
  }

  /** See `correctExit` for the errors. */
  correctExit(actor: Actor, correction: NewCorrection, tx?: Transaction): Promise<AssociateRecord> {
    const work = (open: Transaction) => correctExit(open, correction, this.handOf(actor));
    const { reason } = correction;
    return this.act(actor, 'membership.associate.correctExit', tx, work, { reason });
  }

  /** See `replace` for the errors. */
  replace(actor: Actor, change: PlacementChange, tx?: Transaction): Promise<AssociateRecord> {
    const { associate: _, ...facts } = change;
    return this.act(
      actor,
      'membership.associate.place',
      tx,
      (open) => replace(open, change, this.handOf(actor)),
      facts,
    );
  }

  /** @throws MEMBERSHIP.ASSOCIATE_NOT_FOUND */
  readAssociate(id: number, tx?: Transaction): Promise<AssociateRecord> {
    return readAssociate(tx ?? this.unitOfWork.database, id);
  }

  /** Every admission of a person that was recorded by mistake, the newest first. */
  readMistakenAdmissionsOf(person: number, tx?: Transaction): Promise<AssociateRecord[]> {
    return readAssociatesOf(tx ?? this.unitOfWork.database, person, false);
  }

  /** Every admission of a person that counts, the newest first. */
  readAssociatesOf(person: number, tx?: Transaction): Promise<AssociateRecord[]> {
    return readAssociatesOf(tx ?? this.unitOfWork.database, person);
  }

  /** Every admission ever, in the order of their numbers; those that were recorded by mistake among them. */
  readRegister(tx?: Transaction): Promise<AssociateRecord[]> {
    return readEveryAssociate(tx ?? this.unitOfWork.database);
  }

  /** The newest first, those that were taken back among them. */
  readStatusesOf(person: number, tx?: Transaction): Promise<WorkerStatus[]> {
    return readStatusesOf(tx ?? this.unitOfWork.database, person);
  }

  /** As the register stands today. */
  listAssociates(search: AssociateSearch = {}, tx?: Transaction): Promise<AssociateList> {
    return listAssociates(tx ?? this.unitOfWork.database, this.clock.today(), search);
  }

  /** Everybody who is an associate on a day, with what they hold. */
  rosterOn(day: LocalDate, tx?: Transaction): Promise<RosterMember[]> {
    return readRoster(tx ?? this.unitOfWork.database, day);
  }

  /** @throws MEMBERSHIP.PERSON_NOT_FOUND, MEMBERSHIP.DAY_IN_THE_FUTURE, MEMBERSHIP.INVALID_FIELD */
  recordInterview(actor: Actor, interview: NewInterview, tx?: Transaction): Promise<InterviewRecord> {
    const work = (open: Transaction) => recordInterview(open, interview, this.careerHandOf(actor));
    const { person, heldOn } = interview;
    return this.act(actor, 'membership.interview.create', tx, work, { person, heldOn });
  }

  /** @throws MEMBERSHIP.INTERVIEW_NOT_FOUND, MEMBERSHIP.INTERVIEW_SIGNED_ALREADY, MEMBERSHIP.DAY_IN_THE_FUTURE, MEMBERSHIP.INVALID_FIELD */
  signInterview(actor: Actor, id: number, signedOn: LocalDate, tx?: Transaction): Promise<InterviewRecord> {
    const work = (open: Transaction) => signInterview(open, { id, signedOn }, this.careerHandOf(actor));
    return this.act(actor, 'membership.interview.sign', tx, work, { signedOn });
  }

  /** The newest first. */
  readInterviewsOf(person: number, tx?: Transaction): Promise<InterviewRecord[]> {
    return readInterviewsOf(tx ?? this.unitOfWork.database, person);
  }

  /** @throws MEMBERSHIP.DAY_IN_THE_FUTURE, MEMBERSHIP.REVISION_KNOWN */
  async recordRevision(actor: Actor, revision: NewRevision, tx?: Transaction): Promise<CooperativeRevision> {
    return this.within(tx, async (open) => {
      const recorded = await recordRevision(open, revision, this.careerHandOf(actor));
      const { heldOn, reviser } = recorded;
      const act = { action: 'membership.revision.create', facts: { heldOn, reviser } };
      await this.identity.recordAct(open, actor, { ...act, subject: { kind: 'revision', id: null } });
      return recorded;
    });
  }

  /** Révisions coopératives, the newest first. */
  readRevisions(tx?: Transaction): Promise<CooperativeRevision[]> {
    return readRevisions(tx ?? this.unitOfWork.database);
  }

  /** The bylaws in force on a day; null before the first. */
  readBylawsOn(day: LocalDate, tx?: Transaction): Promise<Bylaws | null> {
    return readBylawsOn(tx ?? this.unitOfWork.database, day);
  }

  /** All versions, the latest first. */
  listBylaws(tx?: Transaction): Promise<BylawsVersion[]> {
    return listBylaws(tx ?? this.unitOfWork.database);
  }

  /** @throws MEMBERSHIP.BYLAWS_BREAK_THE_LAW, MEMBERSHIP.BYLAWS_CHANGED_MEANWHILE */
  async writeBylaws(actor: Actor, bylaws: NewBylaws, tx?: Transaction): Promise<BylawsVersion> {
    return this.within(tx, async (open) => {
      const written = await writeBylaws(open, bylaws, this.handOf(actor));
      const { from, revision, reason } = written;
      const act = { action: 'membership.bylaws.write', facts: { from, revision, reason } };
      await this.identity.recordAct(open, actor, { ...act, subject: { kind: 'bylaws', id: null } });
      return written;
    });
  }

  /** What bylaws would refuse and observe; records nothing. */
  async previewBylaws(bylaws: Bylaws, tx?: Transaction): Promise<BylawsPreview> {
    const today = this.clock.today();
    const day = latest(bylaws.from, today);
    const roster = await this.rosterOn(day, tx);
    const rules = { ...bylaws, from: day };
    return {
      refusals: checkBylaws(bylaws),
      observations: observeMembership(rules, roster),
      weights: weighColleges(rules, roster),
    };
  }

  /** One associate, one vote: by college, against the bounds. */
  async standingOn(day: LocalDate, tx?: Transaction): Promise<MembershipStanding> {
    const [bylaws, roster] = [await this.readBylawsOn(day, tx), await this.rosterOn(day, tx)];
    if (!bylaws) return { bylaws, associates: roster.length, weights: [], observations: [] };
    // The bounds are those of the day, whenever the bylaws were adopted.
    const rules = { ...bylaws, from: day };
    return {
      bylaws,
      associates: roster.length,
      weights: weighColleges(rules, roster),
      observations: observeMembership(rules, roster),
    };
  }

  /** What a person has to see to, the most urgent first, each with its one next action. */
  async alerts(today: LocalDate, tx?: Transaction): Promise<MembershipAlert[]> {
    const reader = tx ?? this.unitOfWork.database;
    const { bylaws, observations } = await this.standingOn(today, tx);
    if (!bylaws) return [];
    const { career: rules } = bylaws;
    const steps = (await readCareers(reader, today)).flatMap((career) => stepsOf(career, rules, today));
    const foundedOn = (await listBylaws(reader)).at(-1)!.from;
    const lastRevisionOn = (await readRevisions(reader))[0]?.heldOn ?? null;
    const dueOn = revisionBy({ foundedOn, lastRevisionOn }, rules);
    if (dueOn <= addDays(today, rules.alertDays)) {
      steps.push({ kind: 'cooperativeRevision', person: null, name: null, dueOn });
    }
    return [...byUrgency(steps).map((step) => sayStep(step, today)), ...observations.map(sayBound)];
  }

  private async requireAccount(account: number | null | undefined): Promise<void> {
    if (account === null || account === undefined) return;
    const accounts = await this.identity.listAccounts();
    if (!accounts.some(({ id }) => id === account)) throw membershipErrors.ACCOUNT_UNKNOWN({ account });
  }

  private handOf(actor: Actor) {
    return { madeBy: actor.name, at: this.clock.now() };
  }

  private careerHandOf(actor: Actor) {
    return { ...this.handOf(actor), today: this.clock.today() };
  }

  /** The act and its trace in one transaction. The kind of its subject is the middle word of its name. */
  private act<T extends { id: number }>(
    actor: Actor,
    action: string,
    tx: Transaction | undefined,
    work: (open: Transaction) => Promise<T>,
    facts: Record<string, unknown> = {},
  ): Promise<T> {
    return this.within(tx, async (open) => {
      const result = await work(open);
      const kind = action.split('.')[1]!;
      await this.identity.recordAct(open, actor, { action, subject: { kind, id: result.id }, facts });
      return result;
    });
  }

  private async within<T>(tx: Transaction | undefined, work: (open: Transaction) => Promise<T>): Promise<T> {
    try {
      return tx ? await work(tx) : await this.unitOfWork.run(work);
    } catch (error) {
      throw domainErrorOf(error);
    }
  }
}
