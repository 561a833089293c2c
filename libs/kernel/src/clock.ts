import { civilDayOf, type LocalDate } from './local-date.js';

/** Tells the time. Injected wherever an act needs it; pure code takes days and instants as values. */
export interface Clock {
  now(): Date;
  /** The current civil day in Europe/Paris. */
  today(): LocalDate;
}

/** Injection token of the clock. */
export const CLOCK = Symbol('Clock');

export class SystemClock implements Clock {
  now(): Date {
    return new Date();
  }

  today(): LocalDate {
    return civilDayOf(this.now());
  }
}

/** Instants run on, but the civil day is set: for demonstrations and tests (`INTENDANCE_TODAY`). */
export class ClockSetTo implements Clock {
  constructor(private day: LocalDate) {}

  now(): Date {
    return new Date();
  }

  today(): LocalDate {
    return this.day;
  }

  set(day: LocalDate): void {
    this.day = day;
  }
}
