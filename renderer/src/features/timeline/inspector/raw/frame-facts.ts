import type { TimelineEntry } from '../../../../../../shared/model/timeline.ts';
import { t } from '../../../../../../shared/text/t.ts';
import type { Fact } from '../../../../ui/Facts.tsx';
import { decimalText } from '../../../../wording/language.ts';
import { countText, dayName, durationText, isSameDay, preciseTime } from '../../../../wording/time.ts';

/** Size and times of an event's frame; the size is null until it is counted. Times are told apart by the clock they were read from. */
export function frameFacts(entry: TimelineEntry, bytes: number | null): readonly Fact[] {
  if (entry.type !== 'event') return [];
  const { happenedAt, deliveries, seq, version, correlationId } = entry.event;
  return [
    { label: t('Arrived'), text: t("{time}, by this computer's clock", { time: preciseTime(entry.at) }) },
    { label: t('Happened'), text: happenedText(happenedAt, entry.at) },
    { label: t('Size'), text: bytes === null ? t('Counting…') : sizeText(bytes) },
    {
      label: t('Number'),
      text: t('Event {seq}, row {position}', { seq: countText(seq), position: countText(entry.position) }),
    },
    ...(deliveries === undefined
      ? []
      : [
          {
            label: t('Delivered'),
            text: t('{deliveries} times, folded into one', { deliveries: countText(deliveries) }),
          },
        ]),
    ...(version === null ? [] : [{ label: t('Version'), text: version }]),
    ...(correlationId === null ? [] : [{ label: t('Correlation id'), text: correlationId }]),
  ];
}

function happenedText(happenedAt: number | null, arrivedAt: number): string {
  if (happenedAt === null) return t('The event does not say.');
  const time = preciseTime(happenedAt);
  const moment = isSameDay(happenedAt, arrivedAt) ? time : `${dayName(happenedAt)}, ${time}`;
  const lagMs = arrivedAt - happenedAt;
  const apart =
    lagMs < 0
      ? t('{duration} after it arrived: the clocks differ', { duration: durationText(-lagMs) })
      : t('{duration} before', { duration: durationText(lagMs) });
  return t("{moment}, by the server's clock ({apart})", { moment, apart });
}

const KILO = 1_000;

/** `812 bytes`, `1.2 kB (1,204 bytes)`. */
export function sizeText(bytes: number): string {
  const exact = t('{bytes} bytes', { bytes: countText(bytes) });
  if (bytes < KILO) return exact;
  const short =
    bytes < KILO * KILO ? `${decimalText(bytes / KILO, 1)} kB` : `${decimalText(bytes / KILO / KILO, 1)} MB`;
  return `${short} (${exact})`;
}
