import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BillingReader, type FoundInvoice, type FoundRun } from '#billing';
import { Contracts, type FoundByWords, type FoundClient } from '#contracts';
import { type Account, type Actor, Identity, type Role } from '#identity';
import { type Sentence, writeCents, writeDate } from '#kernel';
import { Capital, Membership, type PersonRecord, type SubscriptionRow } from '#membership';
import { foldedText } from '#persistence';
import { type DossierRow, Transfers } from '#transfers';
import { type PaymentRow, Treasury } from '#treasury';
import { CurrentActor, RolesAllowed } from '../http/access.js';
import { type FoundView, SearchQuery, SearchView } from './search.views.js';

/** How many of each kind. */
const MOST = 8;

/** One field for everything. */
@ApiTags('search')
@Controller('search')
export class SearchController {
  constructor(
    private readonly contracts: Contracts,
    private readonly reader: BillingReader,
    private readonly identity: Identity,
    private readonly membership: Membership,
    private readonly capital: Capital,
    private readonly transfers: Transfers,
    private readonly treasury: Treasury,
  ) {}

  @Get()
  @RolesAllowed('administrator', 'accountant')
  @ApiOperation({
    summary: 'Tout chercher / search everything',
    description:
      'Clients by name, code, SIREN, contact or e-mail; documents by number or by the name of their client, newest ' +
      'first; contracts, lines and runs; members and associates, their share subscriptions; contract transfers; payments by ' +
      'code or reference; accounts for administrators. Accents and letter case do not matter.',
  })
  @ApiOkResponse({ type: SearchView })
  async search(@CurrentActor() actor: Actor, @Query() { q }: SearchQuery): Promise<SearchView> {
    const seesPeople = actor.roles.some((role) => role === 'administrator' || role === 'auditor');
    // A payment is looked for by its code or its reference: by a name, its client and the invoices are meant.
    const payment = /\d/.test(q) ? { search: q, limit: MOST, offset: 0 } : null;
    const [{ clients, contracts, lines }, runs, persons, subscriptions, transfers, payments, accounts] =
      await Promise.all([
        this.contracts.findByWords(q, MOST),
        this.reader.findRuns({ question: q, limit: MOST }),
        this.membership.listPersons({ search: q, size: MOST }),
        this.capital.listSubscriptions({ search: q, size: MOST }),
        this.transfers.list({ search: q, size: MOST }),
        payment ? this.treasury.listPayments(payment) : { items: [] },
        seesPeople ? this.identity.listAccounts() : [],
      ]);
    const clientIds = clients.map(({ id }) => id);
    const invoices = await this.reader.findInvoices({ question: q, clientIds, limit: MOST });
    return {
      q,
      results: [
        ...clients.map(foundClient),
        ...invoices.map(foundInvoice),
        ...contracts.map(foundContract),
        ...lines.map(foundLine),
        ...runs.map(foundRun),
        ...persons.items.map(foundPerson),
        ...subscriptions.items.map(foundSubscription),
        ...transfers.items.map(foundTransfer),
        ...payments.items.map(foundPayment),
        ...peopleOf(accounts, q).map(foundAccount),
      ],
    };
  }
}

const same = (text: string): Sentence => ({ fr: text, en: text });
const parts = (...texts: readonly (string | null)[]) => texts.filter((text) => text !== null).join(' · ');

function foundClient({ id, code, name, siren, city, archived }: FoundClient): FoundView {
  const subtitle = {
    fr: parts(code, city, siren, archived ? 'archivé' : null),
    en: parts(code, city, siren, archived ? 'archived' : null),
  };
  return { kind: 'client', id, parent: null, title: name, subtitle };
}

const TYPES: Readonly<Record<FoundInvoice['type'], Sentence>> = {
  invoice: { fr: 'facture', en: 'invoice' },
  creditNote: { fr: 'avoir', en: 'credit note' },
  depositInvoice: { fr: 'facture d’acompte', en: 'deposit invoice' },
  balanceInvoice: { fr: 'facture de solde', en: 'balance invoice' },
};

function foundInvoice({ id, number, type, issuedOn, client, grossCents }: FoundInvoice): FoundView {
  const told = (language: 'fr' | 'en') =>
    parts(client, TYPES[type][language], writeDate(issuedOn, language), writeCents(grossCents, language));
  return { kind: 'invoice', id, parent: null, title: number, subtitle: { fr: told('fr'), en: told('en') } };
}

function foundContract({ id, code, title, client }: FoundByWords['contracts'][number]): FoundView {
  return { kind: 'contract', id, parent: null, title, subtitle: same(parts(code, client)) };
}

function foundLine({ id, code, label, contract, client }: FoundByWords['lines'][number]): FoundView {
  return { kind: 'contractLine', id, parent: contract.id, title: label, subtitle: same(parts(code, client)) };
}

const STATES: Readonly<Record<FoundRun['state'], Sentence>> = {
  proposed: { fr: 'proposée', en: 'proposed' },
  approved: { fr: 'approuvée', en: 'approved' },
  issuing: { fr: 'en cours d’émission', en: 'issuing' },
  delivering: { fr: 'en cours d’envoi', en: 'delivering' },
  closed: { fr: 'close', en: 'closed' },
  abandoned: { fr: 'abandonnée', en: 'abandoned' },
};

function foundRun({ id, issuer, asOf, state }: FoundRun): FoundView {
  return {
    kind: 'billingRun',
    id,
    parent: null,
    title: `n°\u00a0${id} · ${issuer.code}`,
    subtitle: {
      fr: `dû au ${writeDate(asOf, 'fr')} · ${STATES[state].fr}`,
      en: `due by ${writeDate(asOf, 'en')} · ${STATES[state].en}`,
    },
  };
}

function foundPerson({ id, code, fullName, siren, email }: PersonRecord): FoundView {
  return { kind: 'person', id, parent: null, title: fullName, subtitle: same(parts(code, siren, email)) };
}

function foundSubscription({
  id,
  code,
  personName,
  quantity,
  classCode,
  amountCents,
}: SubscriptionRow): FoundView {
  const told = (language: 'fr' | 'en') =>
    parts(personName, `${quantity} ${classCode}`, writeCents(amountCents, language));
  return {
    kind: 'shareSubscription',
    id,
    parent: null,
    title: code,
    subtitle: { fr: told('fr'), en: told('en') },
  };
}

function foundTransfer({ id, code, title, from, to, movesOn }: DossierRow): FoundView {
  const told = (language: 'fr' | 'en') =>
    parts(code, `${from.name} → ${to.name}`, writeDate(movesOn, language));
  return { kind: 'contractTransfer', id, parent: null, title, subtitle: { fr: told('fr'), en: told('en') } };
}

function foundPayment({ id, code, client, receivedOn, amountCents, reference }: PaymentRow): FoundView {
  const told = (language: 'fr' | 'en') =>
    parts(client.name, writeDate(receivedOn, language), writeCents(amountCents, language), reference || null);
  return { kind: 'payment', id, parent: null, title: code, subtitle: { fr: told('fr'), en: told('en') } };
}

function peopleOf(accounts: readonly Account[], question: string): Account[] {
  const words = foldedText(question).split(/\s+/);
  return accounts
    .filter(({ name, email }) => words.every((word) => foldedText(`${name} ${email}`).includes(word)))
    .slice(0, MOST);
}

const ROLES_TOLD: Readonly<Record<Role, Sentence>> = {
  administrator: { fr: 'administration', en: 'administrator' },
  accountant: { fr: 'comptabilité', en: 'accountant' },
  member: { fr: 'membre', en: 'member' },
  associate: { fr: 'associé·e', en: 'associate' },
  auditor: { fr: 'audit', en: 'auditor' },
};

function foundAccount({ id, name, email, roles }: Account): FoundView {
  const told = (language: 'fr' | 'en') => parts(email, ...roles.map((role) => ROLES_TOLD[role][language]));
  return { kind: 'account', id, parent: null, title: name, subtitle: { fr: told('fr'), en: told('en') } };
}
