import { useState } from 'react';
import type { MonitorError } from '../../../../shared/model/monitor-error.ts';
import type { PreflightStep, Profile } from '../../../../shared/model/profile.ts';
import { useApp, useSession } from '../../app-context.ts';
import {
  draftOf,
  fieldProblems,
  fieldsOf,
  withoutSecret,
  type FieldProblems,
  type ProfileFields,
} from './form.ts';

export interface ProfileForm {
  readonly fields: ProfileFields;
  readonly change: (part: Partial<ProfileFields>) => void;
  /** Empty until the form was first used, so that nobody is scolded for not having typed yet. */
  readonly problems: FieldProblems;
  readonly busy: 'testing' | 'saving' | 'removing' | null;
  readonly error: MonitorError | null;
  readonly steps: readonly PreflightStep[] | null;
  readonly test: () => Promise<void>;
  readonly save: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

type Action = () => Promise<MonitorError | null>;

/** One action at a time, and the error that the last one ended with. */
function useOneAction() {
  const [busy, setBusy] = useState<ProfileForm['busy']>(null);
  const [error, setError] = useState<MonitorError | null>(null);
  async function run(kind: NonNullable<ProfileForm['busy']>, action: Action): Promise<void> {
    if (busy !== null) return;
    setBusy(kind);
    setError(null);
    setError(await action());
    setBusy(null);
  }
  return { busy, error, run };
}

/** The profile form's state and what its buttons do. `onDone` is called when there is nothing left to fill in. */
export function useProfileForm(profile: Profile | undefined, onDone: () => void): ProfileForm {
  const { bridge } = useApp();
  const profiles = useSession((slice) => slice.settings.profiles);
  const [fields, setFields] = useState(() => fieldsOf(profile, profiles));
  // A new profile that was saved but not connected has an id: saving it again must not make a second one.
  const [profileId, setProfileId] = useState(profile?.id);
  const [wasUsed, setWasUsed] = useState(false);
  const [steps, setSteps] = useState<readonly PreflightStep[] | null>(null);
  const { busy, error, run } = useOneAction();
  const problems = fieldProblems(fields, profileId !== undefined);

  async function runComplete(kind: 'testing' | 'saving', action: Action): Promise<void> {
    setWasUsed(true);
    setSteps(null);
    if (Object.keys(problems).length === 0) await run(kind, action);
  }

  async function test(): Promise<MonitorError | null> {
    const answer = await bridge.testConnection(draftOf(fields, profileId));
    if (!answer.ok) return answer.error;
    setSteps(answer.value);
    return null;
  }

  async function saveAndConnect(): Promise<MonitorError | null> {
    const saved = await bridge.saveProfile(draftOf(fields, profileId));
    if (!saved.ok) return saved.error;
    setProfileId(saved.value.profileId);
    setFields(withoutSecret(fields.clientSecret));
    const connected = await bridge.connect(saved.value);
    if (!connected.ok) return connected.error;
    onDone();
    return null;
  }

  async function remove(): Promise<MonitorError | null> {
    if (profileId === undefined) return null;
    const removed = await bridge.removeProfile({ profileId });
    if (!removed.ok) return removed.error;
    onDone();
    return null;
  }

  return {
    fields,
    change: (part) => {
      setFields((former) => ({ ...former, ...part }));
    },
    problems: wasUsed ? problems : {},
    busy,
    error,
    steps,
    test: () => runComplete('testing', test),
    save: () => runComplete('saving', saveAndConnect),
    remove: () => run('removing', remove),
  };
}
