import { compareBytes } from '../../buffer/bytes/bytes.ts';
import type { Explanation } from '../explain/explain.ts';
import { hexLines } from './hex.ts';
import type { Callout } from './hex.ts';
import { pageReadings } from './page_reading.ts';
import type { PageReading, PageReadings } from './page_reading.ts';
import { SCRIPT, SCRIPT_HASH } from './script.ts';
import { STYLE, STYLE_HASH } from './style.ts';
import { treeTable } from './tree.ts';
import { escapeHtml } from '../../text/html.ts';
import { counted } from '../../text/numbers.ts';

const LEGEND = [
  ['framing', 'framing'], ['number', 'number'], ['text', 'text, bytes'], ['address', 'address'], ['time', 'time'], ['id', 'id'],
  ['features', 'features'], ['padding', 'padding'], ['skipped', 'skipped'], ['failed', 'failed'], ['unread', 'never reached'],
] as const;

/**
 * A page of one file that needs no network: the bytes on one side, the fields on the other, linked both ways.
 *
 * All text is escaped, and the page's own policy lets nothing run or load but its one style and one script. Of large input it shows
 * the ends of long fields and long lists, and says how much it leaves out.
 *
 * @param other another release's reading of the same bytes, shown beside the first, with the byte where it leaves the first
 * @throws TypeError for readings of different bytes
 */
export function explainHtml(explanation: Explanation<unknown>, other?: Explanation<unknown>): string {
  const { type, bytes } = explanation;
  if (other !== undefined && compareBytes(bytes, other.bytes) !== 0) throw new TypeError('the readings are of different bytes');
  const shown = pageReadings(explanation, other);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${STYLE_HASH}'; script-src '${SCRIPT_HASH}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(type)}, ${counted(bytes.length, 'byte')}</title>
<style>${STYLE}</style>
</head>
<body${other === undefined ? '' : ' class="two"'}>
<header>
<h1>${escapeHtml(type)}<small>${counted(bytes.length, 'byte')}</small></h1>
<ul>
${verdicts(shown)}
</ul>
</header>
<main>
<section class="bytes"><h2>Bytes</h2><div class="scroll"><pre aria-label="Bytes">${hexLines(bytes, shown.readings, callouts(shown))}</pre></div>
<p class="legend">${LEGEND.map(([kind, text]) => `<span class="r k-${kind}">${text}</span>`).join(' ')}</p></section>
${shown.readings.map((reading) => section(reading, shown.fork?.text)).join('\n')}
</main>
<footer><output hidden></output></footer>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function section(reading: PageReading, forkText: string | undefined): string {
  return `<section class="reading"><h2>Read by ${escapeHtml(reading.reader)}</h2><div class="scroll">${treeTable(reading, forkText)}</div></section>`;
}

function verdicts({ readings, fork }: PageReadings): string {
  const lines = readings.map(verdict);
  if (fork !== undefined) lines.push(`<li class="${fork.how === 'skips' ? 'plain' : 'odd'}"><b>► byte ${fork.offset}</b> ${escapeHtml(fork.text + fork.detail)}</li>`);
  else if (readings.length > 1) lines.push('<li class="good"><b>=</b> both come to the same fields at the same bytes</li>');
  return lines.join('\n');
}

function verdict({ reader, error, isLost }: PageReading): string {
  const line = (kind: string, mark: string, text: string): string => `<li class="${kind}"><b>${mark} ${escapeHtml(reader)}</b> ${escapeHtml(text)}</li>`;
  if (error !== undefined) return line('bad', '✗', error);
  return isLost ? line('odd', '!', 'reads to the end without an error, yet not what was written') : line('good', '✓', 'decodes');
}

function callouts({ readings, fork }: PageReadings): Callout[] {
  const forking = fork === undefined ? [] : [{ offset: fork.offset, text: fork.text, isFailure: false }];
  const failing = readings.flatMap(({ reader, failed }) =>
    failed === undefined ? [] : [{ offset: failed.offset, text: `${reader} fails here, in ${lastSteps(failed.path)}`, isFailure: true }],
  );
  return [...forking, ...failing];
}

/** Of `MonMap.created.nsec`, `created.nsec`: what a short line has room for. */
function lastSteps(path: string): string {
  return path.split('.').slice(-2).join('.');
}
