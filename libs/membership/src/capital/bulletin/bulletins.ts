import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Documents, type Letterhead } from '#documents';
import { type Actor, Identity } from '#identity';
import { type Job, Jobs } from '#jobs';
import { type Clock, CLOCK, writeCents } from '#kernel';
import {
  MAIL_FROM,
  MAIL_TRANSPORT,
  type MailOutcome,
  type MailReceipt,
  type MailTransport,
  messageIdFor,
} from '#mail';
import { type Transaction, UnitOfWork } from '#persistence';
import { readBylawsOn } from '../../bylaws/read-bylaws.js';
import { requireRow, takeRegister } from '../acts.js';
import { capitalErrors } from '../capital-errors.js';
import { personName, readStanding } from '../read-holdings.js';
import { type OneSubscription, readSubscription, type SendingState } from '../read-subscriptions.js';
import { composeBulletin, type Subscriber } from './compose-bulletin.js';

const SEND_BULLETIN = 'membership.sendBulletin';

export const bulletinKey = (subscription: number) => `share-subscription/${subscription}/bulletin`;

const STATE_AFTER: Readonly<Record<MailOutcome, SendingState>> = {
  accepted: 'sent',
  refused: 'refused',
  temporary: 'awaiting',
  unknown: 'unknown',
};

interface Attempt {
  readonly subscription: number;
  readonly attempt: number;
}

/** Prints bulletins, keeps them for good, and sends them to be signed. */
@Injectable()
export class Bulletins implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly documents: Documents,
    private readonly identity: Identity,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(MAIL_TRANSPORT) private readonly mail: MailTransport,
    @Inject(MAIL_FROM) private readonly from: string,
  ) {}

  onModuleInit(): void {
    this.jobs.register<Attempt>(SEND_BULLETIN, (job) => this.sendJob(job));
  }

  /**
   * The bulletin as PDF, printed once and the same for good.
   * @throws CAPITAL.NOT_FOUND, CAPITAL.NO_CAPITAL_RULES
   */
  async print(subscription: number, letterhead: Letterhead): Promise<Buffer> {
    const key = bulletinKey(subscription);
    const read = await readSubscription(this.unitOfWork.database, subscription);
    if ((await this.documents.hashOf(key)) !== null) return (await this.documents.read(key)).bytes;
    const { subscribedOn } = read;
    const rules = (await readBylawsOn(this.unitOfWork.database, subscribedOn))?.capital;
    if (!rules) throw capitalErrors.NO_CAPITAL_RULES({ day: subscribedOn });
    const bytes = await this.documents.print(
      composeBulletin({
        subscription: read,
        subscriber: await this.subscriberOf(read),
        letterhead,
        rules,
        standing: await readStanding(this.unitOfWork.database, subscribedOn),
      }),
    );
    return this.unitOfWork.run(async (tx) => {
      // Two who ask at once may have printed different states of the capital: the first one is kept.
      await takeRegister(tx);
      if ((await this.documents.hashOf(key)) !== null) return (await this.documents.read(key)).bytes;
      await this.documents.archive(tx, { key, mediaType: 'application/pdf', bytes });
      return bytes;
    });
  }

  /**
   * Sends the bulletin to its subscriber to be signed; again, when asked again after the last attempt ended.
   * @throws CAPITAL.NOT_FOUND, CAPITAL.NO_EMAIL, CAPITAL.BULLETIN_ON_ITS_WAY, CAPITAL.ALREADY_SIGNED
   */
  async send(
    actor: Actor,
    { subscription, letterhead, address }: { subscription: number; letterhead: Letterhead; address?: string },
  ): Promise<void> {
    await this.print(subscription, letterhead);
    await this.unitOfWork.run(async (tx) => {
      await takeRegister(tx);
      const { code, personName: person, email, signedOn, sending } = await readSubscription(tx, subscription);
      if (signedOn) throw capitalErrors.ALREADY_SIGNED({ code });
      if (sending === 'awaiting' || sending === 'sending') throw capitalErrors.BULLETIN_ON_ITS_WAY({ code });
      const to = address ?? email;
      if (!to) throw capitalErrors.NO_EMAIL({ person });
      const [row] = await tx.query(
        `INSERT INTO membership.share_bulletin_sending (subscription_id, attempt, address, asked_by, asked_at)
         SELECT $1::bigint, coalesce(max(attempt), 0) + 1, $2, $3, $4 FROM membership.share_bulletin_sending
         WHERE subscription_id = $1 RETURNING attempt`,
        [subscription, to, actor.name, this.clock.now()],
      );
      const { attempt } = row as { attempt: number };
      const payload: Attempt = { subscription, attempt };
      await this.jobs.enqueue(tx, { kind: SEND_BULLETIN, key: `${subscription}/${attempt}`, payload });
      await this.identity.recordAct(tx, actor, {
        action: 'capital.subscription.send',
        subject: { kind: 'subscription', id: subscription },
        facts: { code, to },
      });
    });
  }

  private async sendJob({ payload }: Job<Attempt>): Promise<void> {
    const receipt = await this.attempt(payload);
    if (receipt?.outcome === 'temporary') throw new Error(receipt.response);
  }

  /** Claimed before anything leaves; what may have left is not sent again unasked. */
  private async attempt({ subscription, attempt }: Attempt): Promise<MailReceipt | null> {
    const { bytes } = await this.documents.read(bulletinKey(subscription));
    const read = await readSubscription(this.unitOfWork.database, subscription);
    const address = await this.unitOfWork.run((tx) => this.claim(tx, { subscription, attempt }));
    if (address === null) return null;
    const receipt = await this.mail
      .send({
        messageId: messageIdFor(`bulletin-${subscription}-${attempt}`, this.from),
        from: this.from,
        to: address,
        subject: `Bulletin de souscription ${read.code} à signer`,
        text: messageOf(read),
        attachments: [{ filename: `${read.code}.pdf`, contentType: 'application/pdf', content: bytes }],
      })
      .catch((error: Error): MailReceipt => ({ outcome: 'refused', response: error.message }));
    await this.settle({ subscription, attempt }, STATE_AFTER[receipt.outcome], receipt.response);
    return receipt;
  }

  private async claim(tx: Transaction, { subscription, attempt }: Attempt): Promise<string | null> {
    const row = await requireRow<{ state: SendingState; address: string }>(
      tx,
      'subscription',
      subscription,
      `SELECT state, address FROM membership.share_bulletin_sending WHERE subscription_id = $1 AND attempt = ${attempt} FOR UPDATE`,
    );
    if (row.state === 'sending' && !this.mail.repeatable) {
      await tx.query(
        `UPDATE membership.share_bulletin_sending SET state = 'unknown', detail = 'interrupted', settled_at = now()
         WHERE subscription_id = $1 AND attempt = $2`,
        [subscription, attempt],
      );
      return null;
    }
    if (row.state !== 'awaiting' && row.state !== 'sending') return null;
    await tx.query(
      `UPDATE membership.share_bulletin_sending SET state = 'sending' WHERE subscription_id = $1 AND attempt = $2`,
      [subscription, attempt],
    );
    return row.address;
  }

  private async settle(
    { subscription, attempt }: Attempt,
    state: SendingState,
    detail: string,
  ): Promise<void> {
    await this.unitOfWork.run((tx) =>
      tx.query(
        `UPDATE membership.share_bulletin_sending SET state = $3, detail = $4,
           settled_at = CASE WHEN $3 <> 'awaiting' THEN now() END
         WHERE subscription_id = $1 AND attempt = $2`,
        [subscription, attempt, state, detail],
      ),
    );
  }

  private async subscriberOf({ personId }: OneSubscription): Promise<Subscriber> {
    const [row] = await this.unitOfWork.read<Subscriber>(
      `SELECT ${personName('p')} AS "fullName", kind, birth_date AS "birthDate", siren, legal_form AS "legalForm",
         representative, address
       FROM membership.person p WHERE p.id = $1`,
      [personId],
    );
    return row!;
  }
}

function messageOf({ code, quantity, classCode, amountCents, calledCents }: OneSubscription): string {
  return [
    'Bonjour,',
    '',
    `Vous trouverez ci-joint le bulletin de souscription ${code}\u00a0: ${quantity} parts ${classCode}, soit ${writeCents(amountCents, 'fr')}.`,
    'Merci de dater et signer les deux exemplaires, de garder le vôtre et de nous renvoyer l’autre.',
    `Versement attendu à la souscription\u00a0: ${writeCents(calledCents, 'fr')}.`,
    '',
    'Cordialement,',
  ].join('\n');
}
