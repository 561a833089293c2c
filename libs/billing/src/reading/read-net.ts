import type { UnitOfWork } from '#persistence';

/** Net amounts in cents by document. */
export async function readNet(
  unitOfWork: UnitOfWork,
  invoiceIds: readonly number[],
): Promise<Map<number, number>> {
  if (invoiceIds.length === 0) return new Map();
  const rows = await unitOfWork.read<{ id: number; net: number }>(
    'SELECT id, net_cents AS net FROM billing.invoice WHERE id = ANY ($1::bigint[])',
    [invoiceIds],
  );
  return new Map(rows.map(({ id, net }) => [id, net]));
}
