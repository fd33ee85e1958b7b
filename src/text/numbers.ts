/** A count and its noun: `1 byte`, `4,194,304 bytes`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${plural(noun, count)}`;
}

/** A noun and the numbers of what it names: `bit 59`, `bits 57, 59`. */
export function numbered(noun: string, numbers: readonly number[]): string {
  return `${plural(noun, numbers.length)} ${numbers.join(', ')}`;
}

function plural(noun: string, count: number): string {
  return count === 1 ? noun : `${noun}s`;
}

/** 4194304 as `4,194,304`. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
