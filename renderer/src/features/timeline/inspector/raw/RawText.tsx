import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { t } from '../../../../../../shared/text/t.ts';
import { useApp, usePerform } from '../../../../app-context.ts';
import { Button } from '../../../../ui/Button.tsx';
import { textLines } from './text-lines.ts';
import styles from './RawText.module.css';

const LINE_PX = 18;
/** Before the width is known. */
const USUAL_COLUMNS = 60;
const FEWEST_COLUMNS = 20;

interface RawTextProps {
  readonly text: string;
  /** What it is, for who cannot see it. */
  readonly label: string;
}

/** A text exactly as it is, of which only the lines in sight are drawn. */
export function RawText({ text, label }: RawTextProps) {
  const { bridge } = useApp();
  const perform = usePerform();
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const probe = useRef<HTMLSpanElement>(null);
  const columns = useColumns(scroller, probe);
  const lines = useMemo(() => textLines(text, columns), [text, columns]);
  // eslint-disable-next-line react-hooks/incompatible-library -- matters to the React compiler only, which is not used
  const virtualizer = useVirtualizer({
    count: lines.count,
    getScrollElement: () => scroller,
    estimateSize: () => LINE_PX,
    overscan: 10,
  });
  return (
    <div className={styles['raw']}>
      <div ref={setScroller} role="region" aria-label={label} tabIndex={0} className={styles['text']}>
        <span ref={probe} aria-hidden="true" className={styles['probe']}>
          {PROBE}
        </span>
        <div className={styles['sheet']} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => (
            <div
              key={index}
              className={styles['line']}
              style={{ transform: `translateY(${String(start)}px)` }}
            >
              {lines.lineAt(index)}
            </div>
          ))}
        </div>
      </div>
      <div className={styles['bar']}>
        <Button look="quiet" onPress={() => void perform(bridge.copyText({ text }), t('Copied.'))}>
          {t('Copy all')}
        </Button>
      </div>
    </div>
  );
}

const PROBE = '0'.repeat(100);

/** So many characters of the width of the probe's stand in one line. */
function useColumns(scroller: HTMLElement | null, probe: RefObject<HTMLElement | null>): number {
  const [columns, setColumns] = useState(USUAL_COLUMNS);
  useEffect(() => {
    if (scroller === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const roomPx = entry?.contentRect.width ?? 0;
      const characterPx = (probe.current?.getBoundingClientRect().width ?? 0) / PROBE.length;
      if (characterPx > 0) setColumns(Math.max(FEWEST_COLUMNS, Math.floor(roomPx / characterPx)));
    });
    observer.observe(scroller);
    return () => {
      observer.disconnect();
    };
  }, [scroller, probe]);
  return columns;
}
