import type { OrganisationStatus } from '../../../shared/model/organisation.ts';
import { t } from '../../../shared/text/t.ts';
import { Failure } from '../base/failure.ts';
import type { Organisation } from './organisation.ts';

/** The organisations that were connected or shown in this run, and which of them the window shows. */
export class Organisations {
  readonly #create: (profileId: string) => Organisation;
  readonly #opened = new Map<string, Organisation>();
  #shownId: string;
  #isClosed = false;

  constructor(shownId: string, create: (profileId: string) => Organisation) {
    this.#shownId = shownId;
    this.#create = create;
  }

  /** The organisation of a profile; it is made when it is first asked for. */
  of(profileId: string): Organisation {
    const opened = this.#opened.get(profileId);
    if (opened !== undefined) return opened;
    if (this.#isClosed) throw new Failure({ code: 'input/invalid', message: t('Vigil is about to end.') });
    const organisation = this.#create(profileId);
    this.#opened.set(profileId, organisation);
    return organisation;
  }

  opened(): readonly Organisation[] {
    return [...this.#opened.values()];
  }

  shown(): Organisation {
    return this.of(this.#shownId);
  }

  isShown(profileId: string): boolean {
    return this.#shownId === profileId;
  }

  show(profileId: string): void {
    this.of(profileId);
    this.#shownId = profileId;
  }

  statusOf(profileId: string): OrganisationStatus {
    const report = this.#opened.get(profileId)?.report();
    return {
      profileId,
      state: report?.state ?? { status: 'signed-out' },
      openGap: report?.openGap ?? null,
    };
  }

  /** Ends one whose profile was removed. */
  async close(profileId: string): Promise<void> {
    const organisation = this.#opened.get(profileId);
    this.#opened.delete(profileId);
    await organisation?.close();
  }

  /** Final. */
  async closeAll(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.opened().map((organisation) => organisation.close()));
  }
}
