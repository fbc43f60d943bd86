import { describe, expect, it } from 'vitest';
import type { Reveal } from '../../../shared/model/reveal.ts';
import { createReveals } from './reveals.ts';

const place = (position: number): Reveal => ({ profileId: 'acme', view: 'timeline', position, filter: null });

describe('a place to be shown', () => {
  it('waits until the page listens, and a later one takes its place', () => {
    const sent: (number | null)[] = [];
    const reveals = createReveals(({ position }) => sent.push(position));
    reveals.reveal(place(1));
    reveals.reveal(place(2));
    expect(sent).toEqual([]);
    reveals.pageIsReady();
    reveals.reveal(place(3));
    expect(sent).toEqual([2, 3]);
  });

  it('waits for the page that comes after one that died', () => {
    const sent: (number | null)[] = [];
    const reveals = createReveals(({ position }) => sent.push(position));
    reveals.pageIsReady();
    reveals.pageIsGone();
    reveals.reveal(place(1));
    expect(sent).toEqual([]);
    reveals.pageIsReady();
    reveals.pageIsReady();
    expect(sent).toEqual([1]);
  });
});
