import type { TimelineDisplay } from '../../../../shared/model/timeline-display.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform, useSession } from '../../app-context.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Segments } from '../../ui/Segments.tsx';
import type { Option } from '../../ui/Select.tsx';

const orders = (): readonly Option<TimelineDisplay['order']>[] => [
  { id: 'newest-last', label: t('Newest last') },
  { id: 'newest-first', label: t('Newest first') },
];
const times = (): readonly Option<TimelineDisplay['time']>[] => [
  { id: 'clock', label: t('Time of day') },
  { id: 'ago', label: t('How long ago') },
];
const moments = (): readonly Option<TimelineDisplay['moment']>[] => [
  { id: 'stored', label: t('When it arrived') },
  { id: 'happened', label: t('When it happened') },
];
const densities = (): readonly Option<TimelineDisplay['density']>[] => [
  { id: 'comfortable', label: t('Comfortable') },
  { id: 'compact', label: t('Compact') },
];

/** How the rows are shown; kept for the next start. */
export function DisplayChoices() {
  const { bridge } = useApp();
  const perform = usePerform();
  const display = useSession((slice) => slice.settings.timeline);
  const choose = (part: Partial<TimelineDisplay>): void =>
    void perform(bridge.setTimelineDisplay({ ...display, ...part }));
  return (
    <>
      <Segments
        label={t('Order')}
        options={orders()}
        value={display.order}
        onChange={(order) => {
          choose({ order });
        }}
      />
      <Segments
        label={t('Time')}
        options={times()}
        value={display.time}
        onChange={(time) => {
          choose({ time });
        }}
      />
      <Checkbox
        isSelected={display.hasMilliseconds}
        isDisabled={display.time === 'ago'}
        onChange={(hasMilliseconds) => {
          choose({ hasMilliseconds });
        }}
      >
        {t('With milliseconds')}
      </Checkbox>
      <Segments
        label={t('Which time')}
        options={moments()}
        value={display.moment}
        onChange={(moment) => {
          choose({ moment });
        }}
      />
      <Segments
        label={t('Rows')}
        options={densities()}
        value={display.density}
        onChange={(density) => {
          choose({ density });
        }}
      />
    </>
  );
}
