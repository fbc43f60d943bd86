import { entry, type CatalogueEntry } from './entry.ts';

const conversation = { parameters: ['conversationId'] };
const detail = { ...conversation, permissions: ['analytics:conversationDetail:view'] };
const insight = { ...conversation, permissions: ['speechAndTextAnalytics:data:view'] };

export const CONVERSATION_TOPICS: readonly CatalogueEntry[] = [
  entry('v2.detail.events.conversation.{id}.customer.start', 'A customer joined the conversation.', detail),
  entry('v2.detail.events.conversation.{id}.customer.end', 'A customer left the conversation.', detail),
  entry('v2.detail.events.conversation.{id}.acd.start', 'The conversation began to wait in a queue.', detail),
  entry(
    'v2.detail.events.conversation.{id}.acd.end',
    'The conversation left a queue, answered or not.',
    detail,
  ),
  entry('v2.detail.events.conversation.{id}.user.start', 'A user began to take part.', detail),
  entry('v2.detail.events.conversation.{id}.user.end', 'A user stopped taking part.', detail),
  entry('v2.detail.events.conversation.{id}.flow.start', 'The conversation entered a flow.', detail),
  entry('v2.detail.events.conversation.{id}.flow.end', 'The conversation left a flow.', detail),
  entry('v2.detail.events.conversation.{id}.flow.outcome', 'A flow reached an outcome.', detail),
  entry('v2.detail.events.conversation.{id}.acw', 'After-call work came to an end.', detail),
  entry('v2.detail.events.conversation.{id}.wrapup', 'A wrap-up code was set.', detail),
  entry('v2.detail.events.conversation.{id}.attributes', 'Participant attributes were set.', detail),
  entry('v2.detail.events.conversation.{id}.contact', 'A contact was attempted.', detail),
  entry('v2.detail.events.conversation.{id}.outbound', 'An outbound campaign dialled.', detail),
  entry('v2.detail.events.agent.{id}.state', "A change of what an agent's session is doing.", {
    parameters: ['userId'],
    permissions: ['analytics:agentActivity:view'],
    visibility: 'Preview',
  }),
  entry('v2.conversations.{id}.transcription', 'The transcript of a conversation as it is spoken.', {
    ...conversation,
    permissions: ['recording:recording:view'],
    currentUser: 'required',
  }),
  entry('v2.conversations.{id}.suggestions.knowledge.article', 'Articles suggested to the agent.', {
    ...conversation,
    currentUser: 'required',
  }),
  entry(
    'v2.speechandtextanalytics.conversation.{id}.sentiment',
    'Sentiment found in a conversation.',
    insight,
  ),
  entry('v2.speechandtextanalytics.conversation.{id}.topics', 'Topics found in a conversation.', insight),
  entry('v2.speechandtextanalytics.conversations.{id}.categories', 'Categories found in a conversation.', {
    ...insight,
    visibility: 'Preview',
  }),
];
