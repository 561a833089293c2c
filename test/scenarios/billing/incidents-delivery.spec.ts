import { Deliveries } from '#billing';
import type { MailTransport } from '#mail';
import { Documents, RenderPool } from '#documents';
import { TestCooperative } from '#test/fixtures/cooperative.js';

/** Lines of the design's `incidents.md`, by number: what became of an invoice after its issue. */
describe('failures of other systems: deliveries', () => {
  let coop: TestCooperative;
  let documents: Documents;
  let sent: string[];
  beforeEach(async () => {
    coop = await TestCooperative.open('2026-11-22');
    documents = new Documents(coop.database.unitOfWork, new RenderPool({ threads: 1 }));
    sent = [];
    await coop.subscription('2026-11-01');
    await coop.bill('2026-11-22');
  });
  afterEach(async () => {
    await documents.onModuleDestroy();
    await coop.close();
  });

  /** Has the post work once, through a mail server that answers so. */
  const post = async (outcome: 'accepted' | 'temporary' | 'unknown') => {
    const mail: MailTransport = {
      repeatable: false,
      send: async (message) => {
        sent.push(message.to);
        return { outcome, response: 'réponse de l’essai' };
      },
    };
    const deliveries = new Deliveries(
      coop.database.unitOfWork,
      coop.jobs,
      documents,
      mail,
      'coop@bocage.example',
    );
    deliveries.onModuleInit();
    await coop.jobs.workUntilIdle({ kinds: ['billing.render', 'billing.deliver'] });
  };
  const states = () => coop.database.unitOfWork.read(`SELECT state FROM billing.delivery`);

  it('#34 invoiceninja#3956, #3293: while the mail server is down an invoice is never marked as sent, and is tried again', async () => {
    await post('temporary');
    expect(sent).toHaveLength(1);
    expect(await states()).toEqual([{ state: 'awaiting' }]);
    const [job] = await coop.jobs.list({ kind: 'billing.deliver' });
    expect(job!.state).toBe('failed');
    expect(job!.lastError).not.toBeNull();
  });

  it('#34, its twin: an invoice that the receiving system took is sent, once', async () => {
    await post('accepted');
    await coop.jobs.workUntilIdle({ kinds: ['billing.render', 'billing.deliver'] });
    expect(sent).toEqual(['client1@exemple.test']);
    expect(await states()).toEqual([{ state: 'sent' }]);
  });

  it('#34 and #60: what may have left is “unknown”, and is not sent again', async () => {
    await post('unknown');
    await coop.jobs.workUntilIdle({ kinds: ['billing.render', 'billing.deliver'] });
    expect(sent).toHaveLength(1);
    expect(await states()).toEqual([{ state: 'unknown' }]);
  });
});
