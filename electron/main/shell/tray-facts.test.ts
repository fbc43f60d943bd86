import { describe, expect, it } from 'vitest';
import type { Pushes } from '../../../shared/ipc/contract.ts';
import type { Profile } from '../../../shared/model/profile.ts';
import { Emitter } from '../base/emitter.ts';
import { keepTrayCurrent } from './tray-facts.ts';
import type { TrayView } from './tray-view.ts';

const profile = (id: string, name: string): Profile => ({
  ...{ id, name, colour: 'blue' },
  ...{ target: { kind: 'practice' }, clientId: '', topics: [] },
});
const live = { status: 'live', since: 0, renewal: null, concern: null } as const;
const failed = { status: 'failed', since: 0, cause: { code: 'auth/forbidden', message: 'No.' } } as const;

describe('the tray', () => {
  it('shows the organisations that are wanted connected, as they are told', () => {
    const emitter = new Emitter<Pushes>();
    let shown: TrayView | null = null;
    const facts = keepTrayCurrent({
      monitor: { on: (name, listener) => emitter.on(name, listener) },
      settings: () => ({
        profiles: [profile('acme', 'Acme EU'), profile('us', 'Acme US'), profile('practice', 'Practice org')],
        connectedProfileIds: ['acme', 'us'],
      }),
      show: (view) => {
        shown = view;
      },
    });
    expect(shown).toMatchObject({ shape: 'stopped', lines: ['Not connected'] });
    const status = (profileId: string, state: typeof live | typeof failed) => ({
      profileId,
      state,
      openGap: null,
    });
    emitter.emit('organisations', [status('acme', live), status('us', live), status('practice', failed)]);
    expect(shown).toMatchObject({ shape: 'live' });
    emitter.emit('organisations', [status('acme', live), status('us', failed)]);
    expect(shown).toMatchObject({ shape: 'failed', lines: [expect.stringContaining('Acme US') as string] });
    facts.countOverLimit(2);
    expect(shown).toMatchObject({ lines: [expect.anything() as unknown, '2 agents over the limit'] });
    emitter.emit('alerts', { alerts: [], unread: 2, pausedUntil: 1 });
    expect(shown).toMatchObject({
      lines: [
        expect.anything() as unknown,
        '2 agents over the limit',
        '2 unread alerts',
        'Alerts are paused',
      ],
    });
    facts.stop();
    emitter.emit('organisations', []);
    expect(shown).toMatchObject({ shape: 'failed' });
  });
});
