/** Where two outputs differ first. */
export interface FirstDifference {
  /** From 1. */
  line: number;
  /** What stands there: a word, or nothing at the end. */
  expected: { start: number; end: number };
  got: { start: number; end: number };
}

/** The first word that differs, as offsets into both texts; undefined when all words agree. */
export function firstDifference(expected: string, got: string): FirstDifference | undefined {
  const [one, other] = [words(expected), words(got)];
  for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
    const [left, right] = [one[index], other[index]];
    if (left && right && left.text === right.text) continue;
    const [left_, right_] = [left ?? atEnd(expected), right ?? atEnd(got)];
    const line = expected.slice(0, left_.start).split("\n").length;
    return { line, expected: left_, got: right_ };
  }
  return undefined;
}

function words(text: string): { text: string; start: number; end: number }[] {
  return [...text.matchAll(/\S+/g)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function atEnd(text: string): { start: number; end: number } {
  const { length } = text.trimEnd();
  return { start: length, end: length };
}
