const WIDTH = 100;
const LABEL = 16;

/** A label and its text, as lines of at most 100 columns; none where there is no text. */
export function entry(label: string, text: string): string[] {
  return text === '' ? [] : wrapped(label.padEnd(LABEL), text);
}

/** The text behind its lead, broken between words, continued below its own first column. */
export function wrapped(lead: string, text: string): string[] {
  const lines: string[] = [];
  let line = lead;
  for (const word of text.split(' ')) {
    if (line.length + word.length > WIDTH && line.length > lead.length) {
      lines.push(line.trimEnd());
      line = ' '.repeat(lead.length);
    }
    line += `${word} `;
  }
  lines.push(line.trimEnd());
  return lines;
}
