/**
 * Puts off the reading of every socket while what was read is not dealt with. What comes then waits unread, and its
 * senders wait in turn, held up by TCP: memory stays bounded and nothing is dropped.
 */
export class Brake {
  readonly #watchers = new Set<(isOn: boolean) => void>();
  readonly #putBy = new Set<string>();

  get #isOn(): boolean {
    return this.#putBy.size > 0;
  }

  /** It is on as long as anybody has put it on. */
  put(by: string, isOn: boolean): void {
    const wasOn = this.#isOn;
    if (isOn) this.#putBy.add(by);
    else this.#putBy.delete(by);
    if (this.#isOn === wasOn) return;
    for (const watcher of [...this.#watchers]) watcher(isOn);
  }

  /** Tells of every change, and at once when the brake is on; the returned function ends that. */
  watch(watcher: (isOn: boolean) => void): () => void {
    this.#watchers.add(watcher);
    if (this.#isOn) watcher(true);
    return () => {
      this.#watchers.delete(watcher);
    };
  }
}
