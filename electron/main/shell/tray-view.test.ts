import { describe, expect, it } from 'vitest';
import type { ConnectionState, OpenGap } from '../../../shared/model/connection-state.ts';
import { drawTrayIcon } from './tray-icon.ts';
import { trayView, type TrayFacts } from './tray-view.ts';

const cause = { code: 'net/reset', message: 'The connection was reset.' } as const;
const at = new Date(2026, 10, 23, 14, 31, 2).getTime();
const openGap: OpenGap = { from: at, cause, attempts: 1, topics: null };
const live: ConnectionState = { status: 'live', since: at, renewal: null, concern: null };
const waiting: ConnectionState = { status: 'waiting', since: at, attempt: 2, retryAt: at + 40_000, cause };

const acme = (state: ConnectionState, gap: OpenGap | null = null): TrayFacts['organisations'][number] => ({
  profileId: 'acme',
  name: 'Acme EU',
  state,
  openGap: gap,
});
const facts = (...organisations: TrayFacts['organisations']): TrayFacts => ({
  organisations,
  agentsOverLimit: null,
  unreadAlerts: 0,
  areAlertsPaused: false,
});

describe('the tray', () => {
  it.each([
    [live, null, 'live', 'Live'],
    [{ ...live, concern: { cause, retryAt: null } }, null, 'concern', 'Live, but it could not be renewed'],
    [{ status: 'connecting', since: at }, null, 'waiting', 'Connecting…'],
    [{ status: 'connecting', since: at }, openGap, 'waiting', 'Not live since 14:31:02'],
    [waiting, openGap, 'waiting', 'Not live since 14:31:02. Next try at 14:31:42'],
    [{ status: 'offline', since: at, retryAt: at }, null, 'waiting', 'No network since 14:31:02'],
    [{ status: 'failed', since: at, cause }, null, 'failed', 'Not live: open Vigil to see what to do'],
    [{ status: 'stopped', since: at }, null, 'stopped', 'Not connected'],
  ] as const)('says of %j with the gap %j: %s, "%s"', (state, gap, shape, text) => {
    expect(trayView(facts(acme(state, gap)))).toMatchObject({ shape, lines: [text] });
  });

  it('shows the worst of several organisations, by name', () => {
    const other = { ...acme({ status: 'failed', since: at, cause }), profileId: 'us', name: 'Acme US' };
    const view = trayView(facts(acme(live), other, acme(waiting)));
    expect(view).toMatchObject({
      shape: 'failed',
      lines: ['Acme US: Not live: open Vigil to see what to do'],
    });
  });

  it('counts agents over their limit and alerts that were not read', () => {
    const { lines } = trayView({ ...facts(acme(live)), agentsOverLimit: 1, unreadAlerts: 3 });
    expect(lines).toEqual(['Live', '1 agent over the limit', '3 unread alerts']);
  });

  it('says that alerts are paused', () => {
    const { lines } = trayView({ ...facts(acme(live)), areAlertsPaused: true });
    expect(lines).toEqual(['Live', 'Alerts are paused']);
  });
});

describe('the icon', () => {
  const shapes = ['live', 'concern', 'waiting', 'failed', 'stopped'] as const;
  /** Which pixels are opaque, colours apart. */
  const outline = (shape: (typeof shapes)[number]): string =>
    drawTrayIcon(shape, 16, true)
      .pixels.filter((_, index) => index % 4 === 3)
      .map((alpha) => (alpha > 127 ? 1 : 0))
      .join('');

  it('has another shape for each state, not only another colour', () => {
    expect(new Set(shapes.map(outline)).size).toBe(shapes.length);
  });

  it('has soft edges, and colours that are weakened with them', () => {
    const { pixels, sizePx } = drawTrayIcon('live', 32, false);
    expect(pixels).toHaveLength(sizePx * sizePx * 4);
    for (let pixel = 0; pixel < pixels.length; pixel += 4) {
      const [blue = 0, green = 0, red = 0, alpha = 0] = pixels.slice(pixel, pixel + 4);
      expect(Math.max(blue, green, red)).toBeLessThanOrEqual(alpha);
    }
  });

  it('leaves the colour to macOS', () => {
    const { pixels } = drawTrayIcon('failed', 16, true);
    expect(pixels.every((value, index) => index % 4 === 3 || value === 0)).toBe(true);
  });
});
