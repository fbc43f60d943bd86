import { useMemo } from 'react';
import type { JsonValue } from '../../../../../shared/genesys/wire.ts';
import { useApp, usePerform } from '../../../app-context.ts';
import { Button } from '../../../ui/Button.tsx';
import { countText } from '../../../wording/time.ts';
import { jsonText } from './json-rows.ts';
import styles from './RawJson.module.css';
import { shownRaw } from './raw.ts';

/** A body as text. Long ones are shown in part and copied whole. */
export function RawJson({ value }: { readonly value: JsonValue }) {
  const { bridge } = useApp();
  const perform = usePerform();
  const text = useMemo(() => jsonText(value), [value]);
  if (text === null) {
    return (
      <p className={styles['note']}>
        This body is nested too deeply to be printed; the JSON view opens it level by level.
      </p>
    );
  }
  const { shown, hiddenLength } = shownRaw(text);
  return (
    <div className={styles['raw']}>
      <pre tabIndex={0} aria-label="Raw JSON">
        {shown}
      </pre>
      <div className={styles['bar']}>
        {hiddenLength > 0 && <span>{countText(hiddenLength)} more characters are not shown.</span>}
        <Button look="quiet" onPress={() => void perform(bridge.copyText({ text }), 'JSON copied.')}>
          Copy JSON
        </Button>
      </div>
    </div>
  );
}
