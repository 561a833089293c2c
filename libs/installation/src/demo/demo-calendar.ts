import { addDays, addMonths, type LocalDate, localDate } from '#kernel';

/** Months of history before the current one. */
export const HISTORY_MONTHS = 18;

/**
 * The days of the demonstration, all told from the current civil day: the same day gives the same demonstration.
 * Months are numbered from 0, the oldest, to 17, the one before the current; 18 is the current month.
 */
export class DemoCalendar {
  /** First day of the current month. */
  readonly thisMonth: LocalDate;
  /**
   * The day on which the large contract came home: the most recent 1 June that lies at least one month before today,
   * so that the month of the move and the one before it are always whole in the history.
   */
  readonly repatriation: LocalDate;
  readonly repatriationMonth: number;

  constructor(readonly today: LocalDate) {
    this.thisMonth = localDate(`${today.slice(0, 7)}-01`);
    const ofThisYear = localDate(`${today.slice(0, 4)}-06-01`);
    this.repatriation = addMonths(ofThisYear, 1) <= today ? ofThisYear : addMonths(ofThisYear, -12);
    this.repatriationMonth = Array.from({ length: HISTORY_MONTHS }, (_, month) => month).find(
      (month) => this.firstOf(month) === this.repatriation,
    )!;
  }

  firstOf(month: number): LocalDate {
    return addMonths(this.thisMonth, month - HISTORY_MONTHS);
  }

  lastOf(month: number): LocalDate {
    return addDays(this.firstOf(month + 1), -1);
  }

  /** Day `day` of a month, or its last day where it has no such day. */
  dayOf(month: number, day: number): LocalDate {
    const asked = addDays(this.firstOf(month), day - 1);
    const last = this.lastOf(month);
    return asked < last ? asked : last;
  }

  /** The first 31 January before the history: a grid of months that stumbles on every short month. */
  get lastDayAnchor(): LocalDate {
    return localDate(`${Number(this.firstOf(0).slice(0, 4)) - 1}-01-31`);
  }

  /** The latest 29 February before the history. */
  get leapAnchor(): LocalDate {
    for (let year = Number(this.firstOf(0).slice(0, 4)); ; year -= 1) {
      const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
      const day = `${year}-02-29`;
      if (leap && day < this.firstOf(0)) return localDate(day);
    }
  }
}
