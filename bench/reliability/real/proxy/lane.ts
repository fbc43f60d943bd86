import type { Socket } from 'node:net';

/** How often a throttled lane lets something through. */
const PACE_MS = 20;
/** So much may wait in a throttled lane before its source is told to wait as well. */
const HIGH_WATER_BYTES = 65_536;

/** One direction of a connection: passes bytes on in order, late or slowly when told to, or not at all. */
export class Lane {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #timers = new Set<NodeJS.Timeout>();
  #delayMs = 0;
  #bytesPerSecond = Infinity;
  #waiting: Buffer = Buffer.alloc(0);
  #isEnding = false;
  #isDead = false;
  #pacing: NodeJS.Timeout | null = null;

  constructor(from: Socket, to: Socket) {
    this.#from = from;
    this.#to = to;
  }

  pass(chunk: Buffer): void {
    this.#later(() => {
      this.#pace(chunk);
    });
  }

  /** Ends the other side once everything has passed. */
  end(): void {
    this.#later(() => {
      this.#isEnding = true;
      if (this.#waiting.length === 0) this.#to.end();
    });
  }

  delay(ms: number): void {
    this.#delayMs = ms;
  }

  throttle(bytesPerSecond: number): void {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** Nothing passes any more, not even what waits. */
  kill(): void {
    this.#isDead = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    if (this.#pacing !== null) clearInterval(this.#pacing);
    this.#pacing = null;
  }

  #later(act: () => void): void {
    if (this.#isDead) return;
    if (this.#delayMs === 0 && this.#timers.size === 0) {
      act();
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, this.#delayMs);
    this.#timers.add(timer);
  }

  #pace(chunk: Buffer): void {
    if (this.#bytesPerSecond === Infinity && this.#pacing === null) {
      this.#write(chunk);
      return;
    }
    this.#waiting = Buffer.concat([this.#waiting, chunk]);
    if (this.#waiting.length > HIGH_WATER_BYTES) this.#from.pause();
    this.#pacing ??= setInterval(() => {
      this.#letSomeThrough();
    }, PACE_MS);
  }

  #letSomeThrough(): void {
    const share = Math.max(1, Math.round((this.#bytesPerSecond * PACE_MS) / 1000));
    const some = this.#waiting.subarray(0, share);
    this.#waiting = this.#waiting.subarray(some.length);
    if (some.length > 0) this.#write(some);
    if (this.#waiting.length <= HIGH_WATER_BYTES) this.#from.resume();
    if (this.#waiting.length > 0) return;
    if (this.#pacing !== null) clearInterval(this.#pacing);
    this.#pacing = null;
    if (this.#isEnding) this.#to.end();
  }

  #write(chunk: Buffer): void {
    if (this.#to.destroyed || this.#to.writableEnded) return;
    if (this.#to.write(chunk)) return;
    this.#from.pause();
    this.#to.once('drain', () => {
      if (!this.#isDead) this.#from.resume();
    });
  }
}
