import { DateInput, type DateInputProps } from '@mantine/dates';
import { useId } from '@mantine/hooks';
import { type FocusEvent, type KeyboardEvent, useState } from 'react';
import { writeDay } from '../../i18n/format';
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
    noDay: '« {{typed}} » n’est pas un jour du calendrier. Écrivez JJ/MM/AAAA.',
    tooEarly: 'Pas avant le {{day}}.',
    tooLate: 'Pas après le {{day}}.',
  },
  {
    form: 'DD/MM/YYYY',
    clear: 'Clear the date',
    previous: 'Previous month',
    next: 'Next month',
    noDay: '“{{typed}}” is no day of the calendar. Write DD/MM/YYYY.',
    tooEarly: 'Not before {{day}}.',
    tooLate: 'Not after {{day}}.',
  },
);

type DayInputProps = Omit<DateInputProps, 'valueFormat'>;

/** A civil day, typed or picked: `YYYY-MM-DD` or null. What is typed and is no day is said, never taken for the day before. */
export function DayInput({ onBlur, onFocus, onChange, onKeyDown, error, ...props }: DayInputProps) {
  const t = sentences.use();
  // The calendar is named by the element of this id: the field itself.
  const id = useId(props.id);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const judge = (event: FocusEvent<HTMLInputElement>) => {
    setOpen(false);
    const why = refusalOf(event.currentTarget.value, props);
    setRefusal(why);
    if (why !== null) onChange?.(null);
    onBlur?.(event);
  };
  const open = () => setOpen(true);
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
      error={refusal ?? error}
      onChange={(day) => {
        setRefusal(null);
        onChange?.(day);
      }}
      onBlur={judge}
      onFocus={(event) => {
        open();
        onFocus?.(event);
      }}
      onClick={open}
      onInput={open}
      onKeyDown={(event: KeyboardEvent<HTMLInputElement>) => {
        if (event.key === 'Escape') setOpen(false);
        onKeyDown?.(event);
      }}
      // Escape closes the open calendar, and only then the dialogue that the field stands in.
      data-mantine-stop-propagation={isOpen || undefined}
    />
  );
}

/** Why the text is not taken; null when it is empty or a day within the bounds. */
function refusalOf(
  text: string,
  { minDate, maxDate }: Pick<DayInputProps, 'minDate' | 'maxDate'>,
): string | null {
  const t = sentences.now;
  const typed = text.trim();
  if (typed === '') return null;
  const day = typedDay(typed);
  if (day === null) return t('noDay', { typed });
  const [first, last] = [dayOf(minDate), dayOf(maxDate)];
  if (first !== null && day < first) return t('tooEarly', { day: writeDay(first) });
  if (last !== null && day > last) return t('tooLate', { day: writeDay(last) });
  return null;
}

const dayOf = (bound: DayInputProps['minDate']) => (typeof bound === 'string' ? bound.slice(0, 10) : null);
