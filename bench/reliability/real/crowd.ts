import { startSimulator } from '../../../simulator/start-simulator.ts';
import { FaultProxy } from './proxy/fault-proxy.ts';
import { Vigil } from './vigil.ts';

/** A client has twenty channels, so that many share an org. */
const PER_ORG = 20;

/** One of many Vigils, each behind a proxy of its own, in real time. */
export interface Member {
  readonly vigil: Vigil;
  readonly proxy: FaultProxy;
}

export interface Crowd {
  readonly members: readonly Member[];
  readonly close: () => Promise<void>;
}

/** Made, not started. */
export async function crowd(count: number): Promise<Crowd> {
  const orgCount = Math.ceil(count / PER_ORG);
  const orgs = await Promise.all(
    Array.from({ length: orgCount }, () => startSimulator({ speed: 0, requestsPerMinute: 1_000_000 })),
  );
  const members = await Promise.all(
    Array.from({ length: count }, async (_, index): Promise<Member> => {
      const org = orgs[index % orgCount];
      if (org === undefined) throw new Error('There is no org.');
      const proxy = await FaultProxy.start(org.address.apiUrl);
      const topics = org.roster.people.slice(0, 1).map(({ id }) => `v2.users.${id}.presence`);
      return { proxy, vigil: await Vigil.create({ org: org.address, url: proxy.url, topics }) };
    }),
  );
  return {
    members,
    close: async () => {
      await Promise.all(members.map(({ vigil }) => vigil.monitor.stop()));
      await Promise.all(members.map(({ proxy }) => proxy.close()));
      await Promise.all(orgs.map((org) => org.close()));
    },
  };
}
