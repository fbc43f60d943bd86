import { systemClock } from '../../../electron/main/base/clock.ts';
import { createSession } from '../../../electron/main/monitor/session.ts';
import type { Contender } from './contender.ts';

/** The session of the app itself, on the clock of the app. */
export const vigil: Contender = {
  name: 'vigil',
  adaptations: ['none; as in the app, it is told of waking up and of a changed network'],
  start: (computer, org, application) => {
    let ids = 0;
    const session = createSession(
      {
        clock: systemClock,
        random: computer.random,
        fetch: computer.fetch,
        openWire: computer.connect,
        isOnline: computer.isOnline,
        newId: () => {
          ids += 1;
          return `id-${String(ids)}`;
        },
        install: 'this',
      },
      { loginUrl: org.loginUrl, apiUrl: org.apiUrl, credentials: org.credentials },
      {
        changed: () => undefined,
        onUnexpected: application.failed,
        subscriptions: () => undefined,
        fetched: () => undefined,
        record: (record) => {
          if (record.type === 'event') application.received(record.arrival.body);
          if (record.type === 'gap') application.missed(record.gap.from, record.gap.to);
        },
      },
    );
    session.start(org.topics);
    return {
      hint: () => {
        session.nudge();
      },
      stop: session.stop,
    };
  },
};
