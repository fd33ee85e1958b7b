const WIDTH = 100;
const LABEL = 16;

/** A label and its text as lines of at most 100 columns. There are no lines if the text is empty. */
export function entry(label: string, text: string): string[] {
  return text === '' ? [] : wrapped(label.padEnd(LABEL), text);
}

/** The text after its lead, broken between words. Each further line begins below the first column of the text. */
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
