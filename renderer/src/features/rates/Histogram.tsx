import { ChartColumn, Table2, X } from 'lucide-react';
import { useCallback, useId, useMemo, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, useRecordings, useSession } from '../../app-context.ts';
import { openReplay, sceneOf } from '../../stores/recordings.ts';
import { Button } from '../../ui/Button.tsx';
import { Select, type Option } from '../../ui/Select.tsx';
import { useNowEvery } from '../../ui/use-now.ts';
import styles from './Histogram.module.css';
import { HistogramChart } from './HistogramChart.tsx';
import { HistogramTable } from './HistogramTable.tsx';
import { snapped, type Bar, type Reach } from './histogram.ts';
import { barText, REACH_WORDS, summaryOf } from './histogram-words.ts';
import type { TimeRange } from './time-term.ts';
import { useHistogram } from './use-histogram.ts';

const reaches = (): readonly Option<Reach>[] =>
  (Object.keys(REACH_WORDS) as readonly Reach[]).map((id) => ({ id, label: REACH_WORDS[id]() }));

/** How many entries match the filter, over time, with the gaps; a stretch can be chosen in it. */
export function Histogram() {
  const { histogram } = useApp().stores;
  const form = useStore(histogram, (look) => look.form);
  const profileId = useSession((slice) => slice.settings.activeProfileId);
  const scene = useRecordings(sceneOf);
  // What was counted of one history, or of one scene of a recording, says nothing of another.
  if (form !== 'closed') return <OpenHistogram key={`${profileId} ${String(scene)}`} form={form} />;
  return (
    <div className={styles['closed']}>
      <Button
        look="quiet"
        onPress={() => {
          histogram.setState({ form: 'chart' });
        }}
      >
        <ChartColumn size={15} aria-hidden="true" /> {t('Show entries over time')}
      </Button>
    </div>
  );
}

function OpenHistogram({ form }: { readonly form: 'chart' | 'table' }) {
  const { histogram } = useApp().stores;
  const reach = useStore(histogram, (look) => look.reach);
  const now = useShownNow();
  const { data, error, limitTo } = useHistogram(reach, now);
  const { frame, bars, gaps, selected } = data;
  const [pointed, setPointed] = useState<Bar | null>(null);
  const look = useLook();
  const summaryId = useId();
  const summary = useMemo(() => summaryOf(bars, gaps, frame, now), [bars, gaps, frame, now]);
  const choose = useCallback(
    (range: TimeRange) => {
      limitTo(snapped(range, frame));
    },
    [limitTo, frame],
  );
  return (
    <figure
      className={styles['figure']}
      role="group"
      aria-label={t('Entries over time')}
      aria-describedby={summaryId}
    >
      <div className={styles['head']}>
        <Select
          label={t('Time')}
          labelPlace="hidden"
          options={reaches()}
          value={reach}
          onChange={(chosen) => {
            histogram.setState({ reach: chosen });
          }}
        />
        <p id={summaryId} className={styles['summary']}>
          {error === null ? summary : `${t('Could not be counted.')} ${error.message}`}
        </p>
        {pointed !== null && form === 'chart' && (
          <p className={styles['pointed']} aria-hidden="true">
            {barText(pointed, now, gaps)}
          </p>
        )}
        {selected !== null && (
          <Button
            look="quiet"
            onPress={() => {
              limitTo(null);
            }}
          >
            {t('Show all times')}
          </Button>
        )}
        <FormButtons form={form} />
      </div>
      {form === 'table' ? (
        <HistogramTable data={data} now={now} onChoose={limitTo} />
      ) : (
        <HistogramChart {...data} look={look} onPoint={setPointed} onBrush={choose} />
      )}
    </figure>
  );
}

function FormButtons({ form }: { readonly form: 'chart' | 'table' }) {
  const { histogram } = useApp().stores;
  return (
    <>
      <Button
        look="quiet"
        onPress={() => {
          histogram.setState({ form: form === 'chart' ? 'table' : 'chart' });
        }}
      >
        {form === 'chart' ? (
          <Table2 size={15} aria-hidden="true" />
        ) : (
          <ChartColumn size={15} aria-hidden="true" />
        )}
        {form === 'chart' ? t('As a table') : t('As a chart')}
      </Button>
      <Button
        look="quiet"
        aria-label={t('Hide entries over time')}
        onPress={() => {
          histogram.setState({ form: 'closed' });
        }}
      >
        <X size={15} aria-hidden="true" />
      </Button>
    </>
  );
}

/** The moment that is shown: now, or in a recording the one that it stands at. */
function useShownNow(): EpochMs {
  const now = useNowEvery(SECOND_MS);
  const replayed = useRecordings((slice) => openReplay(slice)?.at ?? null);
  return replayed === null ? now : Math.floor(replayed / SECOND_MS) * SECOND_MS;
}

const SECOND_MS = 1000;

const QUERIES = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => matchMedia(query));

function subscribe(changed: () => void): () => void {
  for (const query of QUERIES) query.addEventListener('change', changed);
  return () => {
    for (const query of QUERIES) query.removeEventListener('change', changed);
  };
}

/** Changes whenever colours do. */
function useLook(): string {
  const theme = useSession((slice) => slice.settings.theme);
  const system = useSyncExternalStore(subscribe, () => QUERIES.map(({ matches }) => String(matches)).join());
  return `${theme} ${system}`;
}
