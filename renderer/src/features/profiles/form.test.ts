import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../../shared/model/profile.ts';
import { draftOf, fieldProblems, fieldsOf, withoutSecret, type ProfileFields } from './form.ts';

const filled: ProfileFields = {
  ...fieldsOf(undefined, []),
  name: ' Acme ',
  clientId: ' client-1 ',
  clientSecret: ' s3cret ',
};
const custom: ProfileFields = {
  ...filled,
  where: 'custom',
  loginUrl: 'https://login.example.com/',
  apiUrl: 'http://127.0.0.1:8080/api',
};

describe('the profile form', () => {
  it('says what is missing, field by field', () => {
    expect(Object.keys(fieldProblems(fieldsOf(undefined, []), false)).sort()).toEqual([
      'clientId',
      'clientSecret',
      'name',
    ]);
    expect(fieldProblems(filled, false)).toEqual({});
  });

  it('wants no secret when one is stored', () => {
    expect(fieldProblems({ ...filled, clientSecret: '' }, true)).toEqual({});
    expect(draftOf({ ...filled, clientSecret: '' }, 'p1')).not.toHaveProperty('clientSecret');
  });

  it('forgets the secret that was kept, and nothing that was typed since it was sent', () => {
    expect(withoutSecret(filled.clientSecret)(filled)).toEqual({ ...filled, clientSecret: '' });
    const renamed = { ...filled, name: 'Acme EU' };
    expect(withoutSecret(filled.clientSecret)(renamed)).toEqual({ ...renamed, clientSecret: '' });
    const typedAnew = { ...filled, clientSecret: 'another' };
    expect(withoutSecret(filled.clientSecret)(typedAnew)).toEqual(typedAnew);
  });

  it('takes plain http to this computer only', () => {
    expect(fieldProblems(custom, false)).toEqual({});
    expect(fieldProblems({ ...custom, apiUrl: 'http://api.example.com' }, false).apiUrl).toContain(
      'https://',
    );
    expect(fieldProblems({ ...custom, loginUrl: 'login.example.com' }, false).loginUrl).toContain(
      'whole address',
    );
    expect(fieldProblems({ ...custom, loginUrl: 'javascript:alert(1)' }, false).loginUrl).toContain(
      'https://',
    );
  });

  it('does not judge addresses that are not used', () => {
    expect(fieldProblems({ ...custom, where: 'region', loginUrl: '' }, false)).toEqual({});
  });

  it('sends trimmed names, origins, and the secret untouched', () => {
    expect(draftOf(custom, undefined)).toEqual({
      name: 'Acme',
      colour: 'blue',
      clientId: 'client-1',
      clientSecret: ' s3cret ',
      target: { kind: 'custom', loginUrl: 'https://login.example.com', apiUrl: 'http://127.0.0.1:8080' },
    });
    expect(draftOf(filled, 'p1')).toMatchObject({
      id: 'p1',
      target: { kind: 'region', region: 'us-east-1' },
    });
  });

  it('shows a saved profile without its secret', () => {
    const saved: Profile = {
      id: 'p',
      name: 'Acme',
      clientId: 'c',
      topics: [],
      colour: 'pink',
      target: { kind: 'region', region: 'eu-west-1' },
    };
    const fields = fieldsOf(saved, [saved]);
    expect(fields).toMatchObject({
      name: 'Acme',
      colour: 'pink',
      region: 'eu-west-1',
      where: 'region',
      clientSecret: '',
    });
  });
});
