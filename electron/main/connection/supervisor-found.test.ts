import { afterEach, describe, expect, it } from 'vitest';
import { VirtualSession } from './virtual-session.ts';

const HOUR_MS = 3_600_000;
const sessions: VirtualSession[] = [];

afterEach(async () => {
  for (const made of sessions.splice(0)) expect(await made.end()).toEqual([]);
});

async function liveSession(): Promise<VirtualSession> {
  const made = new VirtualSession();
  sessions.push(made);
  return made.goLive();
}

/** The shortest forms of what random sequences of commands found (R23). */
describe('what the model found', () => {
  it('R8: a close that is read together with frames from before a hole proves nothing of the hole', async () => {
    const made = await liveSession();
    const { lastFrameAt } = made.supervisor.report();
    made.network.isBlackHole = true;
    made.network.socket.say('{"topicName":"v2.a","eventBody":1}');
    await made.clock.advance(100);
    made.network.isBlackHole = false;
    await made.clock.advance(100);
    const provenAt = made.supervisor.report().lastFrameAt ?? 0;
    expect(provenAt).toBeGreaterThan(lastFrameAt ?? 0);

    made.network.isBlackHole = true;
    made.network.socket.say('{"topicName":"v2.a","eventBody":2}');
    await made.clock.advance(6_000);
    made.network.isBlackHole = false;
    made.network.socket.close(1001);
    await made.untilStatus('live', 10_000);
    await made.until(() => made.gaps.length > 0, 10_000);
    expect(made.gaps).toMatchObject([
      { from: provenAt - made.network.latencyMs, cause: { code: 'socket/closed' } },
    ]);
  });

  it('R8: the frame that tells of the channel’s end is no sign of life at a handover', async () => {
    const made = await liveSession();
    const old = made.network.socket;
    made.network.latencyMs = 1_000;
    old.loseChannel();
    made.network.latencyMs = 2;
    made.supervisor.tokenRefused(1);
    await made.clock.advance(5_000);
    expect(made.status).toBe('live');
    expect(made.gaps).toHaveLength(1);
  });

  it('R8: neither is a frame that was sent before the question, where pongs are to be had', async () => {
    const made = await liveSession();
    const old = made.network.socket;
    made.network.latencyMs = 200;
    old.say('{"topicName":"v2.a","eventBody":1}');
    made.network.latencyMs = 2;
    old.loseChannel();
    made.supervisor.tokenRefused(1);
    await made.clock.advance(5_000);
    expect(made.status).toBe('live');
    expect(made.gaps).toHaveLength(1);
  });

  it('R17: the channel that a failed renewal made is used when the old socket dies', async () => {
    const made = await liveSession();
    made.network.failNext('upgrade', { status: 503 });
    made.supervisor.tokenRefused(1);
    await made.until(() => made.renewals.at(-1)?.phase === 'failed', 1_000, 5);
    expect(made.network.count('create')).toBe(2);
    made.network.openSockets[0]?.close(1006);
    await made.clock.advance(20_000);
    expect(made.status).toBe('live');
    expect(made.network.count('create')).toBe(2);
  });

  it('R14: what an old token still opens does not forgive a credential that was refused since', async () => {
    const made = await liveSession();
    made.network.service.isSecretWrong = true;
    await made.clock.advance(19.2 * HOUR_MS - 11_000);
    await made.until(() => made.network.count('token') === 2, 60_000, 50);
    const old = made.network.socket;
    await made.clock.advance(50);
    old.close(1006);
    await made.clock.advance(HOUR_MS);
    expect(made.network.count('token')).toBe(3);
  });

  it('R8: a socket whose every frame was read after a freeze proves nothing beyond the loss before it', async () => {
    const made = await liveSession();
    made.network.socket.close(1006);
    await made.clock.advance(15);
    made.clock.block(45_000);
    await made.clock.advance(100);
    expect(made.status).toBe('live');
    made.network.isBlackHole = true;
    await made.untilStatus('waiting', 60_000);
    made.network.isBlackHole = false;
    await made.until(() => made.gaps.length === 2, 300_000, 1_000);
    expect(made.gaps[1]?.from).toBeLessThanOrEqual(made.gaps[0]?.to ?? 0);
  });

  it('T32: what is left of a Retry-After does not grow when the clock is set back', async () => {
    const made = await liveSession();
    made.network.failNext('list', { status: 503, retryAfter: '3' });
    made.network.socket.close(1000);
    await made.until(() => made.network.count('list') > 1, 10_000, 10);
    await made.clock.advance(100);
    made.clock.stepWall(-24 * HOUR_MS);
    made.network.socket.close(1000);
    await made.untilStatus('live', 700_000, 1_000);
  });
});
