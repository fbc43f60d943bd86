import { ChevronDown, ChevronUp } from 'lucide-react';
import { useCallback, useDeferredValue, useEffect, useState, type KeyboardEvent } from 'react';
import { t } from '../../../../../../shared/text/t.ts';
import { Button } from '../../../../ui/Button.tsx';
import { countText } from '../../../../wording/time.ts';
import { useSlicedWork } from '../sliced-work.ts';
import type { JsonNode } from './document.ts';
import styles from './JsonTree.module.css';
import { foundIn, nearestMatch, nextMatch } from './search.ts';
import type { Tree } from './tree.ts';

interface TreeSearchProps {
  readonly tree: Tree;
  readonly onFound: (found: ReadonlySet<JsonNode>) => void;
  readonly onReveal: (node: JsonNode) => void;
}

/** Looks for names and values within the tree; Enter goes from one to the next. */
export function TreeSearch({ tree, onFound, onReveal }: TreeSearchProps) {
  const [text, setText] = useState('');
  const found = useFound(tree, text);
  useEffect(() => {
    onFound(new Set(found));
  }, [found, onFound]);
  const nearest = found === null ? null : nearestMatch(found, tree.current);
  useEffect(() => {
    if (nearest !== null) onReveal(nearest);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only what is newly found is gone to, not what is gone to by hand
  }, [found]);

  function go(step: 1 | -1): void {
    const next = nextMatch(found ?? [], tree.current, step);
    if (next !== null) onReveal(next);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
    // What is typed is given up first; the next Escape closes the inspector.
    else if (event.key === 'Escape' && text !== '') setText('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className={styles['search']} role="search">
      <input
        type="text"
        aria-label={t('Search in this event')}
        placeholder={t('Search in this event')}
        autoComplete="off"
        spellCheck="false"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      <span role="status">{text === '' ? '' : statusText(found, tree.current)}</span>
      <Button
        look="quiet"
        aria-label={t('Previous match')}
        isDisabled={(found ?? []).length === 0}
        onPress={() => {
          go(-1);
        }}
      >
        <ChevronUp size={16} aria-hidden="true" />
      </Button>
      <Button
        look="quiet"
        aria-label={t('Next match')}
        isDisabled={(found ?? []).length === 0}
        onPress={() => {
          go(1);
        }}
      >
        <ChevronDown size={16} aria-hidden="true" />
      </Button>
    </div>
  );
}

/** Null while it is being looked for. */
function useFound({ document, root }: Tree, text: string): readonly JsonNode[] | null {
  const sought = useDeferredValue(text);
  const begin = useCallback(
    () => (sought === '' ? nothing() : foundIn(document, root, sought)),
    [document, root, sought],
  );
  return useSlicedWork(begin);
}

const NOTHING: readonly JsonNode[] = [];

function* nothing(): Generator<undefined, readonly JsonNode[]> {
  return NOTHING;
}

function statusText(found: readonly JsonNode[] | null, current: JsonNode): string {
  if (found === null) return t('searching…');
  if (found.length === 0) return t('not found');
  const place = found.indexOf(current) + 1;
  return place === 0
    ? t('{count, plural, one {# match} other {# matches}}', { count: found.length })
    : t('{place} of {count}', { place: countText(place), count: countText(found.length) });
}
