import * as v from 'valibot';
import {
  MAX_RULE_NAME_LENGTH,
  RULE_BOUNDS,
  TIME_OF_DAY,
  type AlertRule,
  type BuiltInChoices,
} from '../../../shared/model/alert.ts';

const Text = v.pipe(v.string(), v.nonEmpty());
const within = ({ least, most }: { readonly least: number; readonly most: number }) =>
  v.pipe(v.number(), v.minValue(least), v.maxValue(most));
const ChannelsSchema = v.object({ notification: v.boolean(), sound: v.boolean() });
const TimeOfDay = v.pipe(v.string(), v.regex(TIME_OF_DAY));

/** A rule as it stands in the settings file. A filter that this Vigil cannot read is kept, and matches nothing. */
export const AlertRuleSchema: v.GenericSchema<unknown, AlertRule> = v.object({
  id: Text,
  name: v.pipe(v.string(), v.maxLength(MAX_RULE_NAME_LENGTH)),
  isOn: v.boolean(),
  filter: v.string(),
  forMs: within(RULE_BOUNDS.forMs),
  scope: v.variant('kind', [
    v.object({ kind: v.literal('everyone') }),
    v.object({ kind: v.literal('organisation'), profileId: Text }),
    v.object({
      kind: v.literal('group'),
      profileId: Text,
      group: v.object({ kind: v.picklist(['queue', 'team', 'list']), id: Text }),
    }),
    v.object({ kind: v.literal('agent'), profileId: Text, userId: Text }),
  ]),
  channels: ChannelsSchema,
  coolDownMs: within(RULE_BOUNDS.coolDownMs),
  quietHours: v.nullable(v.object({ from: TimeOfDay, to: TimeOfDay })),
  isUrgent: v.boolean(),
});

const ChoiceSchema = v.object({ isOn: v.boolean(), channels: ChannelsSchema });

export const BuiltInChoicesSchema: v.GenericSchema<unknown, BuiltInChoices> = v.object({
  'not-live': ChoiceSchema,
  'topic-refused': ChoiceSchema,
  'renewal-failed': ChoiceSchema,
});
