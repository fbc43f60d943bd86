import type { Pushes } from '../../../shared/ipc/contract.ts';
import type { Alarm, Alert, AlertRule, AlertsView } from '../../../shared/model/alert.ts';
import { builtInRule } from '../../../shared/model/built-in-rules.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import { NOTHING_KEPT, type AlertFile, type KeptAlerts } from '../alerts/alert-file.ts';
import { Bell } from '../alerts/bell.ts';
import {
  alertOf,
  idOfNotLive,
  notLiveAlert,
  withAlert,
  withNoneHeld,
  withRead,
  withSettled,
} from '../alerts/inbox.ts';
import type { RuleOutcome } from '../alerts/rule-watch.ts';
import { silenceOf } from '../alerts/silence.ts';
import type { Clock } from '../base/clock.ts';
import { withBuiltInChoice, withoutRule, withRule } from '../settings/alert-rules.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { Settings } from '../settings/settings.ts';
import { AlertDesk, type DeskSource } from './alert-desk.ts';
import type { Monitor } from './monitor.ts';
import type { Organisation } from './organisation.ts';
import { tryRule, type TrialSource } from './rule-trial.ts';

/** What is listened to of an organisation. */
type AlertSource = DeskSource & Pick<Organisation, 'on' | 'onStored' | 'onFetched'>;

type AlertVerb = 'saveRule' | 'removeRule' | 'setBuiltInRule' | 'tryRule' | 'readAlerts' | 'pauseAlerts';

export interface AlertsDeps {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly settings: Pick<SettingsStore, 'current'>;
  readonly changeSettings: (change: Parameters<SettingsStore['update']>[0]) => Promise<void>;
  readonly file: AlertFile;
  /** The organisation of a profile; of null, the one that the window shows. */
  readonly organisation: (profileId: string | null) => TrialSource;
  readonly push: <P extends 'alerts' | 'alarm'>(name: P, payload: Pushes[P]) => void;
  readonly onUnexpected: (thrown: unknown) => void;
}

/** Tells of what the user wants to be told of, whichever organisation it happens in. */
export class Alerts {
  readonly #deps: AlertsDeps;
  readonly #desks = new Map<string, AlertDesk>();
  readonly #bell: Bell;
  readonly #opened: Promise<void>;
  #kept: KeptAlerts = NOTHING_KEPT;
  #saving: Promise<void> | null = null;
  #isUnsaved = false;
  #cancelPause: (() => void) | null = null;

  constructor(deps: AlertsDeps) {
    this.#deps = deps;
    this.#bell = new Bell(deps.clock, (alarm) => {
      this.#ring(alarm).catch(deps.onUnexpected);
    });
    this.#opened = deps.file.read().then((kept) => {
      this.#kept = { ...kept, alerts: withNoneHeld(kept.alerts) };
      this.#endPauseInTime();
    });
  }

  readonly handlers: Pick<Monitor['handlers'], AlertVerb> = {
    saveRule: async (draft) => {
      const rule: AlertRule = { ...draft, id: draft.id ?? this.#deps.newId() };
      await this.#changeRules((settings) => withRule(settings, rule));
      return { ruleId: rule.id };
    },
    removeRule: async ({ ruleId }) => {
      await this.#changeRules((settings) => withoutRule(settings, ruleId));
      return null;
    },
    setBuiltInRule: async ({ ruleId, choice }) => {
      await this.#changeRules((settings) => withBuiltInChoice(settings, ruleId, choice));
      return null;
    },
    tryRule: async (draft) => {
      const { scope } = draft;
      const source = this.#deps.organisation(scope.kind === 'everyone' ? null : scope.profileId);
      return tryRule(draft, { source, now: this.#deps.clock.now() });
    },
    readAlerts: async ({ ids }) => {
      await this.#opened;
      this.#change({ alerts: withRead(this.#kept.alerts, ids) });
      return null;
    },
    pauseAlerts: async ({ forMs }) => {
      await this.#opened;
      this.#change({ pausedUntil: forMs === null ? null : this.#deps.clock.now() + forMs });
      this.#endPauseInTime();
      return null;
    },
  };

  view(): AlertsView {
    const { alerts, pausedUntil } = this.#kept;
    return { alerts, unread: alerts.filter(({ isRead }) => !isRead).length, pausedUntil };
  }

  /** Resolves when what was kept is known. */
  async opened(): Promise<void> {
    await this.#opened;
  }

  /** Watches an organisation from now on. */
  follow(source: AlertSource): void {
    const { profileId } = source;
    this.#openDesk(source);
    source.onStored((stored) => this.#desks.get(profileId)?.stored(stored));
    source.onFetched((fetched) => this.#desks.get(profileId)?.fetched(fetched));
    source.on('board', (boards) => {
      for (const board of boards) this.#desks.get(board.profileId)?.boardChanged(board);
    });
    source.on('connection', (report) => this.#desks.get(profileId)?.connection(report));
  }

  /** Another history was begun: what was told of the former one leads nowhere. */
  startAnew(source: DeskSource): void {
    this.forget(source.profileId);
    this.#openDesk(source);
  }

  #openDesk(source: DeskSource): void {
    const { clock, onUnexpected } = this.#deps;
    const { profileId } = source;
    const desk = new AlertDesk({
      clock,
      source,
      fired: () => this.#kept.fired.filter((mark) => mark.profileId === profileId),
      cooled: (ruleId) => this.#cooled(profileId, ruleId),
      tell: (rule, outcome) => {
        this.#take(source, rule, outcome);
      },
      tellNotLive: (since) => {
        this.#takeNotLive(profileId, since);
      },
      gapStored: (from, position) => {
        this.#placeNotLive(profileId, from, position);
      },
      onUnexpected,
    });
    this.#desks.set(profileId, desk);
    this.#watchOn(profileId, desk);
  }

  /** An organisation is no more: nor is what was told of it. */
  forget(profileId: string): void {
    this.#desks.get(profileId)?.stop();
    this.#desks.delete(profileId);
    const isOther = (one: { readonly profileId: string }): boolean => one.profileId !== profileId;
    this.#change({ alerts: this.#kept.alerts.filter(isOther), fired: this.#kept.fired.filter(isOther) });
  }

  /** Final. */
  async stop(): Promise<void> {
    for (const desk of this.#desks.values()) desk.stop();
    this.#bell.stop();
    this.#cancelPause?.();
    await this.#opened.catch(() => undefined);
    await this.#saving;
  }

  async #changeRules(change: (settings: Settings) => Settings): Promise<void> {
    await this.#deps.changeSettings(change);
    for (const [profileId, desk] of this.#desks) this.#watchOn(profileId, desk);
  }

  #watchOn(profileId: string, desk: AlertDesk): void {
    this.#opened.then(() => desk.watch(this.#rulesFor(profileId))).catch(this.#deps.onUnexpected);
  }

  #rulesFor(profileId: string): readonly AlertRule[] {
    const { alertRules, builtInAlerts } = this.#deps.settings.current();
    const builtIn = (['topic-refused', 'renewal-failed'] as const).map((id) =>
      builtInRule(id, builtInAlerts),
    );
    return [...alertRules, ...builtIn].filter(
      ({ isOn, scope }) => isOn && (scope.kind === 'everyone' || scope.profileId === profileId),
    );
  }

  #take(source: DeskSource, rule: AlertRule, outcome: RuleOutcome): void {
    const { profileId } = source;
    if (outcome.kind === 'settled') {
      const alerts = withSettled(this.#kept.alerts, profileId, rule.id, outcome);
      this.#change({ alerts });
      return;
    }
    const at = this.#deps.clock.now();
    // A rule may be another by now than when it began to be watched: its name, and how loud it is.
    const current = this.#deps.settings.current().alertRules.find(({ id }) => id === rule.id) ?? rule;
    const silencedBy = silenceOf(current.quietHours, this.#kept.pausedUntil, at);
    this.#put(
      alertOf({ profileId, rule: current, outcome, at, silencedBy, names: source.directory() }),
      current,
    );
  }

  #takeNotLive(profileId: string, since: EpochMs): void {
    const rule = builtInRule('not-live', this.#deps.settings.current().builtInAlerts);
    if (!rule.isOn) return;
    const at = this.#deps.clock.now();
    const silencedBy = silenceOf(null, this.#kept.pausedUntil, at);
    this.#put(notLiveAlert({ profileId, rule, since, at, silencedBy }), rule);
  }

  #put(alert: Alert, { channels }: AlertRule): void {
    this.#change({ alerts: withAlert(this.#kept.alerts, alert) });
    if (alert.outcome.kind === 'fired' && alert.outcome.silencedBy === null) this.#bell.add(alert, channels);
  }

  #placeNotLive(profileId: string, from: EpochMs, position: number): void {
    const id = idOfNotLive(profileId, from);
    const known = this.#kept.alerts.find((alert) => alert.id === id);
    if (known === undefined) return;
    this.#change({ alerts: withAlert(this.#kept.alerts, { ...known, position }) });
  }

  #cooled(
    profileId: string,
    ruleId: string,
  ): readonly { readonly subject: Alert['subject']; readonly topic: string; readonly at: EpochMs }[] {
    return this.#kept.alerts.flatMap((alert) => {
      if (alert.profileId !== profileId || alert.ruleId !== ruleId || alert.outcome.kind !== 'fired')
        return [];
      return [{ subject: alert.subject, topic: alert.subjectName ?? '', at: alert.at }];
    });
  }

  #change(part: Partial<KeptAlerts>): void {
    this.#kept = { ...this.#kept, ...part };
    this.#deps.push('alerts', this.view());
    this.#save();
  }

  #endPauseInTime(): void {
    const { clock } = this.#deps;
    this.#cancelPause?.();
    this.#cancelPause = null;
    const { pausedUntil } = this.#kept;
    if (pausedUntil === null) return;
    this.#cancelPause = clock.schedule(Math.max(0, pausedUntil - clock.now()), () => {
      this.#change({ pausedUntil: null });
    });
  }

  /** What comes while a file is written is written together, afterwards. */
  #save(): void {
    this.#isUnsaved = true;
    this.#saving ??= this.#saveAll();
  }

  async #saveAll(): Promise<void> {
    await this.#opened.catch(() => undefined);
    while (this.#isUnsaved) {
      this.#isUnsaved = false;
      this.#kept = { ...this.#kept, fired: this.#firedNow() };
      await this.#deps.file.write(this.#kept).catch(this.#deps.onUnexpected);
    }
    this.#saving = null;
  }

  #firedNow(): KeptAlerts['fired'] {
    const known = [...this.#desks].flatMap(([profileId, desk]) => {
      const fired = desk.fired();
      return fired === null ? [] : [{ profileId, fired }];
    });
    const isKnown = new Set(known.map(({ profileId }) => profileId));
    const others = this.#kept.fired.filter(({ profileId }) => !isKnown.has(profileId));
    return [...others, ...known.flatMap(({ fired }) => fired)];
  }

  /** Kept first: whatever happens then, nothing is told of twice. */
  async #ring(alarm: Alarm): Promise<void> {
    await this.#saving;
    this.#deps.push('alarm', alarm);
  }
}
