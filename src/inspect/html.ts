import { compareBytes } from '../buffer/bytes.ts';
import type { Explanation } from './explain.ts';
import { forkOf } from './fork.ts';
import type { Fork } from './fork.ts';
import { SIDES, hexLines } from './html_hex.ts';
import type { Callout } from './html_hex.ts';
import { SCRIPT, SCRIPT_HASH } from './html_script.ts';
import { STYLE, STYLE_HASH } from './html_style.ts';
import { treeTable } from './html_tree.ts';
import { nameOf } from './kind.ts';
import { outline } from './outline.ts';
import type { Item } from './outline.ts';
import type { Row } from './row.ts';
import { counted, html } from './visible.ts';

/** One reading as a page shows it. */
export interface PageReading {
  readonly side: (typeof SIDES)[number];
  readonly label: string;
  readonly items: readonly Item[];
  /** Bytes that the input lacks of the field that failed, as far as they are drawn. */
  readonly missing: number;
  /** Where it parts from the other; `isLost` where what follows is not what the bytes say. */
  readonly fork: { readonly row: Row | undefined; readonly text: string; readonly isLost: boolean } | undefined;
}

const MOST_MISSING = 16;

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
  if (other !== undefined && compareBytes(explanation.bytes, other.bytes) !== 0) throw new TypeError('the readings are of different bytes');
  const fork = other === undefined ? undefined : forkOf(explanation, other);
  const readings = [pageReading(explanation, 0, fork, other), ...(other === undefined ? [] : [pageReading(other, 1, fork, other)])];
  const { type, bytes } = explanation;
  const title = `${type}, ${counted(bytes.length, 'byte')}`;
  const verdicts = [verdict(explanation, false), ...(other === undefined ? [] : [verdict(other, fork?.how === 'parts'), forkLine(fork, explanation, other)])];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${STYLE_HASH}'; script-src '${SCRIPT_HASH}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${html(title)}</title>
<style>${STYLE}</style>
</head>
<body${other === undefined ? '' : ' class="two"'}>
<header>
<h1>${html(type)}<small>${counted(bytes.length, 'byte')}</small></h1>
<ul>
${verdicts.join('\n')}
</ul>
</header>
<main>
<section class="bytes"><h2>Bytes</h2><div class="scroll"><pre aria-label="Bytes">${hexLines(bytes, readings, callouts(explanation, other, fork))}</pre></div>
<p class="legend">${LEGEND.map(([kind, text]) => `<span class="r k-${kind}">${text}</span>`).join(' ')}</p></section>
${readings.map((reading) => `<section class="reading"><h2>${html(reading.label)}</h2><div class="scroll">${treeTable(reading)}</div></section>`).join('\n')}
</main>
<footer><output hidden></output></footer>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function pageReading(explanation: Explanation<unknown>, n: 0 | 1, fork: Fork | undefined, other: Explanation<unknown> | undefined): PageReading {
  const row = n === 0 ? fork?.first : fork?.second;
  return {
    side: SIDES[n],
    label: `Read by ${readerOf(explanation)}`,
    items: outline(explanation.rows, [row]),
    missing: missingOf(explanation),
    fork: fork === undefined ? undefined : { row, text: forkText(fork, other), isLost: n === 1 && fork.how === 'parts' },
  };
}

function missingOf({ error, bytes, rows }: Explanation<unknown>): number {
  const failed = rows.find(({ state }) => state === 'failed');
  if (error?.code !== 'end_of_buffer' || failed === undefined || failed.offset + failed.length !== bytes.length) return 0;
  return Math.min(MOST_MISSING, (error.needed ?? 0) - (error.available ?? 0));
}

function readerOf({ as }: Explanation<unknown>): string {
  return as ?? 'cephwire';
}

function verdict(explanation: Explanation<unknown>, isLost: boolean): string {
  const { error } = explanation;
  const [kind, text] =
    error !== undefined ? (['bad', error.message] as const)
    : isLost ? (['odd', 'reads to the end without an error, yet not what was written'] as const)
    : (['good', 'decodes'] as const);
  const mark = { good: '✓', odd: '!', bad: '✗' }[kind];
  return `<li class="${kind}"><b>${mark} ${html(readerOf(explanation))}</b> ${html(text)}</li>`;
}

function forkLine(fork: Fork | undefined, first: Explanation<unknown>, second: Explanation<unknown>): string {
  if (fork === undefined) return '<li class="good"><b>=</b> both come to the same fields at the same bytes</li>';
  const { offset } = fork;
  const taken = [fork.first, fork.second].map((row, n) => `${readerOf(n === 0 ? first : second)} reads ${row === undefined ? 'nothing' : `${nameOf(row)} ${row.type}`.trim()}`);
  const detail = fork.how === 'parts' ? `: ${taken.join(', ')}` : '';
  return `<li class="${fork.how === 'skips' ? 'plain' : 'odd'}"><b>► byte ${offset}</b> ${html(forkText(fork, second) + detail)}</li>`;
}

function forkText({ how, second }: Fork, other: Explanation<unknown>): string {
  const reader = readerOf(other);
  const isSecond = second === undefined || second.state === 'failed' || second.state === 'unread';
  return { parts: `here ${reader} leaves the track`, stops: `here ${isSecond ? reader : 'cephwire'} stops`, skips: `from here ${reader} skips what it does not know` }[how];
}

/** Of `MonMap.created.nsec`, `created.nsec`: what a short line has room for. */
function lastSteps({ path }: Row): string {
  return path.split('.').slice(-2).join('.');
}

function callouts(explanation: Explanation<unknown>, other: Explanation<unknown> | undefined, fork: Fork | undefined): Callout[] {
  const failures = [explanation, ...(other === undefined ? [] : [other])].flatMap((one): Callout[] => {
    const failed = one.rows.find(({ state }) => state === 'failed');
    return failed === undefined ? [] : [{ offset: failed.offset, text: `${readerOf(one)} fails here, in ${lastSteps(failed)}`, isFailure: true }];
  });
  return [...(fork === undefined ? [] : [{ offset: fork.offset, text: forkText(fork, other), isFailure: false }]), ...failures];
}
