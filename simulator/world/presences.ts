import { uuid, type Random } from '../base/random.ts';

/** The system presences, as REST writes them. Events write them in upper case with underscores. */
export type SystemPresence =
  'Available' | 'Away' | 'Break' | 'Busy' | 'Idle' | 'Meal' | 'Meeting' | 'Offline' | 'OnQueue' | 'Training';

export interface PresenceDefinition {
  readonly id: string;
  readonly systemPresence: SystemPresence;
  /** The primary definition of a system presence cannot be removed; the others are the organisation's own. */
  readonly isPrimary: boolean;
  /** By language code, such as `en_US`. */
  readonly labels: Readonly<Record<string, string>>;
}

/** The id that every organisation has for its primary "Available". */
const AVAILABLE_ID = '6a3af858-942f-489d-9700-5f9bcdcdae9b';

type Labels = Readonly<Record<string, string>>;

const PRIMARY: readonly (readonly [SystemPresence, Labels])[] = [
  ['Available', { en_US: 'Available', de: 'Verfügbar', es: 'Disponible' }],
  ['Away', { en_US: 'Away', de: 'Abwesend', es: 'Ausente' }],
  ['Break', { en_US: 'Break', de: 'Pause', es: 'Descanso' }],
  ['Busy', { en_US: 'Busy', de: 'Beschäftigt', es: 'Ocupado' }],
  ['Idle', { en_US: 'Idle', de: 'Inaktiv', es: 'Inactivo' }],
  ['Meal', { en_US: 'Meal', de: 'Essen', es: 'Comida' }],
  ['Meeting', { en_US: 'Meeting', de: 'Besprechung', es: 'Reunión' }],
  ['Offline', { en_US: 'Offline', de: 'Offline', es: 'Desconectado' }],
  ['OnQueue', { en_US: 'On Queue', de: 'In Warteschlange', es: 'En cola' }],
  ['Training', { en_US: 'Training', de: 'Schulung', es: 'Formación' }],
];

const SECONDARY: readonly (readonly [SystemPresence, Labels])[] = [
  ['Available', { en_US: 'Available - new hire' }],
  ['Away', { en_US: 'Away from desk', de: 'Nicht am Platz' }],
  ['Break', { en_US: 'Coffee break', de: 'Kaffeepause', es: 'Pausa para el café' }],
  ['Busy', { en_US: 'Back office' }],
  ['Busy', { en_US: 'Special project' }],
  ['Meal', { en_US: 'Lunch', de: 'Mittagessen', es: 'Almuerzo' }],
  ['Meeting', { en_US: 'Team huddle' }],
  ['Meeting', { en_US: 'One-to-one' }],
  ['Training', { en_US: 'E-learning' }],
  ['Training', { en_US: 'Coaching' }],
];

/** The organisation's presence definitions: the ten primary ones first, then its own. */
export function drawPresences(random: Random): PresenceDefinition[] {
  const primary = PRIMARY.map(([systemPresence, labels]) => ({
    id: systemPresence === 'Available' ? AVAILABLE_ID : uuid(random),
    systemPresence,
    isPrimary: true,
    labels,
  }));
  const secondary = SECONDARY.map(([systemPresence, labels]) => ({
    id: uuid(random),
    systemPresence,
    isPrimary: false,
    labels,
  }));
  return [...primary, ...secondary];
}

/** How events write a system presence: `ON_QUEUE` for `OnQueue`. */
export function eventSpelling(systemPresence: SystemPresence): string {
  return systemPresence.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}
