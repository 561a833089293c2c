import { ActionIcon, Checkbox, Popover, Stack, Tooltip } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconColumns3 } from '@tabler/icons-react';
import { texts } from '../../i18n/texts';
import type { DataColumn } from './columns';

const sentences = texts('column-choice', { choose: 'Choisir les colonnes' }, { choose: 'Choose columns' });

export interface Choice {
  /** By column id: false when hidden. */
  readonly visibility: Readonly<Record<string, boolean>>;
  show(column: string, shown: boolean): void;
}

/** Which columns this browser shows of the table `name`; columns added later are shown as their author meant. */
export function useColumnChoice<Row>(name: string, columns: readonly DataColumn<Row>[]): Choice {
  const [kept, keep] = useLocalStorage<Record<string, boolean>>({
    key: `intendance.columns.${name}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const visibility = Object.fromEntries(
    columns.map(({ id, hiddenAtFirst, isRowHeader }) => [id, isRowHeader || (kept[id] ?? !hiddenAtFirst)]),
  );
  return { visibility, show: (column, shown) => keep({ ...kept, [column]: shown }) };
}

interface ColumnChoiceProps<Row> {
  readonly columns: readonly DataColumn<Row>[];
  readonly choice: Choice;
}

export function ColumnChoice<Row>({ columns, choice }: ColumnChoiceProps<Row>) {
  const t = sentences.use();
  return (
    <Popover position="bottom-end" withArrow shadow="md" trapFocus>
      <Popover.Target>
        <Tooltip label={t('choose')}>
          <ActionIcon variant="default" size="lg" aria-label={t('choose')}>
            <IconColumns3 size={18} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {columns.map(({ id, header, isRowHeader }) => (
            <Checkbox
              key={id}
              label={header}
              disabled={isRowHeader}
              checked={choice.visibility[id] !== false}
              onChange={({ currentTarget }) => choice.show(id, currentTarget.checked)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
