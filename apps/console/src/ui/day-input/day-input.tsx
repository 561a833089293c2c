import { DateInput, type DateInputProps } from '@mantine/dates';
import { useId } from '@mantine/hooks';
import { texts } from '../../i18n/texts';
import classes from './day-input.module.css';
import { helpBelow } from '../help-below';
import { typedDay } from './typed-day';

const sentences = texts(
  'day-input',
  {
    form: 'JJ/MM/AAAA',
    clear: 'Effacer la date',
    previous: 'Mois précédent',
    next: 'Mois suivant',
  },
  {
    form: 'DD/MM/YYYY',
    clear: 'Clear the date',
    previous: 'Previous month',
    next: 'Next month',
  },
);

/** A civil day, typed or picked: `YYYY-MM-DD` or null. */
export function DayInput(props: Omit<DateInputProps, 'valueFormat'>) {
  const t = sentences.use();
  // The calendar is named by the element of this id: the field itself.
  const id = useId(props.id);
  return (
    <DateInput
      valueFormat="DD/MM/YYYY"
      dateParser={typedDay}
      placeholder={t('form')}
      clearable={!props.required}
      ariaLabels={{
        previousMonth: t('previous'),
        nextMonth: t('next'),
      }}
      classNames={{ day: classes.day }}
      clearButtonProps={{ 'aria-label': t('clear') }}
      {...helpBelow}
      {...props}
      id={id}
      popoverProps={{ id }}
    />
  );
}
