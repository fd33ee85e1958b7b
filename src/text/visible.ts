/** Controls, invisible and bidirectional formatting, line separators, halves of surrogate pairs: what a reader cannot see, or should not obey. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const UNSEEN_OR_MARKUP = new RegExp(`[&<>"']|${UNSEEN.source}`, 'gu');

const ENTITIES: ReadonlyMap<string, string> = new Map([['&', '&amp;'], ['<', '&lt;'], ['>', '&gt;'], ['"', '&quot;'], ["'", '&#39;']]);

/** Nearly every text; asked first, since \p takes several times as long. */
const ASCII = /^[ -~]*$/;

/** The text with what cannot be seen as `\u202e`: safe to print on a terminal, whoever chose it. */
export function visible(text: string): string {
  return ASCII.test(text) ? text : text.replace(UNSEEN, escaped);
}

/** The same as HTML, for an element's content or a quoted attribute. */
export function html(text: string): string {
  return text.replace(UNSEEN_OR_MARKUP, (character) => ENTITIES.get(character) ?? escaped(character));
}

function escaped(character: string): string {
  const digits = (character.codePointAt(0) ?? 0).toString(16);
  return digits.length > 4 ? `\\u{${digits}}` : `\\u${digits.padStart(4, '0')}`;
}

/** 4194304 as `4,194,304`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** A count with its noun: `1 byte`, `2 bytes`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}
