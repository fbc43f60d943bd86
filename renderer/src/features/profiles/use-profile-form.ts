import { useState } from 'react';
import type { MonitorError } from '../../../../shared/model/monitor-error.ts';
import type { PreflightStep, Profile } from '../../../../shared/model/profile.ts';
import { useApp } from '../../app-context.ts';
import { draftOf, fieldProblems, fieldsOf, type FieldProblems, type ProfileFields } from './form.ts';

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

/** The profile form's state and what its buttons do. `onDone` is called when there is nothing left to fill in. */
export function useProfileForm(profile: Profile | undefined, onDone: () => void): ProfileForm {
  const { bridge } = useApp();
  const [fields, setFields] = useState(() => fieldsOf(profile));
  const [wasUsed, setWasUsed] = useState(false);
  const [busy, setBusy] = useState<ProfileForm['busy']>(null);
  const [error, setError] = useState<MonitorError | null>(null);
  const [steps, setSteps] = useState<readonly PreflightStep[] | null>(null);
  const problems = fieldProblems(fields, profile !== undefined);
  const isComplete = Object.keys(problems).length === 0;

  /** Runs an action on a complete form; what it answers with is the error to show, if any. */
  async function run(
    kind: NonNullable<ProfileForm['busy']>,
    action: () => Promise<MonitorError | null>,
  ): Promise<void> {
    if (busy !== null) return;
    setBusy(kind);
    setError(null);
    setSteps(null);
    setError(await action());
    setBusy(null);
  }

  async function runComplete(
    kind: 'testing' | 'saving',
    action: () => Promise<MonitorError | null>,
  ): Promise<void> {
    setWasUsed(true);
    if (isComplete) await run(kind, action);
  }

  return {
    fields,
    change: (part) => {
      setFields({ ...fields, ...part });
    },
    problems: wasUsed ? problems : {},
    busy,
    error,
    steps,
    test: () =>
      runComplete('testing', async () => {
        const answer = await bridge.testConnection(draftOf(fields, profile?.id));
        if (!answer.ok) return answer.error;
        setSteps(answer.value);
        return null;
      }),
    save: () =>
      runComplete('saving', async () => {
        const saved = await bridge.saveProfile(draftOf(fields, profile?.id));
        if (!saved.ok) return saved.error;
        // The window has no further use for the secret once the keychain has it.
        setFields({ ...fields, clientSecret: '' });
        const connected = await bridge.connect({ profileId: saved.value.profileId });
        if (!connected.ok) return connected.error;
        onDone();
        return null;
      }),
    remove: () =>
      run('removing', async () => {
        if (profile === undefined) return null;
        const removed = await bridge.removeProfile({ profileId: profile.id });
        if (!removed.ok) return removed.error;
        onDone();
        return null;
      }),
  };
}
