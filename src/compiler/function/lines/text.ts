/** Without parentheses around the whole. */
export function stripped(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i === text.length - 1 ? stripped(text.slice(1, -1)) : text;
  }
  return text;
}

const OPPOSITE: ReadonlyMap<string, string> = new Map([['===', '!=='], ['!==', '==='], ['<', '>='], ['>=', '<'], ['>', '<='], ['<=', '>']]);

/** The opposite of a condition; comparisons are of numbers that are none of them NaN. */
export function negated(test: string): string {
  const [, left, operator, right] = /^([\w.$]+(?:\([\w.$]*\))?) (===|!==|<=?|>=?) ([\w.$]+(?:\([\w.$]*\))?)$/.exec(test) ?? [];
  return operator === undefined ? `!(${test})` : `${left} ${OPPOSITE.get(operator)} ${right}`;
}
