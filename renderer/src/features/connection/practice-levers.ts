import type { Fault } from '../../../../shared/practice/levers.ts';
import { t } from '../../../../shared/text/t.ts';

export interface LeverButton {
  readonly label: string;
  readonly lever: Fault;
  /** What to look for after pulling it. */
  readonly watch: string;
}

/** The faults of the practice org that can be tried out, from the everyday to the nasty. */
export const leverButtons = (): readonly LeverButton[] => [
  {
    label: t('Drop the connection'),
    lever: { lever: 'drop' },
    watch: t('As when Wi-Fi changes: a short gap on the timeline, and live again within seconds.'),
  },
  {
    label: t('Freeze for 30 s'),
    lever: { lever: 'freeze', durationMs: 30_000 },
    watch: t('The socket stays open and says nothing. Vigil notices the silence and leaves it.'),
  },
  {
    label: t('Mute heartbeats for 30 s'),
    lever: { lever: 'mute', durationMs: 30_000 },
    watch: t('Events go on without heartbeats: they too are a sign of life.'),
  },
  {
    label: t('Expire the token'),
    lever: { lever: 'expire-token' },
    watch: t('A new token is fetched once, and the connection comes back with it.'),
  },
  {
    label: t('Revoke the token'),
    lever: { lever: 'revoke-token' },
    watch: t('The same, announced by the service.'),
  },
  {
    label: t('Announce maintenance'),
    lever: { lever: 'socket-closing', graceMs: 30_000 },
    watch: t('Vigil builds a second connection before the first one closes: no gap, no data lost.'),
  },
  {
    label: t('Expire the channel'),
    lever: { lever: 'expire-channel' },
    watch: t('A new channel is created and subscribed; “Channels created” goes up by one.'),
  },
  {
    label: t('Evict the channel'),
    lever: { lever: 'evict-channel' },
    watch: t('As when another install takes the channel: a new one is created, with a gap.'),
  },
  {
    label: t('Outage of 20 s'),
    lever: { lever: 'outage', durationMs: 20_000 },
    watch: t('The countdown, the growing waits, “Try now”, and one gap over the whole outage.'),
  },
  {
    label: t('Too many requests (429)'),
    lever: { lever: 'answer', part: 'upgrade', status: 429, durationMs: 25_000, retryAfterSeconds: 20 },
    watch: t('Drop the connection afterwards: Vigil waits as long as it is asked to, and not less.'),
  },
  {
    label: t('Server error (503) for 20 s'),
    lever: { lever: 'answer', part: 'api', status: 503, durationMs: 20_000 },
    watch: t('Drop or expire something meanwhile: Vigil backs off and comes back by itself.'),
  },
  {
    label: t('Slow answers for 30 s'),
    lever: { lever: 'slow', delayMs: 3000, durationMs: 30_000 },
    watch: t('Every answer takes 3 s longer; reconnecting takes its time and nothing breaks.'),
  },
  {
    label: t('Malformed frames'),
    lever: { lever: 'malformed', count: 5 },
    watch: t('Five diagnostic rows on the timeline, and nothing else changes.'),
  },
  {
    label: t('Duplicates for 30 s'),
    lever: { lever: 'duplicate', durationMs: 30_000 },
    watch: t('Every event is sent twice and shown once; “Duplicates” goes up.'),
  },
  {
    label: t('Burst of 2,000 events'),
    lever: { lever: 'burst', count: 2000, perSecond: 200 },
    watch: t('The timeline keeps up, or stays where you are reading.'),
  },
];

export const restoreButton = (): LeverButton => ({
  label: t('End all faults'),
  lever: { lever: 'restore' },
  watch: t('Everything works again.'),
});
