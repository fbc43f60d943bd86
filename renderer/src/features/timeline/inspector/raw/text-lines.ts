import { visibleText } from '../../../../wording/safe-text.ts';

/** A long text in lines of so many characters, none of which is made before it is drawn. */
export interface TextLines {
  readonly count: number;
  /** As it is shown: what cannot be seen is written as an escape. */
  readonly lineAt: (index: number) => string;
}

/** Breaks a text at its own line breaks and after so many characters, never between the halves of one. */
export function textLines(text: string, columns: number): TextLines {
  const paragraphs = paragraphsOf(text, columns);
  const last = paragraphs.at(-1);
  return {
    count: last === undefined ? 0 : last.line + last.lines,
    lineAt: (index) => {
      const paragraph = paragraphs.findLast(({ line }) => line <= index);
      if (paragraph === undefined) return '';
      const start = paragraph.start + (index - paragraph.line) * columns;
      const end = Math.min(paragraph.end, start + columns);
      return visibleText(text.slice(whole(text, start), whole(text, end)));
    },
  };
}

interface Paragraph {
  /** Where it stands in the text; the end is behind it, before the line break. */
  readonly start: number;
  readonly end: number;
  /** Its first line, and how many it has. */
  readonly line: number;
  readonly lines: number;
}

/** More line breaks than this are shown as escapes: nothing on the wire is written in lines. */
const MOST_PARAGRAPHS = 10_000;

function paragraphsOf(text: string, columns: number): readonly Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let line = 0;
  for (let start = 0; start <= text.length;) {
    const found = paragraphs.length < MOST_PARAGRAPHS ? text.indexOf('\n', start) : -1;
    const end = found === -1 ? text.length : found;
    const lines = Math.max(1, Math.ceil((end - start) / columns));
    paragraphs.push({ start, end, line, lines });
    line += lines;
    start = end + 1;
  }
  return paragraphs;
}

/** The place, or the one behind it when it goes through a pair of surrogates. */
function whole(text: string, at: number): number {
  const isWithinPair =
    /^[\udc00-\udfff]/.test(text.charAt(at)) && /[\ud800-\udbff]$/.test(text.charAt(at - 1));
  return isWithinPair ? at + 1 : at;
}
