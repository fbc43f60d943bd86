import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { toMonitorError } from '../base/failure.ts';
import { REJECTIONS_UNTIL_FAILED } from './build.ts';
import type { Service } from './service.ts';

/**
 * Counts how often in a row the token endpoint rejects the credential, over all who ask with it: each of them alone
 * would come to its own end only after as many rejections. Those who share a request share its outcome.
 */
export function watchCredential(service: Service, onDead: (cause: MonitorError) => void): Service {
  let rejections = 0;
  let lastThrown: unknown = null;
  return {
    ...service,
    obtainToken: async (newerThan) => {
      try {
        const tokenRef = await service.obtainToken(newerThan);
        rejections = 0;
        return tokenRef;
      } catch (thrown) {
        const error = toMonitorError(thrown);
        if (error.code === 'auth/invalid-client' && thrown !== lastThrown) {
          lastThrown = thrown;
          rejections += 1;
          if (rejections >= REJECTIONS_UNTIL_FAILED) onDead(error);
        }
        throw thrown;
      }
    },
  };
}
