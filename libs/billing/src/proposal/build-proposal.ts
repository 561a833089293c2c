import { checkDocument, type InvoiceDocument } from '#documents';
import type { LocalDate, Period } from '#kernel';
import { digestOf, digestOfText } from '../sealing/seal.js';
import type { DocumentToIssue } from '../sealing/document-to-issue.js';
import { composeDocument } from './compose-document.js';
import {
  type Control,
  controlsOfClient,
  controlsOfLine,
  controlsOfUnproposedDays,
  depositFirst,
  twinItems,
} from './controls.js';
import { cutPieces, type Piece } from './cut-pieces.js';
import type { ClientFacts, IssuerFacts, LineFacts } from './facts.js';

/** The versions of the facts that a document was made from, compared again when it is issued. */
export interface MadeFrom {
  readonly client: { readonly id: number; readonly version: number };
  readonly issuer: { readonly id: number; readonly version: number };
  readonly lines: readonly { readonly id: number; readonly revision: number }[];
  readonly contracts: readonly { readonly id: number; readonly carriageRevision: number }[];
}

export interface ProposedDocument {
  readonly toIssue: DocumentToIssue;
  readonly madeFrom: MadeFrom;
  readonly controls: readonly Control[];
  /** `held` when a control forbids to issue it without a person, or at all. */
  readonly state: 'proposed' | 'held';
  /** `toIssue` as JSON: what is digested, stored, and issued unchanged but for the number. */
  readonly text: string;
  readonly digest: string;
}

export interface HeldDays {
  readonly lineId: number;
  readonly days: readonly Period[];
  readonly control: Control;
}

export interface Proposal {
  readonly documents: readonly ProposedDocument[];
  readonly held: readonly HeldDays[];
  /** Of all documents and of what is held: what a person approves. */
  readonly digest: string;
}

export interface ProposalFacts {
  readonly issuer: IssuerFacts;
  readonly asOf: LocalDate;
  readonly issueOn: LocalDate;
  readonly lines: readonly LineFacts[];
  readonly clients: ReadonlyMap<number, ClientFacts>;
}

/**
 * What would be billed, document by document, and what is held back with its reason. Pure: the same facts make the
 * same proposal, whoever asks and whenever.
 */
export function buildProposal({ issuer, asOf, issueOn, lines, clients }: ProposalFacts): Proposal {
  const held = lines.flatMap((line) =>
    controlsOfUnproposedDays(line).map(({ days, control }) => ({ lineId: line.id, days, control })),
  );
  const groups = new Map<string, { client: ClientFacts; pieces: Piece[]; controls: Control[] }>();
  const twins = new Map(
    twinItems(lines.flatMap((line) => cutPieces(line))).map((control) => [control.line, control]),
  );
  const deposits = new Map(
    lines
      .filter(({ depositOf, unbilled }) => depositOf !== null && unbilled.length > 0)
      .map((line) => [line.depositOf, line]),
  );
  for (const line of lines) {
    const pieces = cutPieces(line);
    if (pieces.length === 0) continue;
    const client = clients.get(line.clientId)!;
    const twin = twins.get(line.code);
    const deposit = deposits.get(line.id);
    const controls = [
      ...controlsOfLine(line, pieces, { asOf, issueOn }),
      ...(twin ? [twin] : []),
      ...(deposit ? [depositFirst(line, deposit)] : []),
    ];
    // A line that waits for a person goes on a document of its own, so that the client's other lines do not wait.
    const key = groupOf(client, line, controls);
    const group = groups.get(key) ?? { client, pieces: [], controls: [] };
    group.pieces.push(...pieces);
    group.controls.push(...controls);
    groups.set(key, group);
  }
  const clientControls = new Map<number, Control[]>();
  const documents = [...groups.values()].map((group) => {
    let ofClient = clientControls.get(group.client.id);
    if (!ofClient) clientControls.set(group.client.id, (ofClient = controlsOfClient(group.client)));
    return proposeDocument({ ...group, controls: [...ofClient, ...group.controls] }, issuer, issueOn);
  });
  documents.sort((a, b) => compareDocuments(a, b, clients));
  const digest = digestOf([
    documents.map((each) => each.digest),
    held.map((each) => [each.lineId, each.days, each.control.code]),
  ]);
  return { documents, held, digest };
}

function groupOf(client: ClientFacts, line: LineFacts, controls: readonly Control[]): string {
  const alone =
    line.kind === 'deposit' ||
    line.deposits.length > 0 ||
    controls.some((each) => each.severity !== 'warning');
  if (alone) return `line ${line.id}`;
  return client.grouping === 'client' ? `client ${client.id}` : `contract ${line.contractId}`;
}

function compareDocuments(
  a: ProposedDocument,
  b: ProposedDocument,
  clients: ReadonlyMap<number, ClientFacts>,
): number {
  const [left, right] = [clients.get(a.toIssue.clientId)!.code, clients.get(b.toIssue.clientId)!.code];
  return left < right ? -1 : left > right ? 1 : a.toIssue.charges[0]!.lineId - b.toIssue.charges[0]!.lineId;
}

function proposeDocument(
  group: { client: ClientFacts; pieces: Piece[]; controls: Control[] },
  issuer: IssuerFacts,
  issueOn: LocalDate,
): ProposedDocument {
  const { client, pieces } = group;
  const toIssue = composeDocument({ issuer, client, issueOn, runId: null, pieces });
  const controls = [
    ...group.controls,
    ...depositControls(toIssue),
    ...depositsOfAnother(pieces, issuer),
    ...ruleControls(toIssue.document, group.controls),
  ];
  const state = controls.some((control) => control.severity !== 'warning') ? 'held' : 'proposed';
  const madeFrom: MadeFrom = {
    client: { id: client.id, version: client.version },
    issuer: { id: issuer.id, version: issuer.version },
    lines: distinct(pieces.map(({ line }) => ({ id: line.id, revision: line.revision }))),
    contracts: distinct(
      pieces.map(({ line }) => ({ id: line.contractId, carriageRevision: line.carriageRevision })),
    ),
  };
  const text = JSON.stringify(toIssue);
  return { toIssue, madeFrom, controls, state, text, digest: digestOfText(text) };
}

function depositControls({ document, deductions }: DocumentToIssue): Control[] {
  if (deductions.length === 0 || document.netCents >= 0) return [];
  return [
    {
      code: 'DEPOSIT_EXCEEDS',
      severity: 'blocked',
      line: null,
      sentence: {
        fr: 'Les acomptes facturés dépassent le montant à facturer. Créditez d’abord le trop-perçu sur l’acompte.',
        en: 'The deposits billed exceed the amount to bill. Credit the surplus on the deposit first.',
      },
      facts: { netCents: document.netCents },
    },
  ];
}

/** A deposit is deducted by who billed it: another issuer cannot give back the VAT of it. */
function depositsOfAnother(pieces: readonly Piece[], issuer: IssuerFacts): Control[] {
  const lines = distinct(pieces.map(({ line }) => line));
  return lines.flatMap(({ code, deposits }) =>
    deposits
      .filter(({ issuerId }) => issuerId !== issuer.id)
      .map(({ number, issuerName }) => ({
        code: 'DEPOSIT_OF_ANOTHER_ISSUER',
        severity: 'blocked',
        line: code,
        sentence: {
          fr: `L’acompte ${number} a été facturé par ${issuerName}, qui ne porte plus ce contrat. Faites-le créditer par cet émetteur : le reste sera alors facturé ici en entier.`,
          en: `Deposit ${number} was billed by ${issuerName}, which no longer carries this contract. Have that issuer credit it: the rest is then billed here in full.`,
        },
        facts: { number, issuer: issuerName },
      })),
  );
}

/** Rules of form that the document would break; those that a control on the client says already are not said twice. */
function ruleControls(document: InvoiceDocument, said: readonly Control[]): Control[] {
  const clientIsSaid = said.some((control) => control.code.startsWith('CLIENT_WITHOUT'));
  // The number is given when the document is sealed; its form is kept by the database.
  return checkDocument({ ...document, number: 'X-1' })
    .filter((finding) => !(clientIsSaid && finding.path.startsWith('buyer')))
    .map((finding) => ({
      code: 'DOCUMENT_RULE',
      severity: finding.severity === 'fatal' ? 'blocked' : 'warning',
      line: null,
      sentence: finding.sentence,
      facts: { rule: finding.rule, path: finding.path },
    }));
}

function distinct<T extends object>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
