import { Pause, Play, SkipForward, StepForward } from 'lucide-react';
import { REPLAY_SPEEDS, type ReplayCommand } from '../../../../shared/model/recording.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform, useRecordings } from '../../app-context.ts';
import { openReplay, type OpenReplay } from '../../stores/recordings.ts';
import { Button } from '../../ui/Button.tsx';
import { Select, type Option } from '../../ui/Select.tsx';
import { useNowEvery } from '../../ui/use-now.ts';
import { visibleText } from '../../wording/safe-text.ts';
import { momentText } from '../../wording/time.ts';
import styles from './ReplayBar.module.css';
import { ReplaySlider } from './ReplaySlider.tsx';
import { chosenText, recordedText } from './wording.ts';

const MINUTE_MS = 60_000;

/** Says all the time that this is a recording, and moves through it. */
export function ReplayBar() {
  const replay = useRecordings(openReplay);
  if (replay === null) return null;
  return (
    <section aria-label={t('Replay')} className={styles['bar']}>
      <Title replay={replay} />
      <Player replay={replay} />
    </section>
  );
}

function useCommand(): (command: ReplayCommand) => void {
  const { bridge } = useApp();
  const perform = usePerform();
  return (command) => void perform(bridge.controlReplay(command));
}

function Title({ replay }: { readonly replay: OpenReplay }) {
  const command = useCommand();
  const now = useNowEvery(MINUTE_MS);
  const { fileName, filter, isRedacted, organisation } = replay;
  const chosen = chosenText(filter);
  const facts = [
    ...(organisation === null ? [] : [visibleText(organisation)]),
    recordedText(replay, now),
    ...(chosen === null ? [] : [chosen]),
    ...(isRedacted ? [t('names removed')] : []),
  ];
  return (
    <div className={styles['row']}>
      <strong className={styles['tag']}>{t('REPLAY')}</strong>
      <p className={styles['words']}>
        <strong title={visibleText(fileName)}>{visibleText(fileName)}</strong>{' '}
        <span>{facts.join(' · ')}</span>
      </p>
      <p className={styles['live']}>{t('Vigil goes on listening in the background')}</p>
      <Button
        onPress={() => {
          command({ command: 'leave' });
        }}
      >
        {t('Leave replay')}
      </Button>
    </div>
  );
}

const SPEEDS: readonly Option<string>[] = REPLAY_SPEEDS.map((speed) => ({
  id: String(speed),
  label: `${String(speed)}×`,
}));

function Player({ replay }: { readonly replay: OpenReplay }) {
  const command = useCommand();
  const { isPlaying, speed, at, to } = replay;
  return (
    <div role="group" aria-label={t('Player')} className={styles['row']}>
      <Button
        aria-label={isPlaying ? t('Pause the replay') : t('Play')}
        onPress={() => {
          command({ command: isPlaying ? 'pause' : 'play' });
        }}
      >
        {isPlaying ? <Pause size={16} aria-hidden="true" /> : <Play size={16} aria-hidden="true" />}
      </Button>
      <Button
        aria-label={t('Next entry')}
        onPress={() => {
          command({ command: 'next' });
        }}
      >
        <StepForward size={16} aria-hidden="true" />
      </Button>
      <Button
        aria-label={t('To the end')}
        onPress={() => {
          command({ command: 'end' });
        }}
      >
        <SkipForward size={16} aria-hidden="true" />
      </Button>
      <ReplaySlider
        replay={replay}
        onSeek={(moment) => {
          command({ command: 'seek', at: moment });
        }}
      />
      <span className={styles['time']}>
        {t('{at} of {end}', { at: momentText(at, to), end: momentText(to, to) })}
      </span>
      <div>
        <Select
          label={t('Speed')}
          labelPlace="beside"
          options={SPEEDS}
          value={String(speed)}
          onChange={(chosen) => {
            const found = REPLAY_SPEEDS.find((each) => String(each) === chosen);
            if (found !== undefined) command({ command: 'speed', speed: found });
          }}
        />
      </div>
    </div>
  );
}
