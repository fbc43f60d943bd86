import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** Where something stands: `renderer/src/App.tsx:12`. */
type Place = string;

/** A call of `t`; `text` is null where it is no literal, and so can be found by nobody. */
export interface TextCall {
  readonly place: Place;
  readonly text: string | null;
  /** The names of the values, where the call spells them out. */
  readonly values: readonly string[] | null;
  /** Made while its module is loaded, when no language is chosen yet. */
  readonly isTooEarly: boolean;
}

/** A literal that reads like something for people. */
export interface BareText {
  readonly place: Place;
  readonly text: string;
}

interface SourceTexts {
  readonly calls: readonly TextCall[];
  readonly bare: readonly BareText[];
}

/** How a room puts what people read: the window does little else, main does so in sentences and labelled fields. */
export type Manner = 'window' | 'main';

/** Reads one file for its texts, those that pass through `t` and those that do not. */
export function textsOf(path: string, manner: Manner): SourceTexts {
  const source = ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const calls: TextCall[] = [];
  const bare: BareText[] = [];
  const placeOf = (node: ts.Node): Place =>
    `${path}:${String(source.getLineAndCharacterOfPosition(node.getStart()).line + 1)}`;

  function visit(node: ts.Node): void {
    if (isNeverShown(node)) return;
    if (isCallOfT(node)) {
      calls.push({
        place: placeOf(node),
        text: literalText(node.arguments[0]),
        values: valueNames(node.arguments[1]),
        isTooEarly: !isWithinFunction(node),
      });
      node.arguments.slice(1).forEach(visit);
      return;
    }
    const text = shownText(node);
    if (text !== null && readsLikeText(node, text, manner)) bare.push({ place: placeOf(node), text });
    ts.forEachChild(node, visit);
  }

  visit(source);
  return { calls, bare };
}

const isCallOfT = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't';

/** A literal, or several that are joined. */
function literalText(node: ts.Expression | undefined): string | null {
  if (node === undefined) return null;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return null;
  const [left, right] = [literalText(node.left), literalText(node.right)];
  return left === null || right === null ? null : left + right;
}

function valueNames(node: ts.Expression | undefined): readonly string[] | null {
  if (node === undefined) return [];
  if (!ts.isObjectLiteralExpression(node) || node.properties.some(ts.isSpreadAssignment)) return null;
  return node.properties.flatMap(({ name }) => (name === undefined ? [] : [name.getText()]));
}

function isWithinFunction(node: ts.Node): boolean {
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) if (ts.isFunctionLike(at)) return true;
  return false;
}

const ATTRIBUTES_OF_MACHINES = new Set([
  'className',
  'key',
  'id',
  'role',
  'type',
  'slot',
  'href',
  'd',
  'placement',
]);
const CALLS_OF_MACHINES = new Set(['assertNever', 'Error', 'DOMException', 'super']);

/** Imports, types, names of properties, comparisons, and what only programmers read. */
function isNeverShown(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return true;
  if (ts.isJsxAttribute(node)) return ATTRIBUTES_OF_MACHINES.has(node.name.getText());
  if (ts.isCallExpression(node) || ts.isNewExpression(node))
    return CALLS_OF_MACHINES.has(node.expression.getText());
  if (!ts.isStringLiteralLike(node)) return false;
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return parent.name === node;
  return ts.isCaseClause(parent) || ts.isElementAccessExpression(parent) || isComparison(parent);
}

const COMPARISONS: readonly ts.SyntaxKind[] = [
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
];

const isComparison = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node) && COMPARISONS.includes(node.operatorToken.kind);

/** What a literal shows, with `{}` where something is filled in; null for what is no literal. */
function shownText(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isJsxText(node)) return node.text.trim().replaceAll(/\s+/g, ' ');
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('');
}

const LETTER = /\p{L}/u;
/** Two words, or one that begins like a label. */
const WORDS = /\p{L}[\p{P}]?\s+[\p{P}{]*\p{L}/u;
const LABEL = /^\p{Lu}\p{Ll}/u;
const SENTENCE = /[.?!…]$/u;

const LABELLED = new Set([
  'aria-label',
  'aria-description',
  'aria-valuetext',
  'alt',
  'title',
  'label',
  'placeholder',
  'message',
  'detail',
  'description',
  'buttonLabel',
]);

const isLabelled = (node: ts.Node): boolean =>
  (ts.isJsxAttribute(node.parent) || ts.isPropertyAssignment(node.parent)) &&
  LABELLED.has(node.parent.name.getText());

function readsLikeText(node: ts.Node, text: string, manner: Manner): boolean {
  const words = text.replaceAll('{}', ' ');
  if (!LETTER.test(words)) return false;
  if (ts.isJsxText(node) || isLabelled(node)) return true;
  if (manner === 'main') return WORDS.test(text) && LABEL.test(text) && SENTENCE.test(text);
  return WORDS.test(text) || LABEL.test(text) || /\{\} \p{L}|\p{L}{2} \{\}/u.test(text);
}
