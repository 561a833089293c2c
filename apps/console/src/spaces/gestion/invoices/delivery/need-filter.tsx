import { Chip, Group } from '@mantine/core';
import { type DeliveryNeed, type DeliveryToSettle, NEED_TONES } from '../states';
import { words } from '../texts';

interface NeedFilterProps {
  readonly deliveries: readonly DeliveryToSettle[];
  readonly need: DeliveryNeed | null;
  readonly onChange: (need: string) => void;
}

/** How many wait for what; only needs that somebody has are offered, and the one that is chosen. */
export function NeedFilter({ deliveries, need, onChange }: NeedFilterProps) {
  const t = words.use();
  const counts = new Map<DeliveryNeed, number>();
  for (const delivery of deliveries) counts.set(delivery.need, (counts.get(delivery.need) ?? 0) + 1);
  const offered = (Object.keys(NEED_TONES) as DeliveryNeed[]).filter(
    (each) => counts.has(each) || each === need,
  );
  return (
    <Chip.Group value={need ?? ''} onChange={(value) => onChange(value as string)}>
      <Group gap="xs" mih={32} role="radiogroup" aria-label={t('settleList.filter')} data-print="hide">
        <Chip value="" size="sm">
          {`${t('settleList.all')} (${deliveries.length})`}
        </Chip>
        {offered.map((each) => (
          <Chip key={each} value={each} size="sm">
            {`${t(`settleList.needs.${each}`)} (${counts.get(each) ?? 0})`}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}
