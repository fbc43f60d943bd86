import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { t } from '../../../../../shared/text/t.ts';
import { useApp } from '../../../app-context.ts';
import { boundedWidth } from './bounded-width.ts';
import styles from './Inspector.module.css';

const STEP_PX = 24;

/** The edge between list and inspector, to be dragged or moved with the arrow keys. */
export function WidthHandle() {
  const { stores } = useApp();
  const handle = useRef<HTMLDivElement>(null);
  const widthPx = useParentWidth(handle);

  function resize(change: (nowPx: number) => number): void {
    const inspector = handle.current?.parentElement;
    const room = inspector?.parentElement;
    if (inspector == null || room == null) return;
    const inspectorWidthPx = boundedWidth(change(inspector.offsetWidth), room.clientWidth);
    stores.shell.setState({ inspectorWidthPx });
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { right } = event.currentTarget.parentElement?.getBoundingClientRect() ?? { right: 0 };
    resize(() => right - event.clientX);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowLeft') resize((nowPx) => nowPx + STEP_PX);
    else if (event.key === 'ArrowRight') resize((nowPx) => nowPx - STEP_PX);
    else return;
    event.preventDefault();
  }

  return (
    <div
      ref={handle}
      role="separator"
      aria-orientation="vertical"
      aria-label={t('Width of the inspector')}
      aria-valuenow={widthPx}
      aria-valuetext={t('{widthPx} pixels', { widthPx })}
      tabIndex={0}
      className={styles['handle']}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}

function useParentWidth(element: RefObject<HTMLElement | null>): number {
  const [widthPx, setWidthPx] = useState(0);
  useEffect(() => {
    const parent = element.current?.parentElement;
    if (parent == null) return undefined;
    const observer = new ResizeObserver(() => {
      setWidthPx(parent.offsetWidth);
    });
    observer.observe(parent);
    return () => {
      observer.disconnect();
    };
  }, [element]);
  return widthPx;
}
