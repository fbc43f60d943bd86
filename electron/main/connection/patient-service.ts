import type { Patience } from '../base/patience.ts';
import type { Service } from './service.ts';

/**
 * A client that was told to slow down asks nothing of the service until then: no other question, and over no other
 * channel. Tokens are another service's, which speaks for itself.
 */
export function patientService(service: Service, patience: Patience): Service {
  const patiently =
    <Args extends readonly unknown[], T>(ask: (...args: Args) => Promise<T>) =>
    (...args: Args): Promise<T> =>
      patience.ask(() => ask(...args));
  return {
    ...service,
    createChannel: patiently(service.createChannel),
    channelExists: patiently(service.channelExists),
    countChannels: patiently(service.countChannels),
    channelLifeMs: patiently(service.channelLifeMs),
    listTopics: patiently(service.listTopics),
    replaceTopics: patiently(service.replaceTopics),
  };
}
