import { useEffect } from 'react';
import { useApp, useShell } from '../../app-context.ts';
import { t } from '../../../../shared/text/t.ts';
import { openReplay } from '../../stores/recordings.ts';
import { showAnyEntry } from '../timeline/show-entry.ts';

/** Shows the place that somebody pointed at from outside. */
export function useReveal(): void {
  const app = useApp();
  const reveal = useShell((slice) => slice.reveal);
  useEffect(() => {
    if (reveal === null) return;
    const { shell, timeline, recordings } = app.stores;
    shell.setState({ reveal: null });
    if (reveal.view === 'timeline' && openReplay(recordings.getState()) !== null) {
      const text = t('A link leads out of this recording. Leave the replay and follow the link again.');
      shell.setState({ outcome: { isProblem: false, text } });
      return;
    }
    if (reveal.filter !== null) timeline.setState({ filter: reveal.filter });
    if (reveal.position === null) shell.setState({ view: reveal.view });
    else void showAnyEntry(app, reveal.position);
  }, [app, reveal]);
}
