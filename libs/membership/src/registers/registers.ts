import { Inject, Injectable } from '@nestjs/common';
import { Documents, type Letterhead } from '#documents';
import { type Clock, CLOCK } from '#kernel';
import { Capital } from '../capital/capital.js';
import type { RegisterRow } from '../capital/read-register.js';
import { Membership } from '../membership.js';
import { membershipErrors } from '../membership-errors.js';
import type { PersonRecord } from '../people/person.js';
import { composeCertificate, type CertifiedStanding } from './compose-certificate.js';
import { composeAssociatesRegister, composeMovementsRegister, type RuleNames } from './compose-registers.js';

const AT_ONCE = 500;

/** Every row of a paged reading. */
async function everyPage<T>(
  read: (page: number) => Promise<{ readonly items: readonly T[]; readonly total: number }>,
): Promise<T[]> {
  const rows: T[] = [];
  for (let page = 1; ; page += 1) {
    const { items, total } = await read(page);
    rows.push(...items);
    if (items.length === 0 || rows.length >= total) return rows;
  }
}

const namesOf = (rules: readonly { readonly code: string; readonly name: string }[] = []) =>
  new Map(rules.map(({ code, name }) => [code, name]));

/** Registers and certificates on paper, as they stand today. */
@Injectable()
export class Registers {
  constructor(
    private readonly membership: Membership,
    private readonly capital: Capital,
    private readonly documents: Documents,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Every admission ever, as PDF. */
  async printAssociates(letterhead: Letterhead): Promise<Buffer> {
    const persons = await everyPage((page) => this.membership.listPersons({ page, size: AT_ONCE }));
    const personById = new Map(persons.map((person) => [person.id, person]));
    const holders = new Map(
      (await this.capital.holdersOn(this.clock.today())).map((each) => [each.personId, each]),
    );
    const entries = (await this.membership.readRegister()).map((associate) => ({
      associate,
      person: personById.get(associate.person)!,
      quantity: holders.get(associate.person)?.quantity ?? 0,
      amountCents: holders.get(associate.person)?.subscribedCents ?? 0,
    }));
    const sheet = { letterhead, day: this.clock.today() };
    return this.documents.print(composeAssociatesRegister(entries, await this.ruleNames(), sheet));
  }

  /** Every movement of shares, as PDF. */
  async printMovements(letterhead: Letterhead): Promise<Buffer> {
    const movements: RegisterRow[] = await everyPage((page) =>
      this.capital.register({ page, size: AT_ONCE }),
    );
    return this.documents.print(composeMovementsRegister(movements, { letterhead, day: this.clock.today() }));
  }

  /** What a person holds today, as PDF. @throws MEMBERSHIP.PERSON_NOT_FOUND, MEMBERSHIP.NO_SHARES */
  async printCertificate(id: number, letterhead: Letterhead): Promise<Buffer> {
    const person = await this.membership.readPerson(id);
    const day = this.clock.today();
    const holder = (await this.capital.holdersOn(day)).find(({ personId }) => personId === id);
    if (!holder) throw membershipErrors.NO_SHARES({ name: person.fullName });
    const standing = await this.standingOf(person);
    return this.documents.print(composeCertificate({ person, holder, standing, letterhead, day }));
  }

  private async standingOf({ id }: PersonRecord): Promise<CertifiedStanding | null> {
    const day = this.clock.today();
    const { categories, colleges } = await this.ruleNames();
    const entry = (await this.membership.readAssociatesOf(id)).find(
      ({ period }) => period.from <= day && day < period.to,
    );
    if (!entry) return null;
    const on = (placements: typeof entry.categories) =>
      placements.find(({ period }) => period.from <= day && day < period.to)?.code ?? null;
    const [category, college] = [on(entry.categories), on(entry.colleges)];
    return {
      number: entry.number,
      admittedOn: entry.period.from,
      category: category === null ? '' : (categories.get(category) ?? category),
      college: college === null ? null : (colleges.get(college) ?? college),
    };
  }

  private async ruleNames(): Promise<RuleNames> {
    const bylaws = await this.membership.readBylawsOn(this.clock.today());
    return { categories: namesOf(bylaws?.categories), colleges: namesOf(bylaws?.colleges) };
  }
}
