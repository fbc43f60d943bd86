import { describe, expect, it } from 'vitest';
import { withoutSecrets } from './without-secrets.ts';

describe('what somebody else says', () => {
  it('is told without a secret, however often and in whatever form it stands there', () => {
    expect(withoutSecrets('a/b, a/b and ?x=a%2Fb', ['a/b'])).toBe('…, … and ?x=…');
  });

  it('is told as it is where there is nothing to hide', () => {
    expect(withoutSecrets('plain', [''])).toBe('plain');
    expect(withoutSecrets('plain', [])).toBe('plain');
  });
});
