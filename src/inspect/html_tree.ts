import type { PageReading } from './html.ts';
import type { Item } from './outline.ts';
import { html } from './visible.ts';

/** Indents are classes, since the page allows no style attributes. */
const DEEPEST = 12;

/** What a reading made of the bytes, as a table that is complete without a script. */
export function treeTable(reading: PageReading): string {
  const { items, side, fork, label } = reading;
  const forkAt = fork === undefined ? -1 : items.findIndex(({ row }) => row === fork.row);
  const rows = items.map((item, i) => (i === forkAt && fork !== undefined ? forkRow(fork.text) : '') + treeRow(item, fork?.isLost === true && forkAt >= 0 && i >= forkAt));
  const end = fork !== undefined && forkAt < 0 ? forkRow(fork.text) : '';
  return `<table data-side="${side}" aria-label="${html(label)}">
<thead><tr><th scope="col">offset</th><th scope="col">len</th><th scope="col">field</th><th scope="col">value</th></tr></thead>
<tbody>
${rows.join('\n')}${end}
</tbody>
</table>`;
}

function forkRow(text: string): string {
  return `<tr class="fork"><td colspan="4"><strong>► ${html(text)}</strong></td></tr>\n`;
}

function treeRow({ row, name, kind, within }: Item, isLost: boolean): string {
  const isAmiss = kind === 'failed' || kind === 'unread';
  const note = kind === 'unread' ? 'never reached' : row.note;
  const classes = `k-${kind}${row.isLeaf ? '' : ' group'}${isLost ? ' lost' : ''}`;
  const isGroup = !row.isLeaf && within > 0;
  const type = row.type === '' || row.type === name ? '' : ` <i>${html(row.type)}</i>`;
  return `<tr class="${classes}" data-d="${row.depth}" data-s="${row.offset}" data-l="${row.length}"${isGroup ? ` data-n="${within}"` : ''}>` +
    `<td>${isAmiss ? '<b>&gt;&gt;&gt;</b> ' : ''}${row.offset}</td><td>${row.length}</td>` +
    `<td class="d${Math.min(row.depth, DEEPEST)}" title="${html(row.path)}"><span class="n">${html(name)}</span>${type}</td>` +
    `<td>${html(row.value)}${note === '' ? '' : ` <em>${html(note)}</em>`}</td></tr>`;
}
