import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../../shared/filter/parse.ts';
import { EMPTY_DIRECTORY } from '../../../../shared/model/directory.ts';
import { completed, completionsAt, type Known } from './completion.ts';
import { typingAt } from './typing.ts';

const KNOWN: Known = {
  directory: {
    ...EMPTY_DIRECTORY,
    users: { u1: 'Ana Ruiz', u2: 'Ben Osei', u3: 'Ana Ruiz' },
    queues: { q1: 'Billing (EU)', q2: 'Sales' },
    wrapUpCodes: { w1: 'Sold', w2: 'Call back' },
    presences: { p1: 'Away', p2: 'Coffee break' },
  },
  topics: [
    'v2.users.1b2c3d4e-0000-4000-8000-000000000001.presence',
    'v2.users.1b2c3d4e-0000-4000-8000-000000000001?conversations.calls&presence',
    'v2.system.status',
  ],
};

/** The caret stands at `|`. */
function at(marked: string) {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  return { text, caret, ...completionsAt(text, caret, KNOWN) };
}

const labels = (marked: string) => at(marked).options.map(({ label }) => label);

/** What the filter becomes when the option with this label is taken; the caret stands at `|`. */
function taken(marked: string, label: string): string {
  const { text, typing, options } = at(marked);
  const option = options.find((one) => one.label === label);
  if (option === undefined) throw new Error(`${label} is not proposed`);
  const next = completed(text, typing, option);
  return `${next.text.slice(0, next.caret)}|${next.text.slice(next.caret)}`;
}

describe('what is being typed', () => {
  it.each([
    ['pre|', null, 'pre'],
    ['a -pre|', null, 'pre'],
    ['(pre|', null, 'pre'],
    ['presence:|', 'presence', ''],
    ['-presence:Aw|ay b', 'presence', 'Aw'],
    ['agent:"Ana R|', 'agent', 'Ana R'],
    ['agent:"Ana R|uiz" b', 'agent', 'Ana R'],
    ['agent:(ana OR b|', 'agent', 'b'],
    ['agent:(ana OR b) c|', null, 'c'],
    ['"a b:c|', null, 'a b:c'],
    ['body.x:|', 'body.x', ''],
  ])('%s', (marked, field, prefix) => {
    const caret = marked.indexOf('|');
    expect(typingAt(marked.replace('|', ''), caret)).toMatchObject({ field, prefix });
  });
});

describe('completion', () => {
  it('proposes fields by their beginning, and people and queues by any word of their name', () => {
    expect(labels('pres|')).toEqual(['presence:', 'user-presences:']);
    expect(labels('rui|')).toEqual(['Ana Ruiz']);
    expect(labels('sal|')).toEqual(['Sales']);
    expect(labels('|').length).toBeGreaterThan(5);
  });

  it('proposes the values of a field', () => {
    expect(labels('agent:|')).toEqual(['Ana Ruiz', 'Ben Osei']);
    expect(labels('user:be|')).toEqual(['Ben Osei']);
    expect(labels('presence:br|')).toEqual(['Break', 'Coffee break']);
    expect(labels('wrap-up:|')).toEqual(['Call back', 'Sold']);
    expect(labels('topic:|')).toEqual(['conversations.calls', 'presence', 'system.status']);
    expect(labels('gap:ne|')).toEqual(['network']);
    expect(labels('changed:rou|')).toEqual(['routing-status', 'user-routing-statuses']);
    expect(labels('body.x:|')).toEqual([]);
    expect(labels('agent:(ana OR |')).toEqual(['Ana Ruiz', 'Ben Osei']);
  });

  it('proposes nothing that stands there already', () => {
    expect(labels('gap:network|')).toEqual([]);
  });

  it('puts in what can be read, and goes on behind it', () => {
    expect(taken('pres|', 'presence:')).toBe('presence:|');
    expect(taken('a -pres|', 'presence:')).toBe('a -presence:|');
    expect(taken('rui|', 'Ana Ruiz')).toBe('agent:"Ana Ruiz" |');
    expect(taken('agent:"An|a" b', 'Ana Ruiz')).toBe('agent:"Ana Ruiz"| b');
    expect(taken('queue:(|)', 'Billing (EU)')).toBe('queue:("Billing (EU)"|)');
    expect(taken('presence:Aw|', 'Away')).toBe('presence:Away |');
    for (const { text } of [...at('agent:|').options, ...at('rui|').options]) {
      expect(parseFilter(text.includes(':') ? text : `agent:${text}`).ok).toBe(true);
    }
  });

  it('proposes only values that the language takes', () => {
    for (const field of [
      'for',
      'at',
      'lag',
      'gap',
      'type',
      'connection',
      'deliveries',
      'pinned',
      'waiting',
      'station',
    ]) {
      const { options } = at(`${field}:|`);
      expect(options.length).toBeGreaterThan(0);
      for (const { text } of options) expect(parseFilter(`${field}:${text}`)).toMatchObject({ ok: true });
    }
  });
});
