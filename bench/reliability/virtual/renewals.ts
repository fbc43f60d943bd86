import { VirtualSession } from '../../../electron/main/connection/virtual-session.ts';
import { Intake } from '../../../electron/main/monitor/intake.ts';
import { numberOption, type Target } from '../target.ts';

const RENEWALS = 10_000;
const EVENTS_A_SECOND = 200;
const TICK_MS = 50;
/** Until its socket counts as stable, the end of which is answered at once. */
const STABLE_MS = 6_000;
const CHANNEL_LIFE_MS = 12_000;

/** The events of one topic carry a correlation id, those of the other nothing but a number in their body. */
const TOPICS = ['v2.named', 'v2.bare'] as const;

/** What makes a socket be replaced: word from the service that it closes, or that its token is revoked, or age. */
const REASONS: readonly ((session: VirtualSession) => void)[] = [
  ({ network }) => {
    network.socket.announceClosing();
  },
  ({ network }) => {
    network.service.revokeTokens();
    network.socket.say('{"topicName":"v2.system.token_revoked.x"}');
  },
  // The channel grows old by itself.
  () => undefined,
];

export interface RenewalsFound {
  readonly renewals: number;
  readonly events: number;
  readonly lost: number;
  readonly doubled: number;
  readonly disordered: number;
  readonly gaps: number;
}

/** The real core and the real intake under fire: so many renewals, 200 events a second, nothing else going wrong. */
class Barrage {
  readonly #session: VirtualSession;
  readonly #intake: Intake;
  readonly #sent = new Map<string, number>();
  readonly #stored = new Map<string, number>();
  /** By topic, the number of the event that came last. */
  readonly #last = new Map<string, number>();
  #disordered = 0;
  #turn = 0;
  #renewals = 0;

  constructor() {
    this.#session = new VirtualSession({ read: (lease, text, at) => this.#intake.take(lease, text, at) });
    this.#intake = new Intake(this.#session.clock, (record) => {
      if (record.type === 'event') this.#store(record.event.topic, Number(record.arrival.body));
    });
    this.#session.network.service.channelLifetimeMs = CHANNEL_LIFE_MS;
  }

  async run(renewals: number): Promise<RenewalsFound> {
    await this.#session.goLive(TOPICS);
    for (let number = 0; number < renewals; number += 1) {
      await this.#fire(STABLE_MS);
      REASONS[number % REASONS.length]?.(this.#session);
      for (let waited = 0; this.#renewals <= number; waited += TICK_MS) {
        if (waited > CHANNEL_LIFE_MS) throw new Error(`Renewal ${String(number)} did not come to its end.`);
        await this.#fire(TICK_MS);
      }
      if (number % 100 === 99) this.#session.network.forgetPast();
    }
    await this.#session.clock.advance(1_000);
    const found = this.#found();
    const left = await this.#session.end();
    if (left.length > 0) throw new Error(left.join('; '));
    return found;
  }

  async #fire(durationMs: number): Promise<void> {
    for (let passed = 0; passed < durationMs; passed += TICK_MS) {
      for (let count = 0; count < (EVENTS_A_SECOND * TICK_MS) / 1_000; count += 1) this.#send();
      await this.#session.clock.advance(TICK_MS);
    }
    this.#renewals += this.#session.renewals.splice(0).filter(({ phase }) => phase === 'done').length;
  }

  #send(): void {
    this.#turn += 1;
    const [named, bare] = TOPICS;
    const topic = this.#turn % 2 === 0 ? named : bare;
    const seq = (this.#sent.get(topic) ?? 0) + 1;
    this.#sent.set(topic, seq);
    const more = topic === named ? { metadata: { CorrelationId: `id-${String(seq)}` } } : {};
    this.#session.network.publish(topic, seq, more);
  }

  #store(topic: string, body: number): void {
    this.#stored.set(topic, (this.#stored.get(topic) ?? 0) + 1);
    if (body !== (this.#last.get(topic) ?? 0) + 1) this.#disordered += 1;
    this.#last.set(topic, body);
  }

  #found(): RenewalsFound {
    const missing = [...this.#sent].map(([topic, sent]) => sent - (this.#stored.get(topic) ?? 0));
    return {
      renewals: this.#renewals,
      events: this.#turn,
      lost: missing.reduce((sum, count) => sum + Math.max(0, count), 0),
      doubled: missing.reduce((sum, count) => sum + Math.max(0, -count), 0),
      disordered: this.#disordered,
      gaps: this.#session.gaps.length,
    };
  }
}

export function playRenewals(renewals: number): Promise<RenewalsFound> {
  return new Barrage().run(renewals);
}

/** R5, R6, R7: nothing is lost, doubled or out of order over `--renewals` planned renewals. */
export const runRenewals: Target = async (args) => {
  const renewals = numberOption(args, 'renewals', RENEWALS);
  const found = await playRenewals(renewals);
  const { lost, doubled, disordered, gaps } = found;
  const isMet = found.renewals >= renewals && lost + doubled + disordered + gaps === 0;
  return {
    isMet,
    bar: { renewals, lost: 0, doubled: 0, disordered: 0, gaps: 0 },
    figures: { ...found, eventsASecond: EVENTS_A_SECOND },
  };
};
