import type { PageReading } from './page_reading.ts';
import type { Item } from './outline.ts';
import { escapeHtml } from '../../text/html.ts';

/** Indents are classes, because the page's policy allows no style attributes. */
const DEEPEST = 12;

/** The rows of a reading as a table. It is complete without the script. */
export function treeTable({ items, side, reader, divergenceRow, misreads }: PageReading, divergenceText: string | undefined): string {
  const found = items.findIndex(({ row }) => row === divergenceRow);
  const divergesAt = found < 0 ? items.length : found;
  const divergence = divergenceText === undefined ? [] : [`<tr class="divergence"><td colspan="4"><strong>► ${escapeHtml(divergenceText)}</strong></td></tr>`];
  const rows = items.map((item, i) => treeRow(item, misreads && i >= divergesAt));
  return `<table data-side="${side}" aria-label="Read by ${escapeHtml(reader)}">
<thead><tr><th scope="col">offset</th><th scope="col">len</th><th scope="col">field</th><th scope="col">value</th></tr></thead>
<tbody>
${[...rows.slice(0, divergesAt), ...divergence, ...rows.slice(divergesAt)].join('\n')}
</tbody>
</table>`;
}

function treeRow({ row, name, kind, within }: Item, isMisread: boolean): string {
  const isAmiss = kind === 'failed' || kind === 'unread';
  const note = kind === 'unread' ? 'never reached' : row.note;
  const classes = `k-${kind}${row.isLeaf ? '' : ' group'}${isMisread ? ' misread' : ''}`;
  const isGroup = !row.isLeaf && within > 0;
  const type = row.type === '' || row.type === name ? '' : ` <i>${escapeHtml(row.type)}</i>`;
  return `<tr class="${classes}" data-d="${row.depth}" data-s="${row.offset}" data-l="${row.length}"${isGroup ? ` data-n="${within}"` : ''}>` +
    `<td>${isAmiss ? '<b>&gt;&gt;&gt;</b> ' : ''}${row.offset}</td><td>${row.length}</td>` +
    `<td class="d${Math.min(row.depth, DEEPEST)}" title="${escapeHtml(row.path)}"><span class="n">${escapeHtml(name)}</span>${type}</td>` +
    `<td>${escapeHtml(row.value)}${note === '' ? '' : ` <em>${escapeHtml(note)}</em>`}</td></tr>`;
}
