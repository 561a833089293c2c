import { addRows, type Check, CheckUnderWay, type LocalDate, writeCents, writeDate } from '#kernel';
import type { Transaction } from '#persistence';
import { fallsOf, liveByCause, shortfallsOf } from './fold-register.js';
import { readMovements } from './read-register.js';
import { readStanding } from './read-holdings.js';
import { readRules, ruleOn } from './rules-by-day.js';

/**
 * I9. Recomputed from the movements one by one, without trust in the constraints: nobody holds less than nothing on any
 * day, one movement of each cause counts, movements are numbered without gaps and say what their cause says, shares are
 * paid for, and no withdrawal took capital below its floor.
 */
export async function verifyCapital(tx: Transaction): Promise<Check> {
  const check = new CheckUnderWay('I9');
  const movements = await readMovements(tx);
  check.checked = movements.length;
  await verifyHoldings(tx, check, movements);
  for (const [cause, live] of liveByCause(movements)) {
    if (live === 0 || live === 1) continue;
    check.offences.add(
      {
        fr: `${live} mouvements de ${cause} sont en vigueur à la fois.`,
        en: `${live} movements of ${cause} count at the same time.`,
      },
      { cause, live },
    );
  }
  movements.forEach(({ number }, index) => {
    if (number === index + 1 || (index > 0 && number === movements[index - 1]!.number + 1)) return;
    check.offences.add(
      {
        fr: `Il manque au registre un mouvement avant le n°\u00a0${number}.`,
        en: `The register lacks a movement before no. ${number}.`,
      },
      { number },
    );
  });
  const rules = ruleOn(await readRules(tx));
  for (const { number, day, capitalCents, floorCents } of fallsOf(movements, rules)) {
    check.offences.add(
      {
        fr: `Le retrait du mouvement n°\u00a0${number} a porté le capital du ${writeDate(day, 'fr')} à ${writeCents(capitalCents, 'fr')}, sous son plancher de ${writeCents(floorCents, 'fr')}.`,
        en: `The withdrawal of movement no. ${number} took the capital of ${writeDate(day, 'en')} to ${writeCents(capitalCents, 'en')}, below its floor of ${writeCents(floorCents, 'en')}.`,
      },
      { number, day, capitalCents, floorCents },
    );
  }
  await verifyCauses(tx, check);
  await tellMinimum(tx, check, movements.at(-1)?.day);
  return check.ended();
}

async function verifyHoldings(
  tx: Transaction,
  check: CheckUnderWay,
  movements: Parameters<typeof shortfallsOf>[0],
): Promise<void> {
  const shortfalls = shortfallsOf(movements);
  const names: { id: number; name: string }[] = await tx.query(
    `SELECT id, concat_ws(' ', given_name, name) AS name FROM membership.person WHERE id = ANY ($1)`,
    [shortfalls.map(({ person }) => person)],
  );
  const named = new Map(names.map(({ id, name }) => [id, name]));
  for (const { person, day, missing, class: shareClass } of shortfalls) {
    const name = named.get(person) ?? String(person);
    check.offences.add(
      {
        fr: `Le ${writeDate(day, 'fr')}, il manque ${missing} parts à ${name}.`,
        en: `On ${writeDate(day, 'en')}, ${name} is ${missing} shares short.`,
      },
      { person, class: shareClass, day, missing },
    );
  }
}

/** Movements against what they follow from, and against what was paid. */
async function verifyCauses(tx: Transaction, check: CheckUnderWay): Promise<void> {
  const altered: { number: number; total: number }[] = await tx.query(
    `SELECT m.number, count(*) OVER ()::int AS total FROM membership.share_movement m
     LEFT JOIN membership.share_subscription s ON s.id = m.subscription_id
     LEFT JOIN membership.share_transfer t ON t.id = m.transfer_id
     LEFT JOIN membership.share_conversion v ON v.id = m.conversion_id
     LEFT JOIN membership.share_withdrawal w ON w.id = m.withdrawal_id
     LEFT JOIN membership.share_class fc ON fc.id = m.from_class_id
     LEFT JOIN membership.share_class tc ON tc.id = m.to_class_id
     WHERE (m.from_person_id, m.from_class_id, m.from_quantity, m.to_person_id, m.to_class_id, m.to_quantity,
            m.from_cents, m.to_cents)
       IS DISTINCT FROM (coalesce(t.from_person_id, v.person_id, w.person_id), coalesce(t.class_id, v.from_class_id, w.class_id),
            coalesce(t.quantity, v.quantity, w.quantity), coalesce(s.person_id, t.to_person_id, v.person_id),
            coalesce(s.class_id, t.class_id, v.to_class_id), coalesce(s.quantity, t.quantity, v.to_quantity),
            m.from_quantity * fc.nominal_cents, m.to_quantity * tc.nominal_cents)
     ORDER BY m.number LIMIT 20`,
  );
  addRows(check.offences, altered, ({ number }) => ({
    fr: `Le mouvement n°\u00a0${number} ne dit pas ce que dit sa cause.`,
    en: `Movement no. ${number} does not say what its cause says.`,
  }));
  const unpaid: { code: string; total: number }[] = await tx.query(
    `SELECT s.code, count(*) OVER ()::int AS total FROM membership.share_subscription s
     JOIN membership.share_subscription_state t ON t.id = s.id
     WHERE t.live <> (t.paid_cents >= s.required_cents) OR t.paid_cents NOT BETWEEN 0 AND s.amount_cents
     ORDER BY s.id LIMIT 20`,
  );
  addRows(check.offences, unpaid, ({ code }) => ({
    fr: `Les parts du bulletin ${code} et ses versements ne s’accordent pas.`,
    en: `The shares of subscription ${code} and its payments do not agree.`,
  }));
  const moved: { name: string; day: LocalDate; total: number }[] = await tx.query(
    `SELECT concat_ws(' ', p.given_name, p.name) AS name, min(ran.day) AS day, count(*) OVER ()::int AS total FROM (
       SELECT person_id, class_id, day, sum(sum(held)) OVER holder AS held, sum(sum(unpaid)) OVER holder AS unpaid FROM (
         SELECT person_id, class_id, day, quantity AS held, 0 AS unpaid FROM membership.share_leg
         UNION ALL SELECT person_id, class_id, day, 0, unpaid_change FROM membership.share_subscription_day) changes
       GROUP BY person_id, class_id, day WINDOW holder AS (PARTITION BY person_id, class_id ORDER BY day)) ran
     JOIN membership.person p ON p.id = ran.person_id WHERE ran.held BETWEEN 0 AND ran.unpaid - 1
     GROUP BY p.id, ran.class_id ORDER BY p.id LIMIT 20`,
  );
  addRows(check.offences, moved, ({ name, day }) => ({
    fr: `Le ${writeDate(day, 'fr')}, des parts au nom de ${name}, non libérées, ont changé de mains.`,
    en: `On ${writeDate(day, 'en')}, shares of ${name} moved that were not paid up.`,
  }));
}

/** Capital below its floor without a withdrawal is no offence: it is subscribed step by step, and payments bounce. */
async function tellMinimum(
  tx: Transaction,
  check: CheckUnderWay,
  last: LocalDate | undefined,
): Promise<void> {
  if (!last) return;
  const { subscribedCents, floorCents } = await readStanding(tx, last);
  if (floorCents === null || subscribedCents >= floorCents) return;
  check.toDo.add(
    {
      fr: `Le capital (${writeCents(subscribedCents, 'fr')}) est sous son plancher (${writeCents(floorCents, 'fr')}).`,
      en: `Capital (${writeCents(subscribedCents, 'en')}) is below its floor (${writeCents(floorCents, 'en')}).`,
    },
    { subscribedCents, floorCents },
  );
}
