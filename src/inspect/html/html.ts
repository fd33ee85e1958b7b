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
 * An explanation as an HTML page: the bytes on one side, the fields on the other, with links in both directions. The page is
 * one file and needs no network.
 *
 * All text is escaped. The page's Content-Security-Policy allows only its own style and script. For large input, the page
 * shows the start and the end of long fields and lists, and says how much it leaves out.
 *
 * @param other how another release reads the same bytes; the page shows it beside the first, and marks where they diverge
 *
 * Errors  TypeError for explanations of different bytes
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { MonMap } from 'cephwire';
 * import { explain, explainHtml } from 'cephwire/inspect';
 *
 * const bytes = readFileSync('monmap.bin');
 * const page = explainHtml(explain(MonMap, bytes), explain(MonMap, bytes, { release: 'hammer' }));
 * console.log(page.startsWith('<!doctype html>')); // → true
 * ```
 */
export function explainHtml(explanation: Explanation<unknown>, other?: Explanation<unknown>): string {
  const { type, bytes } = explanation;
  if (other !== undefined && compareBytes(bytes, other.bytes) !== 0) throw new TypeError('the explanations are of different bytes');
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
${shown.readings.map((reading) => section(reading, shown.divergence?.text)).join('\n')}
</main>
<footer><output hidden></output></footer>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function section(reading: PageReading, divergenceText: string | undefined): string {
  return `<section class="reading"><h2>Read by ${escapeHtml(reading.reader)}</h2><div class="scroll">${treeTable(reading, divergenceText)}</div></section>`;
}

function verdicts({ readings, divergence }: PageReadings): string {
  const lines = readings.map(verdict);
  if (divergence !== undefined) {
    const { how, offset, text, detail } = divergence;
    lines.push(`<li class="${how === 'skips' ? 'plain' : 'odd'}"><b>► byte ${offset}</b> ${escapeHtml(text + detail)}</li>`);
  } else if (readings.length > 1) {
    lines.push('<li class="good"><b>=</b> both read the same fields from the same bytes</li>');
  }
  return lines.join('\n');
}

function verdict({ reader, error, misreads }: PageReading): string {
  const line = (kind: string, mark: string, text: string): string => `<li class="${kind}"><b>${mark} ${escapeHtml(reader)}</b> ${escapeHtml(text)}</li>`;
  if (error !== undefined) return line('bad', '✗', error);
  return misreads ? line('odd', '!', 'decodes without an error, but not what was written') : line('good', '✓', 'decodes');
}

function callouts({ readings, divergence }: PageReadings): Callout[] {
  const diverging = divergence === undefined ? [] : [{ offset: divergence.offset, text: divergence.text, isFailure: false }];
  const failing = readings.flatMap(({ reader, failed }) =>
    failed === undefined ? [] : [{ offset: failed.offset, text: `${reader} fails here, in ${lastSteps(failed.path)}`, isFailure: true }],
  );
  return [...diverging, ...failing];
}

/** The last two steps of a path, which fit a short line: `created.nsec` for `MonMap.created.nsec`. */
function lastSteps(path: string): string {
  return path.split('.').slice(-2).join('.');
}
