import { ActionIcon, Group } from '@mantine/core';
import { MonthPickerInput } from '@mantine/dates';
import { useId } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useLanguage, writeMonth } from '../../../i18n/format';
import { monthAfter } from './links';
import { words } from './texts';

interface MonthChooserProps {
  /** Undefined while today is not known yet: its room is kept. */
  readonly month: string | undefined;
  readonly today: string | undefined;
  readonly onChoose: (month: string) => void;
}

/** Any month up to the present one. */
export function MonthChooser({ month, today, onChoose }: MonthChooserProps) {
  const t = words.use();
  const language = useLanguage();
  const id = useId();
  const isLast = !month || !today || month >= today.slice(0, 7);
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t('previousMonth')}
        disabled={!month}
        onClick={() => month && onChoose(monthAfter(month, -1))}
      >
        <IconChevronLeft size={18} />
      </ActionIcon>
      <MonthPickerInput
        // What it shows is part of its name: who speaks to the page says what they see.
        aria-label={month ? t('monthIs', { month: writeMonth(month, language) }) : t('month')}
        id={id}
        // The calendar is named by the element of this id: the field itself.
        popoverProps={{ id }}
        ariaLabels={{ nextYear: t('nextYear'), previousYear: t('previousYear') }}
        w={170}
        valueFormat="MMMM YYYY"
        value={month ? `${month}-01` : null}
        maxDate={today}
        onChange={(chosen) => chosen && onChoose(chosen.slice(0, 7))}
      />
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t('nextMonth')}
        disabled={isLast}
        onClick={() => month && onChoose(monthAfter(month, 1))}
      >
        <IconChevronRight size={18} />
      </ActionIcon>
    </Group>
  );
}
