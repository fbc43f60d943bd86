import type { Notice } from '../../../shared/model/snapshot.ts';

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
    const fresh = added.filter(({ id }) => this.#notices.every((notice) => notice.id !== id));
    if (fresh.length === 0) return;
    this.#notices = [...this.#notices, ...fresh];
    this.#tell(this.#notices);
  }

  dismiss(id: string): void {
    this.#notices = this.#notices.filter((notice) => notice.id !== id);
    this.#tell(this.#notices);
  }
}
