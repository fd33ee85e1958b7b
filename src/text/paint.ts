/** The text in the colour or weight of these SGR parameters, for a terminal: `1;31` is bold red. Without parameters, the text as it is. */
export function paint(text: string, sgr: string | undefined): string {
  return sgr === undefined ? text : `\x1b[${sgr}m${text}\x1b[0m`;
}
