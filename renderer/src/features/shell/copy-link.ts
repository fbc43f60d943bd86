import { linkTo } from '../../../../shared/model/reveal.ts';
import { t } from '../../../../shared/text/t.ts';
import type { AppParts, Perform } from '../../app-context.ts';
import { openReplay } from '../../stores/recordings.ts';

/** Copies a link to an entry of the timeline, or for null to the view as it is shown. */
export async function copyLink(
  { bridge, stores }: Pick<AppParts, 'bridge' | 'stores'>,
  perform: Perform,
  position: number | null,
): Promise<void> {
  const { shell, session, recordings, timeline } = stores;
  // A link would lead to the organisation, where the same number is another event.
  if (openReplay(recordings.getState()) !== null) {
    shell.setState({ outcome: { isProblem: false, text: t('There are no links into a recording.') } });
    return;
  }
  const { view } = shell.getState();
  const { filter } = timeline.getState();
  const text = linkTo({
    profileId: session.getState().settings.activeProfileId,
    view,
    position,
    filter: view === 'timeline' ? filter : null,
  });
  await perform(bridge.copyText({ text }), t('Link copied.'));
}
