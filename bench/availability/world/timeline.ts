import { install, type Clock } from '@sinonjs/fake-timers';
import { StepQueue } from './step-queue.ts';

/** Wall time at true time zero: a Monday morning. */
export const EPOCH = Date.UTC(2026, 0, 5, 8, 0, 0);

/** Turns of the real event loop in which chains of promises play out: one for most, more behind an HTTP answer. */
const TURNS_AFTER_ANSWER = 4;

const turn = setImmediate;

/**
 * One time line for the world and for the computer in it. The computer's timers and clocks are the global ones of
 * this process, faked while this is installed, so that every contender runs on them as it would on real ones. True
 * time is the world's own: it goes on while the computer sleeps, and no step of the computer's clock touches it.
 */
export class Timeline {
  readonly #clock: Clock;
  readonly #steps = new StepQueue();
  /** What the computer's wall clock shows beyond true time. */
  #wallAheadMs = 0;
  /** True time while the computer sleeps and its clock stands still; null while it is awake. */
  #asleepNow: number | null = null;
  #alarm: { readonly dueAt: number; readonly cancel: () => void } | null = null;
  #isAnswered = false;
  #isOver = false;

  constructor() {
    this.#clock = install({
      now: EPOCH,
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    });
  }

  /** True time in milliseconds since the beginning. */
  now(): number {
    return this.#asleepNow ?? this.#clock.now - EPOCH - this.#wallAheadMs;
  }

  /** What the computer's wall clock shows, or would show if it were looked at in its sleep. */
  wall(): number {
    return EPOCH + this.now() + this.#wallAheadMs;
  }

  get isAsleep(): boolean {
    return this.#asleepNow !== null;
  }

  /** Plans something in the world; the returned function calls it off. */
  after(delayMs: number, act: () => void): () => void {
    return this.#steps.add(this.now() + Math.max(0, Math.round(delayMs)), act);
  }

  /** An answer is handed over, which takes promises a few turns to read. */
  answerIsRead(): void {
    this.#isAnswered = true;
  }

  /** The wall clock of the computer is set. */
  stepWall(deltaMs: number): void {
    this.#wallAheadMs += deltaMs;
    this.#clock.setSystemTime(this.#clock.now + deltaMs);
  }

  /** The computer sleeps: the world and the wall clock go on, its monotonic clock and its timers stand still. */
  fallAsleep(): void {
    this.#alarm?.cancel();
    this.#alarm = null;
    this.#asleepNow ??= this.now();
  }

  wakeUp(): void {
    if (this.#asleepNow === null) return;
    this.#clock.setSystemTime(EPOCH + this.#asleepNow + this.#wallAheadMs);
    this.#asleepNow = null;
  }

  /** Lets time run on until a moment of true time. */
  async runUntil(until: number): Promise<void> {
    const end = { isReached: false };
    this.#steps.add(until, () => {
      end.isReached = true;
    });
    await this.#settle();
    while (!end.isReached) {
      if (this.#asleepNow === null) {
        this.#setAlarm();
        this.#clock.next();
      } else {
        this.#asleepNow = this.#steps.nextDueAt();
        this.#steps.take()();
      }
      await this.#settle();
    }
  }

  /** Gives the process its own clocks back. */
  uninstall(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#clock.uninstall();
  }

  /** Timers of contenders that are waiting. */
  get waitingTimers(): number {
    return this.#clock.countTimers() - (this.#alarm === null ? 0 : 1);
  }

  /** The world's next step is one more timer of the computer, so that both come in the order of their times. */
  #setAlarm(): void {
    const dueAt = this.#steps.nextDueAt();
    if (this.#alarm?.dueAt === dueAt) return;
    this.#alarm?.cancel();
    const timer = this.#clock.setTimeout(
      () => {
        this.#alarm = null;
        while (this.#asleepNow === null && this.#steps.nextDueAt() <= this.now()) this.#steps.take()();
      },
      Math.max(0, dueAt - this.now()),
    );
    const cancel = (): void => {
      this.#clock.clearTimeout(timer);
    };
    this.#alarm = { dueAt, cancel };
  }

  async #settle(): Promise<void> {
    const turns = this.#isAnswered ? TURNS_AFTER_ANSWER : 1;
    this.#isAnswered = false;
    for (let done = 0; done < turns; done += 1) await new Promise<void>((resolve) => turn(resolve));
  }
}
