import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { t } from '../../../../../../shared/text/t.ts';
import type { JsonDocument, JsonNode } from './document.ts';
import styles from './JsonTree.module.css';
import { TreeLine } from './TreeLine.tsx';
import { TreeSearch } from './TreeSearch.tsx';
import { ValueActions } from './ValueActions.tsx';
import { lineOf, linesOf, revealed, toggled, treeAfterKey, treeFor, treeOf, type Tree } from './tree.ts';

const LINE_PX = 24;

interface JsonTreeProps {
  readonly document: JsonDocument;
  /** The value at the top of the tree. */
  readonly root: JsonNode;
  /** What paths begin with. */
  readonly rootName: string;
  /** Whether values can be filtered for: the filter knows the bodies of events. */
  readonly canFilter: boolean;
  /** The value to go to when the tree appears, with the focus; null for the top, without. */
  readonly shown: JsonNode | null;
}

/** A JSON value as a tree of which only the lines in sight are drawn, with what can be done with the chosen value below. */
export function JsonTree({ document, root, rootName, canFilter, shown }: JsonTreeProps) {
  const [walked, setTree] = useState(() => {
    const closed = treeOf(document, root);
    return shown === null ? closed : revealed(closed, shown);
  });
  const tree = useMemo(() => treeFor(walked, document, root), [walked, document, root]);
  const [found, setFound] = useState<ReadonlySet<JsonNode>>(NOTHING_FOUND);
  const lines = useMemo(() => linesOf({ document, root, open: tree.open }), [document, root, tree.open]);
  const actions = useRef<HTMLDivElement>(null);
  const currentLine = lineOf(lines, tree.current);
  const { scroller, virtualizer } = useLines(lines, currentLine);

  useEffect(() => {
    if (shown === null) return;
    virtualizer.scrollToIndex(currentLine, { align: 'center' });
    scroller.current?.focus();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when it appears
  }, []);

  const toActions = (): void => {
    actions.current?.querySelector('button')?.focus();
  };

  function show(next: Tree): void {
    setTree(next);
    const shownLines = next.open === tree.open ? lines : linesOf(next);
    virtualizer.scrollToIndex(lineOf(shownLines, next.current));
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = treeAfterKey(tree, event.key, lines);
    if (next !== null) show(next);
    else if (event.key === '.') toActions();
    else return;
    event.preventDefault();
  }

  return (
    <div className={styles['frame']}>
      <TreeSearch
        tree={tree}
        onFound={setFound}
        onReveal={(node) => {
          show(revealed(tree, node));
        }}
      />
      <div
        ref={scroller}
        role="tree"
        aria-label={t('Event body')}
        aria-activedescendant={lineId(currentLine)}
        tabIndex={0}
        className={styles['tree']}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" className={styles['sheet']} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => (
            <TreeLine
              key={lines[index] ?? index}
              id={lineId(index)}
              tree={tree}
              node={lines[index] ?? root}
              topPx={start}
              isFound={found.has(lines[index] ?? root)}
              onPick={(picked) => {
                setTree(toggled(tree, picked));
              }}
              onAct={(picked) => {
                setTree({ ...tree, current: picked });
                toActions();
              }}
            />
          ))}
        </div>
      </div>
      <ValueActions
        ref={actions}
        tree={tree}
        rootName={rootName}
        canFilter={canFilter}
        onLeave={() => scroller.current?.focus()}
      />
    </div>
  );
}

const NOTHING_FOUND: ReadonlySet<JsonNode> = new Set();

const lineId = (index: number): string => `json-line-${String(index)}`;

/** Draws the lines in sight, and the current one wherever it is: the tree refers to it. */
function useLines(lines: Int32Array, currentLine: number) {
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- matters to the React compiler only, which is not used
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    overscan: 10,
    rangeExtractor: (drawn) => {
      const indexes = defaultRangeExtractor(drawn);
      return indexes.includes(currentLine)
        ? indexes
        : [...indexes, currentLine].sort((one, other) => one - other);
    },
  });
  return { scroller, virtualizer };
}
