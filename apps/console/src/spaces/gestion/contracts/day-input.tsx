import { DateInput, type DateInputProps } from '@mantine/dates';
import { texts } from '../../../i18n/texts';
import { helpBelow } from './help-below';
import { typedDay } from './typed-day';

const sentences = texts(
  'day-input',
  {
    form: 'JJ/MM/AAAA',
    clear: 'Effacer la date',
    choose: 'Choisir le mois ou l’année',
    previous: 'Mois précédent',
    next: 'Mois suivant',
  },
  {
    form: 'DD/MM/YYYY',
    clear: 'Clear the date',
    choose: 'Choose the month or the year',
    previous: 'Previous month',
    next: 'Next month',
  },
);

/** A civil day, typed or picked: `YYYY-MM-DD` or null. */
export function DayInput(props: Omit<DateInputProps, 'valueFormat'>) {
  const t = sentences.use();
  return (
    <DateInput
      valueFormat="DD/MM/YYYY"
      dateParser={typedDay}
      placeholder={t('form')}
      clearable={!props.required}
      ariaLabels={{
        monthLevelControl: t('choose'),
        yearLevelControl: t('choose'),
        previousMonth: t('previous'),
        nextMonth: t('next'),
      }}
      clearButtonProps={{ 'aria-label': t('clear') }}
      {...helpBelow}
      {...props}
    />
  );
}
