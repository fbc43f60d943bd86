import type { World } from './state.ts';

/** Lets something happen after so many seconds of the contact centre's life. */
export function schedule(world: World, afterSeconds: number, run: () => void): void {
  world.agenda.add(world.nowMs + Math.round((afterSeconds * 1000) / world.speed), run);
}
