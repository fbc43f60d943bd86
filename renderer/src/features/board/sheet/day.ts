import type { AgentDay, DayStretch } from '../../../../../shared/model/agent.ts';
import type { EpochMs } from '../../../../../shared/model/connection-state.ts';
import type { Directory } from '../../../../../shared/model/directory.ts';
import { t } from '../../../../../shared/text/t.ts';
import { presenceWords, routingText } from '../wording.ts';
import type { CountedState } from '../states.ts';
import { presenceState } from '../states.ts';

/** What a piece of the strip looks like; the words beside it say the same. */
export type DayLook = CountedState | 'unknown';

export interface DayPiece {
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Where it begins and how wide it is, as shares of the whole strip. */
  readonly at: number;
  readonly share: number;
  readonly look: DayLook;
  readonly label: string;
  /** False where nobody listened: it is what was last known. */
  readonly isHeard: boolean;
}

/** How long somebody was in a state, as far as it was heard. */
export interface StateTotal {
  readonly label: string;
  readonly look: DayLook;
  readonly heardMs: number;
  readonly unheardMs: number;
}

/** The pieces of the strip, oldest first. It begins with the first of which something is known. */
export function dayPieces({ to, stretches }: AgentDay, directory: Directory): readonly DayPiece[] {
  const from = stretches[0]?.from ?? to;
  const wholeMs = Math.max(1, to - from);
  return stretches.map((stretch) => ({
    from: stretch.from,
    to: stretch.to,
    at: (stretch.from - from) / wholeMs,
    share: (stretch.to - stretch.from) / wholeMs,
    look: lookOf(stretch),
    label: labelOf(stretch, directory),
    isHeard: stretch.isHeard,
  }));
}

/** The same as figures, the longest first. */
export function dayTotals(pieces: readonly DayPiece[]): readonly StateTotal[] {
  const totals = new Map<string, StateTotal>();
  for (const { label, look, from, to, isHeard } of pieces) {
    const { heardMs, unheardMs } = totals.get(label) ?? { heardMs: 0, unheardMs: 0 };
    const ms = to - from;
    totals.set(label, {
      label,
      look,
      heardMs: heardMs + (isHeard ? ms : 0),
      unheardMs: unheardMs + (isHeard ? 0 : ms),
    });
  }
  return [...totals.values()].sort(
    (one, other) => other.heardMs + other.unheardMs - (one.heardMs + one.unheardMs),
  );
}

const isOnQueue = ({ presence }: DayStretch): boolean => presence?.systemPresence === 'ON_QUEUE';

function lookOf(stretch: DayStretch): DayLook {
  const { presence, routing } = stretch;
  if (isOnQueue(stretch) && routing === 'NOT_RESPONDING') return 'not-responding';
  if (isOnQueue(stretch) && (routing === 'INTERACTING' || routing === 'COMMUNICATING')) return 'interacting';
  return presence === null ? 'unknown' : presenceState(presence.systemPresence);
}

/** On queue the routing status tells more than the presence. */
function labelOf(stretch: DayStretch, directory: Directory): string {
  const { presence, routing } = stretch;
  if (presence === null) return t('Not known');
  const { system, own } = presenceWords(presence, directory);
  if (isOnQueue(stretch) && routing !== null) return `${system} · ${routingText(routing)}`;
  return own === null ? system : `${system} · ${own}`;
}
