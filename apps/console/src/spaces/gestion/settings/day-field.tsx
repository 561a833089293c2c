import { DateInput, type DateInputProps } from '@mantine/dates';
import { useId } from '@mantine/hooks';
import { words } from './texts';

/** A civil day typed or chosen; its calendar and the calendar's arrows have names that can be read aloud. */
export function DayField(props: Omit<DateInputProps, 'id' | 'popoverProps' | 'ariaLabels' | 'valueFormat'>) {
  const t = words.use();
  const id = useId();
  return (
    <DateInput
      {...props}
      id={id}
      // The calendar is named by the element of this id: the field itself.
      popoverProps={{ id }}
      valueFormat="DD/MM/YYYY"
      ariaLabels={{
        nextMonth: t('calendar.nextMonth'),
        previousMonth: t('calendar.previousMonth'),
        nextYear: t('calendar.nextYear'),
        previousYear: t('calendar.previousYear'),
        nextDecade: t('calendar.nextDecade'),
        previousDecade: t('calendar.previousDecade'),
      }}
      clearButtonProps={{ 'aria-label': t('calendar.clear') }}
    />
  );
}
