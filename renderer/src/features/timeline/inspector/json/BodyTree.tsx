import { t } from '../../../../../../shared/text/t.ts';
import styles from '../Inspector.module.css';
import type { JsonNode } from './document.ts';
import { JsonTree } from './JsonTree.tsx';
import { MOST_VALUES } from './read-json.ts';
import type { Reading } from './use-reading.ts';

interface BodyTreeProps {
  readonly reading: Reading;
  /** What was read is the frame of an event, and not a record of Vigil's own. */
  readonly isFrame: boolean;
  /** The value to go to; null for the top. */
  readonly shown: JsonNode | null;
}

/** The body of an event as a tree; of what is none, the whole record. */
export function BodyTree({ reading, isFrame, shown }: BodyTreeProps) {
  switch (reading.status) {
    case 'reading':
      return <p className={styles['notice']}>{t('Reading…')}</p>;
    case 'broken':
      return <p className={styles['notice']}>{t('This cannot be read as JSON. Raw shows it as it came.')}</p>;
    case 'too-many':
      return (
        <p className={styles['notice']}>
          {t(
            'This has more than {most, plural, one {# value} other {# values}}, which no tree can show. Raw shows it as it came.',
            { most: MOST_VALUES },
          )}
        </p>
      );
    case 'read': {
      const { document, body } = reading;
      const isBody = isFrame && body !== null;
      return (
        <JsonTree
          document={document}
          root={isBody ? body.root : 0}
          rootName={isBody ? 'body' : isFrame ? 'frame' : 'entry'}
          canFilter={isBody}
          shown={shown}
        />
      );
    }
  }
}
