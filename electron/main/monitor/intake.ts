import type { JsonValue } from '../../../shared/genesys/wire.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import { t } from '../../../shared/text/t.ts';
import { ChangeTracker } from '../events/changes.ts';
import { decodeFrame, type Frame, type WireEvent } from '../events/decode.ts';
import { Dedupe } from '../events/dedupe.ts';
import type { Delivery } from '../events/echoes.ts';
import type { Clock } from '../base/clock.ts';
import { ArrivedEvent, FrameArrival } from '../history/in-flight.ts';
import type { Written } from '../history/timeline-store.ts';

/** Frames that steer the connection instead of telling of the organisation. */
export type Control = Exclude<Frame['kind'], 'event' | 'malformed' | 'protocol'>;

/** So much of an unreadable frame is kept for whoever has to find out why. */
const SAMPLE_LENGTH = 500;
/** So many channels are known by id: more than a client may have. */
const KEPT_OUT = 24;

/** The way of one session's frames: decode, fold what came twice, say what changed, pass on. */
export class Intake {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #pass: (written: Written) => void;
  readonly #dedupe = new Dedupe();
  readonly #changes = new ChangeTracker();
  readonly #keptOut: string[] = [];
  #malformed = 0;

  constructor(clock: Pick<Clock, 'monotonic'>, pass: (written: Written) => void) {
    this.#clock = clock;
    this.#pass = pass;
  }

  get duplicatesFolded(): number {
    return this.#dedupe.folded;
  }

  get malformedFrames(): number {
    return this.#malformed;
  }

  /** Takes a frame as it came over a socket. Answers with what it means for the connection, or null when that is nothing. */
  take(lease: number, text: string | null, at: EpochMs): Control | null {
    const monotonic = this.#clock.monotonic();
    this.#dedupe.heard(lease, monotonic);
    const frame = decodeFrame(text);
    if (frame.kind === 'protocol') return null;
    if (frame.kind === 'malformed') {
      this.#malformed += 1;
      this.#passDiagnostic(frame.reason, text ?? '', at);
      return null;
    }
    if (frame.kind !== 'event') return frame.kind;
    const { isRepeat, first } = this.#dedupe.recognise(frame, text ?? '', lease, monotonic);
    if (isRepeat) this.#pass({ type: 'repeat', of: first });
    else this.#passEvent(frame, text ?? '', at, first);
    return null;
  }

  #passEvent(event: WireEvent, text: string, at: EpochMs, receipt: Delivery): void {
    const arrival = new FrameArrival(text, event.body);
    this.#pass(new ArrivedEvent(at, this.#changes.describe(event, at), arrival, receipt));
  }

  /** These topics, or all for null, went unheard: what was known of them may have changed unseen. */
  coverageLost(topics: readonly string[] | null): void {
    this.#changes.coverageLost(topics);
  }

  /** Takes in what was fetched after a gap, and says what differs from what was known. */
  refresh(topic: string, body: JsonValue): ReturnType<ChangeTracker['refresh']> {
    return this.#changes.refresh(topic, body);
  }

  /** The id of a channel in use is a bearer secret, and control frames name it: no sample may show it. */
  keepOut(channelId: string): void {
    this.#keptOut.push(channelId);
    if (this.#keptOut.length > KEPT_OUT) this.#keptOut.shift();
  }

  #passDiagnostic(reason: string, text: string, at: EpochMs): void {
    const clean = this.#keptOut.reduce((rest, id) => rest.replaceAll(id, '(channel)'), text);
    this.#pass({
      at,
      type: 'diagnostic',
      error: { code: 'wire/malformed', message: t('A frame could not be read: {reason}.', { reason }) },
      sample: clean.slice(0, SAMPLE_LENGTH),
    });
  }
}
