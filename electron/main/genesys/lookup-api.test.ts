import { describe, expect, it } from 'vitest';
import {
  checkToken,
  loadCatalogue,
  loadPresenceLabels,
  loadQueueMembers,
  loadQueues,
  loadTeamMembers,
  loadTeams,
  loadUsers,
} from './lookup-api.ts';
import { CALL, recordedApi } from './recorded-api.ts';

const pageOf = (path: string): number => Number(/pageNumber=(\d+)/.exec(path)?.[1]);

describe('looking names up', () => {
  it('walks through the pages that the service counts', async () => {
    const { context, asked } = recordedApi(({ path }) => ({
      json: { entities: [{ id: `u${String(pageOf(path))}`, name: 'Ada' }], pageCount: 3 },
    }));
    await expect(loadUsers(context, CALL)).resolves.toEqual({ u1: 'Ada', u2: 'Ada', u3: 'Ada' });
    expect(asked.map(({ path }) => path)).toEqual([
      '/api/v2/users?pageSize=100&pageNumber=1',
      '/api/v2/users?pageSize=100&pageNumber=2',
      '/api/v2/users?pageSize=100&pageNumber=3',
    ]);
  });

  it('ends at a short page where the service counts none, and never asks for ever', async () => {
    const short = recordedApi(() => ({ json: { entities: [{ id: 'q', name: 'Support' }] } }));
    await expect(loadQueues(short.context, CALL)).resolves.toEqual({ q: 'Support' });
    expect(short.asked).toHaveLength(1);
    const endless = recordedApi(() => ({ json: { entities: [], pageCount: 1_000_000 } }));
    await loadQueues(endless.context, CALL);
    expect(endless.asked.length).toBeLessThanOrEqual(20);
  });

  it('finds teams, and who is in a team or a queue', async () => {
    const { context, asked } = recordedApi(() => ({
      json: { entities: [{ id: 'x', name: 'Ada', joined: false, user: {} }], pageCount: 1 },
    }));
    await expect(loadTeams(context, CALL)).resolves.toEqual({ x: 'Ada' });
    await expect(loadTeamMembers(context, CALL, 'a/b')).resolves.toEqual({ x: 'Ada' });
    await expect(loadQueueMembers(context, CALL, 'billing')).resolves.toEqual({ x: 'Ada' });
    expect(asked.map(({ path }) => path.split('?')[0])).toEqual([
      '/api/v2/groups',
      '/api/v2/groups/a%2Fb/members',
      '/api/v2/routing/queues/billing/members',
    ]);
  });

  it('prefers English labels of presences, and falls back on the system presence', async () => {
    const { context } = recordedApi(() => ({
      json: {
        entities: [
          { id: 'a', systemPresence: 'Away', languageLabels: { de: 'Kaffee', en_US: 'Coffee' } },
          { id: 'b', systemPresence: 'Busy', languageLabels: { de: 'Besetzt' } },
          { id: 'c', systemPresence: 'Meal', languageLabels: null },
        ],
      },
    }));
    await expect(loadPresenceLabels(context, CALL)).resolves.toEqual({
      a: 'Coffee',
      b: 'Besetzt',
      c: 'Meal',
    });
  });

  it('says whose token it is', async () => {
    const { context } = recordedApi(() => ({ json: { organization: { name: 'Acme' } } }));
    await expect(checkToken(context, CALL)).resolves.toEqual({ organization: 'Acme' });
    const nameless = recordedApi(() => ({ json: {} }));
    await expect(checkToken(nameless.context, CALL)).resolves.toEqual({ organization: 'your organisation' });
  });
});

describe('the catalogue of topics', () => {
  it('describes what the picker shows, without the topics of the protocol itself', async () => {
    const { context } = recordedApi(() => ({
      json: {
        entities: [
          {
            id: 'v2.users.{id}.presence',
            description: 'Presence',
            visibility: 'Public',
            transports: ['All'],
            requiresPermissions: ['presence:userPresence:view'],
            permissionDetails: [{ type: 'requiresPermissions', permissions: ['presence:userPresence:view'] }],
          },
          {
            id: 'v2.routing.queues.{id}.users',
            visibility: 'Preview',
            transports: ['EventBridge'],
            permissionDetails: [{ type: 'requiresCurrentUser' }],
          },
          { id: 'v2.system.socket_closing' },
          { id: 'channel.metadata' },
        ],
      },
    }));
    await expect(loadCatalogue(context, CALL)).resolves.toEqual([
      {
        template: 'v2.routing.queues.{id}.users',
        family: 'routing',
        description: '',
        parameters: ['queue'],
        overWebSocket: false,
        isPreview: true,
        needsUser: true,
        requiredPermissions: [],
      },
      {
        template: 'v2.users.{id}.presence',
        family: 'users',
        description: 'Presence',
        parameters: ['user'],
        overWebSocket: true,
        isPreview: false,
        needsUser: false,
        requiredPermissions: ['presence:userPresence:view'],
      },
    ]);
  });
});
