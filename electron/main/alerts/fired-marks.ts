import type { FiredMark } from './alert-file.ts';
import type { Occurrence } from './occurrence.ts';

/** Of what goes on, by the id of its rule, what was told of. */
export const marksOf = (
  going: ReadonlyMap<string, readonly Occurrence[]>,
  profileId: string,
): readonly FiredMark[] =>
  [...going].flatMap(([ruleId, occurrences]) =>
    occurrences.flatMap(({ isFired, topic, entity, position, beganAt, since }) =>
      isFired ? [{ profileId, ruleId, topic, entity, position, beganAt, since }] : [],
    ),
  );

/** What was told of before is not told of again; whatever else was found in the past, or held there, was told to nobody. */
export function withMarks(
  going: readonly Occurrence[],
  ruleId: string,
  marks: readonly FiredMark[],
): readonly Occurrence[] {
  return going.map((occurrence) => {
    const { topic, entity, position } = occurrence;
    const mark = marks.find(
      (one) =>
        one.ruleId === ruleId && one.topic === topic && one.entity === entity && one.position === position,
    );
    if (mark === undefined) return { ...occurrence, isFired: false, isHeld: false };
    return { ...occurrence, isFired: true, isHeld: false, beganAt: mark.beganAt, since: mark.since };
  });
}
