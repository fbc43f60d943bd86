import type { Notice, NoticeKey } from '../../../shared/model/snapshot.ts';

/** What the user should know and may dismiss. The same notice is not said twice. */
export class Notices {
  readonly #tell: (notices: readonly Notice[]) => void;
  #notices: readonly Notice[];

  constructor(initial: readonly Notice[], tell: (notices: readonly Notice[]) => void) {
    this.#notices = initial;
    this.#tell = tell;
  }

  current(): readonly Notice[] {
    return this.#notices;
  }

  add(added: readonly Notice[]): void {
    const fresh = added.filter((notice) => this.find(keyOf(notice)) === undefined);
    if (fresh.length === 0) return;
    this.#notices = [...this.#notices, ...fresh];
    this.#tell(this.#notices);
  }

  /** Says how something stands now, in the place of what was said of it before. */
  put(notice: Notice): void {
    this.#notices = [...this.#notices.filter((former) => !isSame(former, keyOf(notice))), notice];
    this.#tell(this.#notices);
  }

  find(key: NoticeKey): Notice | undefined {
    return this.#notices.find((notice) => isSame(notice, key));
  }

  dismiss(key: NoticeKey): void {
    this.withdraw((notice) => isSame(notice, key));
  }

  /** Takes back what is no longer so. */
  withdraw(isVoid: (notice: Notice) => boolean): void {
    this.#notices = this.#notices.filter((notice) => !isVoid(notice));
    this.#tell(this.#notices);
  }
}

const keyOf = ({ id, profileId }: Notice): NoticeKey => ({ id, profileId: profileId ?? null });

function isSame(notice: Notice, key: NoticeKey): boolean {
  const { id, profileId } = keyOf(notice);
  return id === key.id && profileId === key.profileId;
}
