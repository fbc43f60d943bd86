import type { ContactCentre } from '../world/contact-centre.ts';
import type { Agent, Fact } from '../world/state.ts';

/** Something that can happen at any time without upsetting the course of the day. */
type Nudge = () => Fact;

/**
 * Makes events happen on topics that are listened to, in turn. They are true: a presence gets another message, which
 * the look-ups then show too, and a statistic or status is reported once more as it stands.
 */
export class ExtraEvents {
  readonly #centre: ContactCentre;
  readonly #topics: () => readonly string[];
  readonly #now: () => number;
  #made = 0;

  constructor(centre: ContactCentre, topics: () => readonly string[], now: () => number) {
    this.#centre = centre;
    this.#topics = topics;
    this.#now = now;
  }

  make(count: number): void {
    if (count <= 0) return;
    this.#centre.passTo(this.#now());
    const nudges = this.#topics().flatMap((topic) => this.#nudgeFor(topic) ?? []);
    for (let made = 0; made < count; made += 1) {
      const nudge = nudges[this.#made % nudges.length];
      if (!nudge) return;
      this.#made += 1;
      this.#centre.world.tell(nudge());
    }
  }

  #nudgeFor(topic: string): Nudge | undefined {
    const [, family, , ...rest] = topic.split('.');
    const { agents, queues } = this.#centre.world;
    const agent = family === 'users' ? agents.get(topic.split('.')[2] ?? '') : undefined;
    const queue = family === 'analytics' ? queues.get(topic.split('.')[3] ?? '') : undefined;
    if (queue && rest.at(-1) === 'observations') return () => ({ kind: 'queue-observed', queue, media: [] });
    if (!agent) return undefined;
    switch (rest.join('.')) {
      case 'presence':
        return () => this.#changeMessage(agent);
      case 'routingStatus':
        return () => ({ kind: 'routing-status', agent });
      case 'station':
        return () => ({ kind: 'station', agent });
      default:
        return undefined;
    }
  }

  #changeMessage(agent: Agent): Fact {
    const { definition } = agent.presence;
    agent.presence = {
      definition,
      message: `Busy moment ${String(this.#made)}`,
      sinceMs: this.#centre.world.nowMs,
    };
    return { kind: 'presence', agent };
  }
}
