import type { Models } from 'purecloud-platform-client-v2';
import { expectTypeOf, test } from 'vitest';
import type {
  describeOutOfOffice,
  describePerson,
  describePresence,
  describeRoutingStatus,
  describeStation,
} from '../lookups/agent-descriptions.ts';
import type { describeConversation } from '../lookups/conversation-details.ts';
import type { describeGroup } from '../lookups/group-routes.ts';
import type {
  activityBody,
  conversationSummaryBody,
  outOfOfficeBody,
  presenceBody,
  queueMemberBody,
  routingStatusBody,
  stationBody,
} from './agent-bodies.ts';
import type { agentStateBody } from './agent-state-body.ts';
import type { conversationBody, flatParticipant, MEDIA_DETAILS } from './conversation-bodies.ts';
import type { MOMENT_BODIES } from './moment-bodies.ts';
import type { observationsBody, queueActivityBody } from './observation-bodies.ts';

// These tests are the compiler's: a body that the SDK's models do not know makes the type check fail.

type Unknown<Body, Model> = Body extends readonly (infer Item)[]
  ? Model extends readonly (infer ModelItem)[]
    ? Unknown<Item, ModelItem>
    : 'a list where the model has none'
  : Body extends object
    ? {
        [Field in keyof Body]-?: Field extends keyof Model
          ? Unknown<NonNullable<Body[Field]>, NonNullable<Model[Field]>>
          : Field;
      }[keyof Body]
    : never;

/** What is wrong with the JSON that a function makes, seen as a model of the official SDK; `never` when nothing is. */
type Misfit<Make extends (...given: never[]) => unknown, Model> =
  ReturnType<Make> extends Model ? Unknown<ReturnType<Make>, Model> : 'a field of the wrong type';

test('the check itself finds what is wrong', () => {
  expectTypeOf<Misfit<() => { id: number }, Models.User>>().toEqualTypeOf<'a field of the wrong type'>();
  expectTypeOf<
    Misfit<() => { version: number; shoeSize: number }, Models.User>
  >().toEqualTypeOf<'shoeSize'>();
  expectTypeOf<
    Misfit<() => { version: number; manager: { version: number; hat: string } }, Models.User>
  >().toEqualTypeOf<'hat'>();
});

test('events about a person fit the models of the official SDK', () => {
  expectTypeOf<Misfit<typeof presenceBody, Models.PresenceEventUserPresence>>().toBeNever();
  expectTypeOf<Misfit<typeof routingStatusBody, Models.UserRoutingStatusUserRoutingStatus>>().toBeNever();
  expectTypeOf<Misfit<typeof activityBody, Models.AgentActivityChangedTopicAgentActivity>>().toBeNever();
  expectTypeOf<Misfit<typeof outOfOfficeBody, Models.OutOfOfficeEventOutOfOffice>>().toBeNever();
  expectTypeOf<Misfit<typeof stationBody, Models.UserStationChangeTopicUserStations>>().toBeNever();
  expectTypeOf<
    Misfit<typeof conversationSummaryBody, Models.UserConversationsEventUserConversationSummary>
  >().toBeNever();
  expectTypeOf<
    Misfit<typeof agentStateBody, Models.AgentStateEventTopicAgentStateEventNotification>
  >().toBeNever();
});

test('events about a queue fit the models of the official SDK', () => {
  expectTypeOf<Misfit<typeof queueMemberBody, Models.QueueUserEventTopicQueueMember>>().toBeNever();
  expectTypeOf<Misfit<typeof observationsBody, Models.StatEventQueueTopicStatsNotification>>().toBeNever();
  expectTypeOf<
    Misfit<typeof queueActivityBody, Models.V2QueueObservationObservationCountNotification>
  >().toBeNever();
});

test('conversations fit the models of the official SDK', () => {
  expectTypeOf<Misfit<typeof conversationBody, Models.ConversationEventTopicConversation>>().toBeNever();
  expectTypeOf<Misfit<typeof conversationBody, Models.QueueConversationEventTopicConversation>>().toBeNever();
});

test('conversations of one medium fit the models of the official SDK', () => {
  type Details = typeof MEDIA_DETAILS;
  expectTypeOf<
    Misfit<typeof flatParticipant, Models.ConversationCallEventTopicCallMediaParticipant>
  >().toBeNever();
  expectTypeOf<
    Misfit<typeof flatParticipant, Models.ConversationChatEventTopicChatMediaParticipant>
  >().toBeNever();
  expectTypeOf<
    Misfit<typeof flatParticipant, Models.ConversationEmailEventTopicEmailMediaParticipant>
  >().toBeNever();
  expectTypeOf<
    Misfit<typeof flatParticipant, Models.ConversationMessageEventTopicMessageMediaParticipant>
  >().toBeNever();
  expectTypeOf<
    Misfit<typeof flatParticipant, Models.ConversationCallbackEventTopicCallbackMediaParticipant>
  >().toBeNever();
  expectTypeOf<Misfit<Details['voice'], Models.ConversationCallEventTopicCallMediaParticipant>>().toBeNever();
  expectTypeOf<Misfit<Details['chat'], Models.ConversationChatEventTopicChatMediaParticipant>>().toBeNever();
  expectTypeOf<
    Misfit<Details['email'], Models.ConversationEmailEventTopicEmailMediaParticipant>
  >().toBeNever();
  expectTypeOf<
    Misfit<Details['message'], Models.ConversationMessageEventTopicMessageMediaParticipant>
  >().toBeNever();
  expectTypeOf<
    Misfit<Details['callback'], Models.ConversationCallbackEventTopicCallbackMediaParticipant>
  >().toBeNever();
});

test('detail events fit the models of the official SDK', () => {
  type Bodies = typeof MOMENT_BODIES;
  expectTypeOf<
    Misfit<Bodies['customer.start'], Models.CustomerStartDetailEventTopicCustomerStartEvent>
  >().toBeNever();
  expectTypeOf<
    Misfit<Bodies['customer.end'], Models.CustomerEndDetailEventTopicCustomerEndEvent>
  >().toBeNever();
  expectTypeOf<Misfit<Bodies['acd.start'], Models.AcdStartDetailEventTopicAcdStartEvent>>().toBeNever();
  expectTypeOf<Misfit<Bodies['acd.end'], Models.AcdEndDetailEventTopicAcdEndEvent>>().toBeNever();
  expectTypeOf<Misfit<Bodies['user.start'], Models.UserStartDetailEventTopicUserStartEvent>>().toBeNever();
  expectTypeOf<Misfit<Bodies['user.end'], Models.UserEndDetailEventTopicUserEndEvent>>().toBeNever();
  expectTypeOf<Misfit<Bodies['acw'], Models.AcwDetailEventTopicAfterCallWorkEvent>>().toBeNever();
  expectTypeOf<Misfit<Bodies['wrapup'], Models.WrapupDetailEventTopicWrapupEvent>>().toBeNever();
});

test('look-ups fit the models of the official SDK', () => {
  expectTypeOf<Misfit<typeof describePerson, Models.User>>().toBeNever();
  expectTypeOf<Misfit<typeof describePresence, Models.UserPresence>>().toBeNever();
  expectTypeOf<Misfit<typeof describeRoutingStatus, Models.RoutingStatus>>().toBeNever();
  expectTypeOf<Misfit<typeof describeOutOfOffice, Models.OutOfOffice>>().toBeNever();
  expectTypeOf<Misfit<typeof describeStation, Models.UserStations>>().toBeNever();
  expectTypeOf<Misfit<typeof describeGroup, Models.Group>>().toBeNever();
  expectTypeOf<
    Misfit<typeof describeConversation, Models.AnalyticsConversationWithoutAttributes>
  >().toBeNever();
});
