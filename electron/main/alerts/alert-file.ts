import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { MOST_ALERTS, type Alert, type AlertOutcome } from '../../../shared/model/alert.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { Notice } from '../../../shared/model/snapshot.ts';
import { t } from '../../../shared/text/t.ts';
import { createInOrder } from '../base/in-order.ts';
import { writeAtomically } from '../base/write-atomically.ts';
import { SubjectSchema } from '../events/subject-schema.ts';

const FILE_NAME = 'alerts.json';

/** That an occurrence was told of: it is not told of again, by whatever run of Vigil. */
export interface FiredMark {
  readonly profileId: string;
  readonly ruleId: string;
  readonly topic: string;
  readonly entity: string;
  readonly position: number;
  readonly beganAt: EpochMs;
  readonly since: EpochMs | null;
}

/** What is remembered of alerts between runs. */
export interface KeptAlerts {
  /** Newest first. */
  readonly alerts: readonly Alert[];
  readonly pausedUntil: EpochMs | null;
  /** Of what goes on. */
  readonly fired: readonly FiredMark[];
}

export const NOTHING_KEPT: KeptAlerts = { alerts: [], pausedUntil: null, fired: [] };

/** Keeps alerts between runs. */
export interface AlertFile {
  readonly read: () => Promise<KeptAlerts>;
  /** Resolves when it is written. What cannot be written rejects; the next one may go well. */
  readonly write: (kept: KeptAlerts) => Promise<void>;
}

const Moment = v.pipe(v.number(), v.finite());
const Position = v.pipe(v.number(), v.integer(), v.minValue(1));

const OutcomeSchema: v.GenericSchema<unknown, AlertOutcome> = v.variant('kind', [
  v.object({
    kind: v.literal('fired'),
    silencedBy: v.nullable(v.picklist(['paused', 'quiet-hours'])),
    heldSince: v.nullable(Moment),
  }),
  v.object({
    kind: v.literal('held'),
    notLiveSince: Moment,
    became: v.picklist(['open', 'ended', 'unknown']),
  }),
]);

const AlertSchema: v.GenericSchema<unknown, Alert> = v.object({
  id: v.string(),
  profileId: v.string(),
  ruleId: v.string(),
  ruleName: v.string(),
  isUrgent: v.boolean(),
  forMs: Moment,
  subject: v.nullable(SubjectSchema),
  subjectName: v.nullable(v.string()),
  position: v.nullable(Position),
  beganAt: Moment,
  at: Moment,
  isRead: v.boolean(),
  outcome: OutcomeSchema,
});

const KeptSchema = v.object({
  version: v.literal(1),
  alerts: v.pipe(v.array(AlertSchema), v.maxLength(MOST_ALERTS)),
  pausedUntil: v.nullable(Moment),
  fired: v.array(
    v.object({
      profileId: v.string(),
      ruleId: v.string(),
      topic: v.string(),
      entity: v.string(),
      position: Position,
      beganAt: Moment,
      since: v.nullable(Moment),
    }),
  ),
});

/** Opens `alerts.json` in the data folder. `say` is told of a file that cannot be read; alerts begin anew then. */
export function openAlertFile(dataDir: string, say: (notice: Notice) => void): AlertFile {
  const path = join(dataDir, FILE_NAME);
  const inOrder = createInOrder();
  return {
    read: async () => {
      const text = await readFile(path, 'utf8').catch(() => null);
      if (text === null) return NOTHING_KEPT;
      const kept = parseKept(text);
      if (kept !== null) return kept;
      const aside = `${path}.damaged`;
      await rename(path, aside).catch(() => undefined);
      say(damagedNotice(aside));
      return NOTHING_KEPT;
    },
    write: (kept) =>
      inOrder(async () => {
        await mkdir(dataDir, { recursive: true, mode: 0o700 });
        await writeAtomically(path, JSON.stringify({ version: 1, ...kept }));
      }),
  };
}

/** For a run that leaves nothing behind. */
export function forgetfulAlertFile(): AlertFile {
  return { read: () => Promise.resolve(NOTHING_KEPT), write: () => Promise.resolve() };
}

const damagedNotice = (keptAs: string): Notice => ({
  id: 'alerts-damaged',
  severity: 'warning',
  message: t(
    'The alerts of earlier runs could not be read, because their file is damaged. Vigil begins an empty inbox, and has kept the file as {keptAs}. Your rules are not touched.',
    { keptAs },
  ),
});

function parseKept(text: string): KeptAlerts | null {
  try {
    const parsed = v.safeParse(KeptSchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
