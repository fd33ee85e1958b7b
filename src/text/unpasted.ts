/** More than a page of a log; what follows is not read. */
const LONGEST = 100_000;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'], ['gt', '>'], ['amp', '&'], ['quot', '"'], ['apos', "'"], ['nbsp', ' '], ['rsquo', "'"], ['lsquo', "'"],
]);

/**
 * Text as it was logged, on one line: without what web pages, mails and word processors do to it.
 *
 * Character references (`&lt;`, `&#39;`, and doubly escaped ones) and typographic quotes become characters, quoted-printable soft line
 * breaks and the `> ` of quoted mails go, and line breaks and runs of blanks become one blank, so that wrapped lines are whole again.
 */
export function unpasted(text: string): string {
  return unescaped(unescaped(text.slice(0, LONGEST).replace(/=\r?\n/g, '').replace(/=3D/g, '=')))
    .replace(/[‘’‚‛′´`]/g, "'")
    .replace(/[“”„‟″]/g, '"')
    .replace(/^[ \t]*(?:>[ \t]?)+(?=\S)/gm, '')
    .replace(/[\s\u00a0\u200b\ufeff]+/g, ' ')
    .trim();
}

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,5}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES.get(name.toLowerCase()) ?? whole;
    const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
