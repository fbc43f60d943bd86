import { describe, expect, it } from 'vitest';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import {
  gapCauseSentence,
  gapCauseText,
  gapLossText,
  gapScopeText,
  openGapLossText,
  percentText,
} from './gaps.ts';

describe('a share in words', () => {
  it.each([
    [1, '100 %'],
    [0.999_999_9, '99.9 %'],
    [0.992, '99.2 %'],
    [0.992_9, '99.2 %'],
    [0.9, '90.0 %'],
    [0.000_1, '0 %'],
    [0, '0 %'],
  ])('%d is %s', (share, text) => {
    expect(percentText(share)).toBe(text);
  });
});

describe('the cause of a gap in words', () => {
  it.each<[MonitorError['code'], string]>([
    ['socket/closed', 'Network · Connection closed'],
    ['auth/forbidden', 'Credential · Permission missing'],
    ['channel/evicted', 'Channel taken over'],
    ['app/not-running', 'Vigil not running'],
    ['app/asleep', 'Computer asleep'],
    ['app/disconnected', 'Disconnected by you'],
  ])('%s is %s', (code, text) => {
    expect(gapCauseText({ code, message: '' })).toBe(text);
  });

  it('says what happened once', () => {
    expect(gapCauseSentence({ code: 'app/not-running', message: 'Vigil was not running.' })).toBe(
      'Vigil was not running.',
    );
    expect(gapCauseSentence({ code: 'net/dns', message: 'No such name.' })).toBe(
      'Network · Server name not found: No such name.',
    );
  });

  it('tells maintenance by the status', () => {
    expect(gapCauseText({ code: 'server/unavailable', message: '', httpStatus: 503 })).toBe(
      'Maintenance · Genesys not available',
    );
  });
});

describe('what a gap costs', () => {
  const whole = { topics: null };
  const part = { topics: ['v2.a', 'v2.b'] };

  it('is told of everything', () => {
    expect(gapScopeText(whole)).toBe('');
    expect(gapLossText(whole)).toBe('Events in this window were not delivered and cannot be fetched.');
    expect(openGapLossText(whole)).toBe(
      'Events are not arriving. What happens meanwhile cannot be fetched later.',
    );
  });

  it('is told of those topics only that went unheard', () => {
    expect(gapScopeText(part)).toBe(' · 2 topics');
    expect(gapLossText(part)).toBe(
      'Events of 2 topics in this window were not delivered and cannot be fetched.',
    );
    expect(openGapLossText(part)).toBe(
      'Events of 2 topics are not arriving; the others are live. What happens meanwhile cannot be fetched later.',
    );
  });
});
