import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { JsonValue } from '../../../../../shared/genesys/wire.ts';
import { useApp, usePerform } from '../../../app-context.ts';
import { Button } from '../../../ui/Button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { jsonRows, jsonSummary, jsonText, pathId, pathText, type JsonRow } from './json-rows.ts';
import styles from './JsonTree.module.css';
import { treeMove } from './tree-keys.ts';

const LINE_PX = 24;
const ROOT = pathId([]);

/** A body as a tree: arrow keys walk and open it, and the chosen value or its path can be copied. */
export function JsonTree({ value }: { readonly value: JsonValue }) {
  const { rows, current, currentIndex, pick, toggle } = useTree(value);
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- matters to the React compiler only, which is not used
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 10,
  });
  function onKeyDown(event: KeyboardEvent): void {
    const move = treeMove(event.key, rows, currentIndex);
    if (move === null) return;
    event.preventDefault();
    const row = rows[move.index];
    if (row === undefined) return;
    pick(row);
    if (move.toggles) toggle(row);
    virtualizer.scrollToIndex(move.index);
  }

  return (
    <div className={styles['frame']}>
      <div
        ref={scroller}
        role="tree"
        aria-label="Event body"
        aria-activedescendant={current === undefined ? undefined : lineId(currentIndex)}
        tabIndex={0}
        className={styles['tree']}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" className={styles['sheet']} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <Line
                key={key}
                id={lineId(index)}
                row={row}
                topPx={start}
                isCurrent={index === currentIndex}
                onPick={() => {
                  pick(row);
                  toggle(row);
                }}
              />
            );
          })}
        </div>
      </div>
      {current !== undefined && <CopyBar row={current} />}
    </div>
  );
}

/** Which lines there are, which of them is the current one, and what opens and closes. */
function useTree(value: JsonValue) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set([ROOT]));
  const [currentId, setCurrentId] = useState(ROOT);
  const rows = useMemo(() => jsonRows(value, open), [value, open]);
  const found = rows.findIndex((row) => row.id === currentId);
  const currentIndex = Math.max(0, found);
  return {
    rows,
    currentIndex,
    current: rows[currentIndex],
    pick: (row: JsonRow): void => {
      setCurrentId(row.id);
    },
    toggle: (row: JsonRow): void => {
      if (row.isOpen === null) return;
      const next = new Set(open);
      if (row.isOpen) next.delete(row.id);
      else next.add(row.id);
      setOpen(next);
    },
  };
}

const lineId = (index: number): string => `json-line-${String(index)}`;

interface LineProps {
  readonly id: string;
  readonly row: JsonRow;
  readonly topPx: number;
  readonly isCurrent: boolean;
  readonly onPick: () => void;
}

function Line({ id, row, topPx, isCurrent, onPick }: LineProps) {
  const Chevron = row.isOpen === true ? ChevronDown : ChevronRight;
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.siblings}
      aria-expanded={row.isOpen ?? undefined}
      aria-selected={isCurrent}
      className={classNames(styles['line'], isCurrent && styles['current'])}
      style={{
        transform: `translateY(${String(topPx)}px)`,
        paddingLeft: `${String(Math.min(row.level, 40) * 0.875)}rem`,
      }}
      onClick={onPick}
    >
      <span className={styles['chevron']}>
        {row.isOpen !== null && <Chevron size={14} aria-hidden="true" />}
      </span>
      {row.label !== null && <span className={styles['label']}>{row.label}: </span>}
      <span className={styles[row.value === null ? 'null' : typeof row.value]}>{jsonSummary(row.value)}</span>
    </div>
  );
}

function CopyBar({ row }: { readonly row: JsonRow }) {
  const { bridge } = useApp();
  const perform = usePerform();
  return (
    <div className={styles['copy']}>
      <code title={pathText(row.path)}>{pathText(row.path)}</code>
      <Button
        look="quiet"
        onPress={() => void perform(bridge.copyText({ text: pathText(row.path) }), 'Path copied.')}
      >
        Copy path
      </Button>
      <Button
        look="quiet"
        onPress={() => {
          const text = typeof row.value === 'string' ? row.value : jsonText(row.value);
          if (text !== null) void perform(bridge.copyText({ text }), 'Value copied.');
        }}
      >
        Copy value
      </Button>
    </div>
  );
}
