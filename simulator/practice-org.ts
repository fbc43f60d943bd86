import type { StartPracticeOrg } from '../shared/practice/levers.ts';
import { startSimulator } from './start-simulator.ts';

/** Starts the practice org that the app offers when nobody has signed in to a real one. */
export const startPracticeOrg: StartPracticeOrg = async () => {
  const simulator = await startSimulator();
  return { address: simulator.address, close: () => simulator.close() };
};
