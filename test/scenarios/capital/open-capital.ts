import { admitted } from '#test/fixtures/admitted.js';
import type { HttpAgent, TestApi } from '#test/api/start-api.js';

/** Bylaws with a floor of 5,000.00, one class of 50.00, an issuer whose letterhead is printed, and two persons. */
export async function openCapital(
  api: TestApi,
  administrator: HttpAgent,
): Promise<{ person: Record<'alice' | 'bob', number>; classId: number }> {
  const capital = {
    minimumCents: 500_000,
    floorBasisPoints: 2_500,
    paidAtSubscriptionBasisPoints: 2_500,
    releaseMonths: 60,
    refundDelayMonths: 60,
    interestMarginBasisPoints: 200,
  };
  const rules = { capital, categories: [], colleges: [], career: {} };
  await api.database.unitOfWork.read(
    `INSERT INTO membership.bylaws (from_day, revision, form, company, rules, reason, made_by, made_at)
     VALUES ('2020-01-01', 1, 'scic', 'sa', $1, 'Statuts constitutifs', 'essai', now())`,
    [JSON.stringify(rules)],
  );
  const persons = await api.database.unitOfWork.read<{ id: number }>(
    `INSERT INTO membership.person (kind, name, given_name, email)
     VALUES ('natural', 'Martin', 'Alice', 'alice@essai.coop'), ('natural', 'Durand', 'Bob', NULL) RETURNING id`,
  );
  await admitted(api.database, ...persons.map(({ id }) => id));
  const address = { lines: ['1 rue du Port'], postCode: '35000', city: 'Rennes', country: 'FR' };
  await administrator
    .post('/api/issuers')
    .send({ code: 'SCIC', name: 'La Fabrique', siren: '552100554', address })
    .expect(201);
  const shareClass = { code: 'A', name: 'Parts ordinaires', nominal: '50.00', from: '2020-01-01' };
  const { body } = await administrator.post('/api/share-classes').send(shareClass).expect(201);
  return { person: { alice: persons[0]!.id, bob: persons[1]!.id }, classId: body.id };
}
