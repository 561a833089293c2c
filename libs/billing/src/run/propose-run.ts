import { addDays, centsToDecimal, type LocalDate, type Period } from '#kernel';
import { rangeLiteral, type Transaction } from '#persistence';
import { billingErrors } from '../billing-errors.js';
import { buildProposal, type Proposal, type ProposedDocument } from '../proposal/build-proposal.js';
import { type Control, controlsOfRun } from '../proposal/controls.js';
import type { IssuerFacts } from '../proposal/facts.js';
import { readIssuer, readProposalFacts } from '../proposal/read-facts.js';

export interface RunRequest {
  /** Code or id of the issuer. */
  readonly issuer: string | number;
  readonly asOf: LocalDate;
  /** The date that the invoices will bear. */
  readonly issueOn: LocalDate;
  readonly today: LocalDate;
  readonly proposedBy: string;
  readonly automatic?: boolean;
}

export interface ProposedRun {
  readonly id: number;
  readonly issuer: IssuerFacts;
  readonly controls: readonly Control[];
  readonly proposal: Proposal;
}

/** Ten years. Every period until then is worked out and said, so that a slip in the year is told at once instead. */
const MOST_DAYS_AHEAD = 3660;

/**
 * Proposes a run: what the drift says is unbilled for one issuer, as documents with their controls.
 * Nothing is written but the proposal, so proposing twice, or at the same time as another, does no harm.
 * @throws BILLING.ISSUER_UNKNOWN, BILLING.ISSUER_OUTSIDE, BILLING.AS_OF_TOO_FAR
 */
export async function proposeRun(tx: Transaction, request: RunRequest): Promise<ProposedRun> {
  const { asOf, issueOn, today, proposedBy, automatic = false } = request;
  const latest = addDays(issueOn, MOST_DAYS_AHEAD);
  if (asOf > latest) throw billingErrors.AS_OF_TOO_FAR({ asOf, latest });
  const issuer = await readIssuer(tx, request.issuer);
  const proposal = buildProposal(await readProposalFacts(tx, { issuer, asOf, issueOn }));
  const netCents = proposal.documents
    .filter((document) => document.state === 'proposed')
    .reduce((sum, document) => sum + document.toIssue.document.netCents, 0);
  const controls = controlsOfRun({
    issuer,
    issueOn,
    today,
    netCents,
    ...(await readPastRuns(tx, issuer.id)),
  });
  const [run] = (await tx.query(
    `INSERT INTO billing.run (issuer_id, as_of, issue_on, digest, controls, proposed_by, automatic)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
    [issuer.id, asOf, issueOn, proposal.digest, JSON.stringify(controls), proposedBy, automatic],
  )) as { id: number }[];
  await storeDocuments(tx, run!.id, proposal.documents);
  await storeHeldDays(tx, run!.id, proposal);
  await tx.query(
    `INSERT INTO billing.run_event (run_id, state, made_by, facts) VALUES ($1, 'proposed', $2, $3)`,
    [
      run!.id,
      proposedBy,
      JSON.stringify({ documents: proposal.documents.length, net: centsToDecimal(netCents) }),
    ],
  );
  return { id: run!.id, issuer, controls, proposal };
}

async function readPastRuns(tx: Transaction, issuerId: number) {
  const runs = (await tx.query(
    `SELECT sum(d.net_cents)::bigint AS net
     FROM billing.run r JOIN billing.run_document d ON d.run_id = r.id AND d.state = 'issued'
     WHERE r.id IN (SELECT id FROM billing.run WHERE issuer_id = $1 AND state IN ('delivering', 'closed') ORDER BY id DESC LIMIT 12)
     GROUP BY r.id ORDER BY r.id DESC`,
    [issuerId],
  )) as { net: number }[];
  const [series] = (await tx.query(
    `SELECT max(last_issued_on) AS "lastIssuedOn" FROM billing.series WHERE issuer_id = $1 AND NOT foreign_origin`,
    [issuerId],
  )) as { lastIssuedOn: LocalDate | null }[];
  return { previousNetCents: runs.map((run) => run.net), lastIssuedOn: series?.lastIssuedOn ?? null };
}

/** Documents in one statement: few enough that their JSON is no burden to hold as one text. */
const STORED_AT_ONCE = 500;

async function storeDocuments(
  tx: Transaction,
  runId: number,
  documents: readonly ProposedDocument[],
): Promise<void> {
  for (let from = 0; from < documents.length; from += STORED_AT_ONCE) {
    await storeSome(tx, runId, documents.slice(from, from + STORED_AT_ONCE), from + 1);
  }
}

async function storeSome(
  tx: Transaction,
  runId: number,
  documents: readonly ProposedDocument[],
  firstPosition: number,
): Promise<void> {
  const column = <T>(read: (each: ProposedDocument) => T): T[] => documents.map(read);
  // JSON goes as one array, which the server cuts apart without unescaping it.
  const texts = (read: (each: ProposedDocument) => unknown) =>
    `[${documents.map((each) => JSON.stringify(read(each))).join()}]`;
  await tx.query(
    `INSERT INTO billing.run_document (run_id, position, client_id, state, digest, net_cents, gross_cents, draft, made_from, charges, controls)
     SELECT $1, u.* FROM ROWS FROM (unnest($2::int[]), unnest($3::bigint[]), unnest($4::text[]), unnest($5::text[]),
       unnest($6::bigint[]), unnest($7::bigint[]), json_array_elements($8::json), jsonb_array_elements($9::jsonb),
       jsonb_array_elements($10::jsonb), jsonb_array_elements($11::jsonb)) AS u`,
    [
      runId,
      documents.map((_, index) => firstPosition + index),
      column((each) => each.toIssue.clientId),
      column((each) => each.state),
      column((each) => each.digest),
      column((each) => each.toIssue.document.netCents),
      column((each) => each.toIssue.document.grossCents),
      `[${documents.map((each) => each.text).join()}]`,
      texts((each) => each.madeFrom),
      texts((each) =>
        each.toIssue.charges.map(({ lineId, period, netCents }) => ({ lineId, ...period, netCents })),
      ),
      texts((each) => each.controls),
    ],
  );
}

async function storeHeldDays(tx: Transaction, runId: number, { held }: Proposal): Promise<void> {
  if (held.length === 0) return;
  const multirange = (days: readonly Period[]) => `{${days.map(rangeLiteral).join(',')}}`;
  await tx.query(
    `INSERT INTO billing.run_held (run_id, position, line_id, days, control)
     SELECT $1, u.* FROM unnest($2::int[], $3::bigint[], $4::datemultirange[], $5::jsonb[]) AS u`,
    [
      runId,
      held.map((_, index) => index + 1),
      held.map((each) => each.lineId),
      held.map((each) => multirange(each.days)),
      held.map((each) => JSON.stringify(each.control)),
    ],
  );
}
