import { useApp } from '../../app-context.ts';

/** Opens a session file, or for null one that is asked for, and shows its timeline. */
export function useOpenSession(): (path: string | null) => Promise<void> {
  const { bridge, stores } = useApp();
  return async (path) => {
    const answer = await bridge.openRecording({ path });
    if (!answer.ok) stores.shell.setState({ outcome: { isProblem: true, text: answer.error.message } });
    else if (answer.value) stores.shell.setState({ view: 'timeline' });
  };
}
