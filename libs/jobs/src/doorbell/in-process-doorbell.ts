import type { Doorbell, House } from './doorbell.js';

/** Without Redis: whoever hears that work was written takes it, as many processes as run. */
export class InProcessDoorbell implements Doorbell {
  private answering = false;

  async open(_house: House, answers: boolean): Promise<void> {
    this.answering = answers;
  }

  async ring(house: House): Promise<void> {
    if (this.answering) await house.workDue();
  }

  async mute(): Promise<void> {
    this.answering = false;
  }

  async close(): Promise<void> {
    this.answering = false;
  }
}
