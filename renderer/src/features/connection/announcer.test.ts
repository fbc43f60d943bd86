import { describe, expect, it } from 'vitest';
import { createAnnouncer } from './announcer.ts';

function start() {
  const said: string[] = [];
  let now = 0;
  let pending: { readonly at: number; readonly action: () => void } | null = null;
  const announcer = createAnnouncer({
    say: (sentence) => said.push(sentence),
    now: () => now,
    schedule: (action, delayMs) => {
      pending = { at: now + delayMs, action };
      return () => {
        pending = null;
      };
    },
  });
  const to = (at: number): void => {
    now = at;
    if (pending !== null && pending.at <= at) {
      const { action } = pending;
      pending = null;
      action();
    }
  };
  return { said, announcer, to, isPending: () => pending !== null };
}

describe('what is said aloud', () => {
  it('comes at once after a silence', () => {
    const { said, announcer } = start();
    announcer.announce('Lost.');
    expect(said).toEqual(['Lost.']);
  });

  it('keeps ten seconds apart, and the newest wins', () => {
    const { said, announcer, to } = start();
    announcer.announce('Lost.');
    to(2000);
    announcer.announce('No network.');
    to(5000);
    announcer.announce('Back.');
    to(9999);
    expect(said).toEqual(['Lost.']);
    to(10_000);
    expect(said).toEqual(['Lost.', 'Back.']);
  });

  it('says nothing after it was stopped', () => {
    const { said, announcer, to, isPending } = start();
    announcer.announce('Lost.');
    announcer.announce('Back.');
    announcer.stop();
    expect(isPending()).toBe(false);
    to(20_000);
    expect(said).toEqual(['Lost.']);
  });
});
