import { ChevronDown, ChevronRight } from 'lucide-react';
import { t } from '../../../../../../shared/text/t.ts';
import { classNames } from '../../../../ui/class-names.ts';
import type { JsonNode } from './document.ts';
import styles from './JsonTree.module.css';
import { labelOf, summaryOf } from './node-text.ts';
import { canOpen, isOpen, type Tree } from './tree.ts';

interface TreeLineProps {
  readonly id: string;
  readonly tree: Tree;
  readonly node: JsonNode;
  readonly topPx: number;
  /** It is among what a search has found. */
  readonly isFound: boolean;
  readonly onPick: (node: JsonNode) => void;
  /** It was clicked the other way: what can be done with it is wanted. */
  readonly onAct: (node: JsonNode) => void;
}

/** Deeper lines stand no further to the right, or they would leave the window. */
const MOST_INDENTS = 24;

/** One value of the tree: its name, and what it says or how much is inside. */
export function TreeLine({ id, tree, node, topPx, isFound, onPick, onAct }: TreeLineProps) {
  const { document, root, current } = tree;
  const isExpanded = canOpen(document, node) ? isOpen(tree, node) : undefined;
  const Chevron = isExpanded === true ? ChevronDown : ChevronRight;
  const label = labelOf(document, node, root);
  const level = document.depthOf(node) - document.depthOf(root) + 1;
  const above = node === root ? null : document.parentOf(node);
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={level}
      aria-posinset={above === null ? 1 : document.placeOf(node) + 1}
      aria-setsize={above === null ? 1 : document.partsOf(above)}
      aria-expanded={isExpanded}
      aria-selected={node === current}
      className={classNames(
        styles['line'],
        node === current && styles['current'],
        isFound && styles['found'],
      )}
      style={{
        transform: `translateY(${String(topPx)}px)`,
        paddingLeft: `${String(Math.min(level, MOST_INDENTS) * 0.875)}rem`,
      }}
      onClick={() => {
        onPick(node);
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        onAct(node);
      }}
    >
      <span className={styles['chevron']}>
        {isExpanded !== undefined && <Chevron size={14} aria-hidden="true" />}
      </span>
      {label !== null && <span className={styles['label']}>{label}: </span>}
      <span className={styles[document.kindOf(node)]}>{summaryOf(document, node)}</span>
      {document.isRepeated(node) && (
        <span className={styles['repeated']}>{t('comes again, and replaces the one above')}</span>
      )}
    </div>
  );
}
