import type { ActionId, KeyChoices } from '../../../shared/model/shortcuts.ts';
import { strokesFor } from './key-map.ts';
import styles from './KeyCaps.module.css';
import { onMac } from './on-mac.ts';
import { keysOf } from './stroke.ts';

interface KeyCapsProps {
  readonly action: ActionId;
  readonly choices: KeyChoices;
}

/** The keys that do an action now; nothing when none does. */
export function KeyCaps({ action, choices }: KeyCapsProps) {
  return (
    <span className={styles['strokes']}>
      {strokesFor(action, choices).map((stroke) => (
        <Stroke key={stroke} stroke={stroke} />
      ))}
    </span>
  );
}

/** One stroke as it stands on the keys. */
export function Stroke({ stroke }: { readonly stroke: string }) {
  return (
    <span className={styles['stroke']}>
      {keysOf(stroke, onMac()).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
