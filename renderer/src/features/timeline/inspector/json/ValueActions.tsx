import type { KeyboardEvent, Ref } from 'react';
import { t } from '../../../../../../shared/text/t.ts';
import { useApp, usePerform, useTimeline } from '../../../../app-context.ts';
import { Button } from '../../../../ui/Button.tsx';
import { visibleText } from '../../../../wording/safe-text.ts';
import { alertWhen } from '../../../alerts/alert-when.ts';
import { filterWithValue } from './filter-term.ts';
import styles from './JsonTree.module.css';
import { pathOf, pathText, valueText } from './node-text.ts';
import type { Tree } from './tree.ts';

interface ValueActionsProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly tree: Tree;
  readonly rootName: string;
  readonly canFilter: boolean;
  /** Escape was pressed: back to the tree. */
  readonly onLeave: () => void;
}

/** What can be done with the chosen value of the tree. */
export function ValueActions({ ref, tree, rootName, canFilter, onLeave }: ValueActionsProps) {
  const { bridge } = useApp();
  const perform = usePerform();
  const { document, root, current } = tree;
  const path = pathText(pathOf(document, current, root), rootName);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onLeave();
  }

  return (
    <div
      ref={ref}
      role="group"
      aria-label={t('Chosen value')}
      className={styles['actions']}
      onKeyDown={onKeyDown}
    >
      <code title={visibleText(path)}>{visibleText(path)}</code>
      <Button look="quiet" onPress={() => void perform(bridge.copyText({ text: path }), t('Path copied.'))}>
        {t('Copy path')}
      </Button>
      <Button
        look="quiet"
        onPress={() =>
          void perform(bridge.copyText({ text: valueText(document, current) }), t('Value copied.'))
        }
      >
        {t('Copy value')}
      </Button>
      {canFilter && <FilterButtons tree={tree} />}
      {canFilter && <AlertButton tree={tree} />}
    </div>
  );
}

/** A rule about this value, and about nothing else. */
function AlertButton({ tree: { document, root, current } }: { readonly tree: Tree }) {
  const { stores } = useApp();
  const filter = filterWithValue('', { document, node: current, root }, 'for');
  return (
    <Button
      look="quiet"
      isDisabled={filter === null}
      onPress={() => {
        if (filter !== null) alertWhen(stores, { filter });
      }}
    >
      {t('Alert when…')}
    </Button>
  );
}

function FilterButtons({ tree: { document, root, current } }: { readonly tree: Tree }) {
  const { stores } = useApp();
  const filter = useTimeline((slice) => slice.filter);
  return (['for', 'exclude'] as const).map((direction) => {
    const text = filterWithValue(filter, { document, node: current, root }, direction);
    return (
      <Button
        key={direction}
        look="quiet"
        isDisabled={text === null}
        onPress={() => {
          if (text !== null) stores.timeline.setState({ filter: text });
        }}
      >
        {direction === 'for' ? t('Filter for') : t('Exclude')}
      </Button>
    );
  });
}
