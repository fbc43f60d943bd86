import { assertNever } from '../../../shared/assert-never.ts';
import type { HistoryDescription } from '../../../shared/model/history.ts';
import type { NoticeAction } from '../../../shared/model/snapshot.ts';
import { t } from '../../../shared/text/t.ts';
import { Failure } from '../base/failure.ts';
import { isAboutFiles } from '../history/history-notices.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { profileOf, retentionOf, withRetention } from '../settings/settings.ts';
import type { Monitor } from './monitor.ts';
import type { Notices } from './notices.ts';
import type { Organisation } from './organisation.ts';
import type { Timeline } from './timeline.ts';

type StorageVerb = 'describeHistory' | 'previewRetention' | 'setRetention' | 'eraseHistory' | 'actOnNotice';

/** The part of an organisation that is looked at here. */
type Kept = Pick<Organisation, 'profileId' | 'history'> & { readonly timeline: Pick<Timeline, 'drain'> };

export interface StorageDeps {
  readonly settings: SettingsStore;
  readonly changeSettings: (change: Parameters<SettingsStore['update']>[0]) => Promise<void>;
  readonly organisations: { readonly shown: () => Kept; readonly of: (profileId: string) => Kept };
  readonly notices: Notices;
  readonly showFile: (path: string) => void;
}

/** What the window asks of how histories are kept, and what the user chooses where that went wrong. */
export function createStorage(deps: StorageDeps): Pick<Monitor['handlers'], StorageVerb> {
  const { settings, organisations, notices } = deps;

  async function describeHistory(): Promise<HistoryDescription> {
    const { profileId, history } = organisations.shown();
    const retention = retentionOf(settings.current(), profileId);
    return { profileId, retention, ...(await history.keeping.describe()) };
  }

  async function eraseHistory(profileId: string): Promise<void> {
    // Refuses a profile that was removed.
    profileOf(settings.current(), profileId);
    const { timeline, history } = organisations.of(profileId);
    await timeline.drain();
    await history.startAnew();
    notices.withdraw((notice) => notice.profileId === profileId && isAboutFiles(notice));
  }

  async function act(action: NoticeAction, { history }: Kept): Promise<void> {
    switch (action.action) {
      case 'retry-history':
        // Where it fails again, its notice says of what.
        await history.keeping.tryAgain();
        return;
      case 'stay-in-memory':
        history.keeping.stayInMemory();
        return;
      case 'show-file':
        deps.showFile(action.path);
        return;
      default:
        return assertNever(action, 'action of a notice');
    }
  }

  return {
    describeHistory,
    previewRetention: (limits) => organisations.shown().history.keeping.preview(limits),
    setRetention: async (limits) => {
      const { profileId, history } = organisations.shown();
      await deps.changeSettings((now) => withRetention(now, profileId, limits));
      history.keeping.enforcePolicy();
      return null;
    },
    eraseHistory: async ({ profileId }) => {
      await eraseHistory(profileId);
      return null;
    },
    actOnNotice: async ({ id, profileId, action }) => {
      const notice = notices.find({ id, profileId });
      const offered = notice?.actions?.find((each) => each.action === action);
      if (offered === undefined) {
        throw new Failure({
          code: 'input/invalid',
          message: t('That has been settled already. Nothing was changed.'),
        });
      }
      await act(offered, profileId === null ? organisations.shown() : organisations.of(profileId));
      return null;
    },
  };
}
