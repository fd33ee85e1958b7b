/** Characters that a reader cannot see or a terminal would obey: controls, formatting, line separators, halves of surrogate pairs. */
export const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Almost every text. It is tested first, because \p takes several times as long. */
const ASCII = /^[ -~]*$/;

/** The text with unseen characters written as `\u202e`. It is safe to print on a terminal, whoever chose it. */
export function visible(text: string): string {
  return ASCII.test(text) ? text : text.replace(UNSEEN, escaped);
}

/** A character as `\u202e`, or as `\u{e0041}` above ffff. */
export function escaped(character: string): string {
  const digits = (character.codePointAt(0) ?? 0).toString(16);
  return digits.length > 4 ? `\\u{${digits}}` : `\\u${digits.padStart(4, '0')}`;
}
