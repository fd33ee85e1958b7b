/** Names what a caller gave, for an error: `a string`, `null`, `a number[]`, `a Promise`. */
export function givenText(given: unknown): string {
  if (given === null || given === undefined) return String(given);
  if (Array.isArray(given)) return given.length > 0 && given.every((item) => typeof item === 'number') ? 'a number[]' : 'an array';
  if (typeof given !== 'object') return `a ${typeof given}`;
  const name: unknown = Object.getPrototypeOf(given)?.constructor?.name;
  if (typeof name !== 'string' || name === '' || name === 'Object') return 'an object';
  return `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`;
}
