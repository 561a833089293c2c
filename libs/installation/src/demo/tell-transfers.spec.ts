import { Forecasts } from '#billing';
import { Documents, RenderPool } from '#documents';
import { Identity } from '#identity';
import { addDays, localDate } from '#kernel';
import { TransferLetters, Transfers } from '#transfers';
import { expectInvariants } from '#test/database/expect-invariants.js';
import { TestCooperative } from '#test/fixtures/cooperative.js';
import { DemoCalendar } from './demo-calendar.js';
import {
  closeRepatriation,
  repatriateLargeContract,
  tellTransferUnderWay,
  type TransfersTold,
} from './tell-transfers.js';

describe('the transfers of the demonstration, from a CAE that bills here', () => {
  it('are one that is closed after its first invoice, and one under way with days to decide', async () => {
    const calendar = new DemoCalendar(localDate('2026-11-22'));
    const coop = await TestCooperative.open('2026-11-22');
    const documents = new Documents(coop.database.unitOfWork, new RenderPool({ threads: 1 }));
    try {
      const { unitOfWork } = coop.database;
      const identity = new Identity(unitOfWork, coop.clock);
      const forecasts = new Forecasts(unitOfWork, coop.clock);
      const transfers = new Transfers(unitOfWork, coop.clock, coop.contracts, forecasts, identity);
      const letters = new TransferLetters(
        unitOfWork,
        coop.clock,
        transfers,
        coop.contracts,
        documents,
        identity,
      );
      const contracts = new Map<string, number>();
      for (const code of ['NUAGE', 'CAMPUS', 'H005']) {
        const { contract } = await coop.subscription(
          '2026-05-01',
          {},
          { issuer: coop.cae.id, service: code },
        );
        contracts.set(code, contract);
      }
      const told: TransfersTold = {
        ...{ transfers, letters, calendar, actor: coop.actor },
        contract: (code) => contracts.get(code)!,
        issuer: (code) => (code === 'COOP' ? coop.coop.id : coop.cae.id),
      };
      coop.clock.set(localDate('2026-05-14'));
      const id = await repatriateLargeContract(told);
      coop.clock.set(localDate('2026-05-31'));
      await coop.bill('2026-05-31', { issuer: 'CAE', release: true });
      coop.clock.set(localDate('2026-06-30'));
      for (const issuer of ['COOP', 'CAE']) await coop.bill('2026-06-30', { issuer, release: true });
      await closeRepatriation(told, id);
      const closed = await transfers.read(id);
      expect([closed.state, closed.documents.length, closed.firstInvoice?.number]).toEqual([
        'closed',
        4,
        'COOP-2026-00001',
      ]);
      expect(await coop.billing.drift({ asOf: localDate('2026-06-30') })).toEqual([]);
      coop.clock.set(calendar.today);
      await tellTransferUnderWay(told, 'H005');
      const [underWay] = (await transfers.list({ state: 'preparing' })).items;
      const { lines } = await transfers.picture(underWay!.id);
      expect(underWay!.movesOn).toBe(addDays(calendar.lastOf(18), 1));
      expect(lines[0]!.conflicts.map(({ code, severity }) => [code, severity])).toEqual([
        ['UNBILLED_BEFORE', 'decide'],
      ]);
      await expectInvariants(coop.database, calendar.today);
    } finally {
      await documents.onModuleDestroy();
      await coop.close();
    }
  });
});
