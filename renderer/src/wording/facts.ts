import { t } from '../../../shared/text/t.ts';

/**
 * What events tell of, as `electron/main/events/facts.ts` names it, and the values that are the same in every
 * organisation. Filters know these by their English names.
 */
const WORDS: Readonly<Record<string, () => string>> = {
  presence: () => t('presence'),
  'routing status': () => t('routing status'),
  station: () => t('station'),
  'out of office': () => t('out of office'),
  'queue membership': () => t('queue membership'),
  conversation: () => t('conversation'),
  call: () => t('call'),
  callback: () => t('callback'),
  chat: () => t('chat'),
  email: () => t('email'),
  message: () => t('message'),
  'wrap-up': () => t('wrap-up'),
  Waiting: () => t('Waiting'),
  Interacting: () => t('Interacting'),
  Alerting: () => t('Alerting'),
  'Longest waiting': () => t('Longest waiting'),
  'Longest interacting': () => t('Longest interacting'),
  Available: () => t('Available'),
  'On queue': () => t('On queue'),
  Busy: () => t('Busy'),
  Meeting: () => t('Meeting'),
  Training: () => t('Training'),
  Away: () => t('Away'),
  Idle: () => t('Idle'),
  Break: () => t('Break'),
  Meal: () => t('Meal'),
  Offline: () => t('Offline'),
  'Off queue': () => t('Off queue'),
  'Not responding': () => t('Not responding'),
  Communicating: () => t('Communicating'),
  Connected: () => t('Connected'),
  'Connected, on hold': () => t('Connected, on hold'),
  Disconnected: () => t('Disconnected'),
  Terminated: () => t('Terminated'),
  Dialing: () => t('Dialing'),
  Contacting: () => t('Contacting'),
  yes: () => t('yes'),
  no: () => t('no'),
  none: () => t('none'),
  joined: () => t('joined'),
  left: () => t('left'),
  voice: () => t('voice'),
};

const wordOf = (text: string): string => (Object.hasOwn(WORDS, text) ? WORDS[text]?.() : undefined) ?? text;

/** A fact or a value of one in the language of the reader; what is not known stays as it is. `Waiting (voice)` is two. */
export function factText(text: string): string {
  const [, what, medium] = /^(.*) \((\w+)\)$/.exec(text) ?? [];
  return what === undefined || medium === undefined ? wordOf(text) : `${wordOf(what)} (${wordOf(medium)})`;
}
