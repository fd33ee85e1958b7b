import { A_BOOLEAN, checkOptions, required } from '../../arguments/options.ts';
import type { OptionKinds } from '../../arguments/options.ts';
import { toHex } from '../../buffer/bytes/hex.ts';
import type { Explanation } from './explain.ts';
import { kindOf, nameOf } from './kind.ts';
import type { RowKind } from './kind.ts';
import type { Row } from './row.ts';
import { paint } from '../../text/paint.ts';
import { visible } from '../../text/visible.ts';

/** How the table looks. */
export interface TableOptions {
  /** Whether to colour with ANSI sequences. */
  readonly colour: boolean;
}

const TABLE_OPTIONS: OptionKinds<TableOptions> = { colour: required(A_BOOLEAN) };

/** How many bytes of a field are shown. */
const SHOWN = 8;
const BYTES_WIDTH = SHOWN * 3 + 1;
/** A name that ends further to the right moves its value out of the column. */
const WIDEST_FIELD = 40;

const MARKER = '>>>';
const NO_MARKER = '   ';

/** SGR parameters. These colours can be read on a light and on a dark background. */
const COLOURS: ReadonlyMap<RowKind, string> = new Map([
  ['framing', '2'], ['padding', '2'], ['skipped', '2'],
  ['text', '32'], ['address', '33'], ['id', '34'], ['time', '35'], ['features', '36'],
  ['failed', '1;31'], ['unread', '31'],
]);

interface Column {
  readonly offset: number;
  readonly length: number;
  readonly field: number;
}

/**
 * An explanation as a table: one line for each row, then the error, if there is one. Without a newline at the end.
 *
 * @example
 * ```ts
 * import { EntityName } from 'cephwire';
 * import { fromHex } from 'cephwire/buffer';
 * import { explain, explainTable } from 'cephwire/inspect';
 *
 * console.log(explainTable(explain(EntityName, fromHex('04 0300000000000000')), { colour: false }));
 * // →     offset  len  bytes                      field          value
 * // →          0    9                             entity_name_t  osd.3
 * // →          0    1  04                           type         4
 * // →          1    8  03 00 00 00 00 00 00 00      num          3
 * ```
 */
export function explainTable({ release, rows, error }: Explanation<unknown>, options: TableOptions): string {
  checkOptions('explainTable', options, TABLE_OPTIONS);
  const { colour } = options;
  const column = widths(rows);
  const heading = `${NO_MARKER} ${'offset'.padStart(column.offset)}  ${'len'.padStart(column.length)}  ${'bytes'.padEnd(BYTES_WIDTH)}  ${'field'.padEnd(column.field)}  value`;
  const lines = [paint(heading, colour ? '1' : undefined)];
  const outer: RowKind[] = [];
  for (const row of rows) {
    const kind = kindOf(row, outer[row.depth - 1] ?? 'group');
    outer[row.depth] = kind;
    lines.push(paint(line(row, column), colour ? COLOURS.get(kind) : undefined));
  }
  if (error !== undefined) {
    const reader = release === null ? '' : `read as ${release}: `;
    lines.push('', paint(`${MARKER} ${reader}${visible(error.message)}`, colour ? COLOURS.get('failed') : undefined));
  }
  return lines.join('\n');
}

function widths(rows: readonly Row[]): Column {
  const whole = rows[0]?.length ?? 0;
  let field = 0;
  for (const row of rows) field = Math.max(field, row.depth * 2 + nameOf(row).length);
  return { offset: Math.max(6, String(whole).length), length: Math.max(3, String(whole).length), field: Math.min(field, WIDEST_FIELD) };
}

function line(row: Row, column: Column): string {
  const isAmiss = row.state === 'failed' || row.state === 'unread';
  const name = `${'  '.repeat(row.depth)}${nameOf(row)}`;
  const cells = [
    `${isAmiss ? MARKER : NO_MARKER} ${String(row.offset).padStart(column.offset)}`,
    String(row.length).padStart(column.length),
    (row.isLeaf ? firstBytes(row.bytes) : '').padEnd(BYTES_WIDTH),
    visible(name).padEnd(column.field),
    visible(row.isLeaf ? row.value : `${row.type === nameOf(row) ? '' : row.type} ${row.value}`.trim()),
  ];
  const note = row.state === 'unread' ? 'never reached' : visible(row.note);
  return `${cells.join('  ')}${note === '' ? '' : `  <- ${note}`}`.trimEnd();
}

function firstBytes(bytes: Uint8Array): string {
  const pairs = Array.from(bytes.subarray(0, SHOWN), (byte) => toHex(Uint8Array.of(byte)));
  return `${pairs.join(' ')}${bytes.length > SHOWN ? ' …' : ''}`;
}
