import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkTo, type Reveal } from '../../../shared/model/reveal.ts';
import type { Notice } from '../../../shared/model/snapshot.ts';
import { VIEW_NAMES } from '../../../shared/model/view-name.ts';
import { followLink, linkIn, parseLink } from './link.ts';

const profiles = [{ id: 'practice' }, { id: 'acme' }];

function follow(link: string): { readonly revealed: readonly Reveal[]; readonly told: readonly Notice[] } {
  const revealed: Reveal[] = [];
  const told: Notice[] = [];
  followLink(link, {
    organisations: () => ({ profiles, activeProfileId: 'acme' }),
    reveal: (place) => revealed.push(place),
    tell: (notice) => told.push(notice),
  });
  return { revealed, told };
}

describe('a link', () => {
  it('leads to a view, with the filter that it names', () => {
    expect(parseLink('vigil://view/timeline?profile=acme&filter=presence%3AAway')).toEqual({
      profileId: 'acme',
      view: 'timeline',
      position: null,
      filter: 'presence:Away',
    });
    expect(parseLink('vigil://view/topics')).toEqual({
      profileId: null,
      view: 'topics',
      position: null,
      filter: null,
    });
  });

  it('leads to an event', () => {
    expect(parseLink('vigil://event/acme/48210')).toEqual({
      profileId: 'acme',
      view: 'timeline',
      position: 48_210,
      filter: null,
    });
  });

  it.each([
    'vigil://view/timeline?filter=presence%3AAway%20AND%20(',
    'vigil://view/timeline?filter=a%00b',
    'vigil://view/timeline?filter=a%E2%80%AEb',
    `vigil://view/timeline?filter=${'a'.repeat(2_001)}`,
    `vigil://view/timeline?profile=${'a'.repeat(65)}`,
    'vigil://view/timeline?profile=../secrets',
    'vigil://view/timeline?profile=acme&profile=other',
    'vigil://view/timeline?connect=yes',
    'vigil://view/topics?filter=presence%3AAway',
    'vigil://view/secrets',
    'vigil://view/timeline/more',
    'vigil://view/timeline#more',
    'vigil://view',
    'vigil://user:word@view/timeline',
    'vigil://view:80/timeline',
    'vigil://event/acme/0',
    'vigil://event/acme/-1',
    'vigil://event/acme/1e3',
    'vigil://event/acme/99999999999999999999',
    'vigil://event/acme/1?filter=x',
    'vigil://event/acme',
    'vigil://connect/acme',
    'vigil:view/timeline',
    'vigil:///view/timeline',
    'https://view/timeline',
    'vigil://view/timeline --data-dir=/tmp',
    '',
  ])('is none of ours: %s', (text) => {
    expect(parseLink(text)).toBeNull();
  });

  it('reads back as it is written', () => {
    const place = fc.record({
      profileId: fc.constantFrom('acme', 'practice'),
      view: fc.constantFrom(...VIEW_NAMES),
      position: fc.option(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })),
      filter: fc.constantFrom(null, 'agent:"Ana Ruiz" presence:Away', '"a & b + 100 %" OR topic:v2.users.*'),
    });
    fc.assert(
      fc.property(place, ({ profileId, view, position, filter }) => {
        const reveal: Reveal =
          position === null
            ? { profileId, view, position, filter: view === 'timeline' ? filter : null }
            : { profileId, view: 'timeline', position, filter: null };
        expect(parseLink(linkTo(reveal))).toEqual(reveal);
      }),
    );
  });
});

describe('following a link', () => {
  it('shows the place in its organisation, or in the one that is shown when it names none', () => {
    expect(follow('vigil://event/practice/7').revealed).toMatchObject([
      { profileId: 'practice', position: 7 },
    ]);
    expect(follow('vigil://view/settings').revealed).toMatchObject([{ profileId: 'acme', view: 'settings' }]);
  });

  it('says so when the organisation is none that is set up', () => {
    expect(follow('vigil://event/nobody/7').told[0]?.message).toContain('not set up here');
  });

  it('says so, once and calmly, when it is none of ours', () => {
    expect(follow('vigil://erase/acme')).toMatchObject({ revealed: [], told: [{ severity: 'info' }] });
  });

  it('shows a view or says why not, whatever the text is', () => {
    const part = fc.constantFrom(
      ...[
        'vigil:',
        '//',
        '/',
        'view',
        'event',
        'timeline',
        'acme',
        '7',
        '?',
        'filter=',
        'profile=',
        '&',
        '#',
        '@',
        '%',
      ],
      ...['%00', '..', '\\', ' ', '__proto__', 'constructor', '"', '--data-dir=', 'javascript:', 'gap:yes'],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(part, { maxLength: 12 }).map((parts) => parts.join('')),
      fc.array(part, { maxLength: 8 }).map((parts) => `vigil://view/timeline${parts.join('')}`),
    );
    fc.assert(
      fc.property(text, (link) => {
        const { revealed, told } = follow(link);
        expect(revealed.length + told.length).toBe(1);
        for (const place of revealed) {
          expect(VIEW_NAMES).toContain(place.view);
          expect(['acme', 'practice']).toContain(place.profileId);
          expect(place.position === null || Number.isSafeInteger(place.position)).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the link among arguments', () => {
  it('is the first one, however its scheme is written', () => {
    expect(linkIn(['/usr/bin/vigil', '--hidden', 'Vigil://view/topics', 'vigil://x'])).toBe(
      'Vigil://view/topics',
    );
    expect(linkIn(['/usr/bin/vigil', '.'])).toBeNull();
  });
});
