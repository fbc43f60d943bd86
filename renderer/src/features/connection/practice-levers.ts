import type { Lever } from '../../../../shared/practice/levers.ts';

export interface LeverButton {
  readonly label: string;
  readonly lever: Lever;
  /** What to look for after pulling it. */
  readonly watch: string;
}

/** The faults of the practice org that can be tried out, from the everyday to the nasty. */
export const LEVER_BUTTONS: readonly LeverButton[] = [
  {
    label: 'Drop the connection',
    lever: { lever: 'drop' },
    watch: 'As when Wi-Fi changes: a short gap on the timeline, and live again within seconds.',
  },
  {
    label: 'Freeze for 30 s',
    lever: { lever: 'freeze', durationMs: 30_000 },
    watch: 'The socket stays open and says nothing. Vigil notices the silence and leaves it.',
  },
  {
    label: 'Mute heartbeats for 30 s',
    lever: { lever: 'mute', durationMs: 30_000 },
    watch: 'Events go on without heartbeats: they too are a sign of life.',
  },
  {
    label: 'Expire the token',
    lever: { lever: 'expire-token' },
    watch: 'A new token is fetched once, and the connection comes back with it.',
  },
  {
    label: 'Revoke the token',
    lever: { lever: 'revoke-token' },
    watch: 'The same, announced by the service.',
  },
  {
    label: 'Announce maintenance',
    lever: { lever: 'socket-closing', graceMs: 30_000 },
    watch: 'Vigil builds a second connection before the first one closes: no gap, no data lost.',
  },
  {
    label: 'Expire the channel',
    lever: { lever: 'expire-channel' },
    watch: 'A new channel is created and subscribed; “Channels created” goes up by one.',
  },
  {
    label: 'Evict the channel',
    lever: { lever: 'evict-channel' },
    watch: 'As when another install takes the channel: a new one is created, with a gap.',
  },
  {
    label: 'Outage of 20 s',
    lever: { lever: 'outage', durationMs: 20_000 },
    watch: 'The countdown, the growing waits, “Try now”, and one gap over the whole outage.',
  },
  {
    label: 'Too many requests (429)',
    lever: { lever: 'answer', part: 'upgrade', status: 429, durationMs: 25_000, retryAfterSeconds: 20 },
    watch: 'Drop the connection afterwards: Vigil waits as long as it is asked to, and not less.',
  },
  {
    label: 'Server error (503) for 20 s',
    lever: { lever: 'answer', part: 'api', status: 503, durationMs: 20_000 },
    watch: 'Drop or expire something meanwhile: Vigil backs off and comes back by itself.',
  },
  {
    label: 'Slow answers for 30 s',
    lever: { lever: 'slow', delayMs: 3000, durationMs: 30_000 },
    watch: 'Every answer takes 3 s longer; reconnecting takes its time and nothing breaks.',
  },
  {
    label: 'Malformed frames',
    lever: { lever: 'malformed', count: 5 },
    watch: 'Five diagnostic rows on the timeline, and nothing else changes.',
  },
  {
    label: 'Duplicates for 30 s',
    lever: { lever: 'duplicate', durationMs: 30_000 },
    watch: 'Every event is sent twice and shown once; “Duplicates” goes up.',
  },
  {
    label: 'Burst of 2,000 events',
    lever: { lever: 'burst', count: 2000, perSecond: 200 },
    watch: 'The timeline keeps up, or stays where you are reading.',
  },
];

export const RESTORE: LeverButton = {
  label: 'End all faults',
  lever: { lever: 'restore' },
  watch: 'Everything works again.',
};
