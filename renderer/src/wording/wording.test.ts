import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_DIRECTORY, type Directory } from '../../../shared/model/directory.ts';
import { closeCodeText, errorCodes } from './errors.ts';
import { codeWords, fieldWords, shortId, subjectName, userName } from './names.ts';
import { visibleText } from './safe-text.ts';
import { durationText, momentText, preciseTime } from './time.ts';
import { topicName } from './topic-name.ts';

const ANA = '1b2c3d4e-0000-4000-8000-00000000aaaa';
const BILLING = '5f6a7b8c-0000-4000-8000-00000000bbbb';
const directory: Directory = {
  ...EMPTY_DIRECTORY,
  users: { [ANA]: 'Ana Ruiz' },
  queues: { [BILLING]: 'Billing' },
};

describe('times in words', () => {
  it.each([
    [0, '0 s'],
    [-5, '0 s'],
    [49, '0 s'],
    [400, '0.4 s'],
    [999, '1 s'],
    [39_000, '39 s'],
    [59_700, '1 m 00 s'],
    [724_000, '12 m 04 s'],
    [18_720_000, '5 h 12 m'],
    [187_200_000, '2 d 4 h'],
  ])('puts %d ms as %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });

  it('shows milliseconds, and the day only when it is another one', () => {
    const at = new Date(2026, 10, 23, 9, 5, 2, 4).getTime();
    expect(preciseTime(at)).toBe('09:05:02.004');
    expect(momentText(at, at + 1000)).toBe('09:05:02');
    expect(momentText(at, at + 86_400_000)).toBe('Mon 23 Nov 09:05:02');
  });
});

describe('text from the network', () => {
  it('shows what would hide or reverse text as escapes', () => {
    expect(visibleText('a\u202eb\u0000c\nd\u2066e')).toBe('a\\u202eb\\u0000c\\nd\\u2066e');
    expect(visibleText('\ud83d')).toBe('\\ud83d');
  });

  it('leaves names of all scripts alone', () => {
    for (const name of ['Émile Fournier', '田中 恵子', 'می‌خواهم', '👩‍💻 Ana', 'O’Brien'])
      expect(visibleText(name)).toBe(name);
  });

  it('never lets a control or bidirectional mark through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visibleText(text)).not.toMatch(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });
});

describe('names', () => {
  it('come from the directory, and else from a shortened id', () => {
    expect(userName(directory, ANA)).toBe('Ana Ruiz');
    expect(userName(directory, 'deadbeef-0000-4000-8000-00000000cafe')).toBe('User dead…cafe');
    expect(subjectName({ kind: 'queue', id: BILLING }, directory)).toEqual({ text: 'Billing', id: BILLING });
    expect(shortId('abc')).toBe('abc');
  });

  it('are never taken from what every object inherits', () => {
    expect(userName(directory, 'constructor')).toBe('User constructor');
    expect(userName(directory, '__proto__')).toBe('User __proto__');
  });

  it('turn codes into words and leave words alone', () => {
    expect(codeWords('NOT_RESPONDING')).toBe('Not responding');
    expect(codeWords('On Queue')).toBe('On Queue');
    expect(codeWords('eMail')).toBe('eMail');
    expect(fieldWords('routingStatus')).toBe('routing status');
  });
});

describe('topics in words', () => {
  it.each([
    [`v2.users.${ANA}.presence`, 'Ana Ruiz', 'presence'],
    [`v2.users.${ANA}?presence&routingStatus`, 'Ana Ruiz', 'presence, routing status'],
    [`v2.users.${ANA}.conversations.calls`, 'Ana Ruiz', 'conversations: calls'],
    [`v2.analytics.queues.${BILLING}.observations`, 'Billing', 'analytics: observations'],
    ['v2.presence.definitions', 'Organisation', 'presence: definitions'],
    ['v2.users.{id}.presence', 'Users', 'presence'],
    [`v2.detail.events.conversation.${ANA}.acw`, 'Conversation 1b2c…aaaa', 'detail: events: acw'],
  ])('puts %s', (topic, who, what) => {
    expect(topicName(topic, directory)).toEqual({ who, what });
  });
});

describe('codes behind an error', () => {
  it('are explained where they are known, and shown where they are not', () => {
    expect(closeCodeText(1006)).toContain('without a goodbye');
    expect(closeCodeText(4999)).toBe('closed 4999');
    expect(errorCodes({ code: 'socket/refused', message: '', httpStatus: 503 })).toBe(
      'socket/refused · HTTP 503',
    );
  });
});
