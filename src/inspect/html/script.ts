/** The page's script. It links the elements of the page, and makes no new elements from the bytes. */
export const SCRIPT = `
'use strict';
(() => {
  const tables = [...document.querySelectorAll('table')];
  const sides = tables.map((table) => table.dataset.side);
  const rowsOf = new Map(tables.map((table) => [table.dataset.side, [...table.querySelectorAll('tr[data-d]')]]));
  const runs = [...document.querySelectorAll('pre [data-a]')];
  const runsOf = new Map(sides.map((side) => [side, []]));
  for (const run of runs) for (const side of sides) if (side in run.dataset) (runsOf.get(side)[run.dataset[side]] ??= []).push(run);
  const output = document.querySelector('output');
  output.hidden = false;
  output.textContent = 'Point at a byte or a field; arrow keys move, Enter or left and right fold, Tab goes to the next pane.';

  let marked = [];
  const mark = (element, name) => { element.classList.add(name); marked.push([element, name]); };
  const indexOf = new Map();
  for (const rows of rowsOf.values()) rows.forEach((row, i) => indexOf.set(row, i));
  const sideOf = (row) => row.closest('table').dataset.side;
  const within = (row) => Number(row.dataset.n ?? 0);

  function clear() { for (const [element, name] of marked) element.classList.remove(name); marked = []; }

  /** Marks a row, its bytes, and what the other reading has there. */
  function showRow(row) {
    clear();
    const [side, i] = [sideOf(row), indexOf.get(row)];
    mark(row, 'on');
    for (let j = i; j <= i + within(row); j++) for (const run of runsOf.get(side)[j] ?? []) {
      mark(run, within(row) ? 'in' : 'on');
      if (!within(row)) for (const other of sides) if (other !== side) mark(rowsOf.get(other)[run.dataset[other]], 'also');
    }
    tell(row);
  }

  /** Marks a run of bytes, the rest of its field, and the row of each reading. */
  function showRun(run) {
    clear();
    for (const side of sides) {
      mark(rowsOf.get(side)[run.dataset[side]], 'on');
      if (side === 'a') for (const other of runsOf.get(side)[run.dataset[side]]) mark(other, 'on');
    }
    tell(rowsOf.get('a')[run.dataset.a]);
  }

  function tell(row) {
    const { s, l } = row.dataset;
    const [, , field, value] = row.cells;
    const type = field.querySelector('i');
    output.textContent = [field.title, type?.textContent, 'offset ' + s + ' (0x' + Number(s).toString(16) + ')', l + (l === '1' ? ' byte' : ' bytes'), value.textContent].filter(Boolean).join('  ·  ');
  }

  const isWide = matchMedia('(min-width: 900px)');
  const reveal = (element) => { if (element && (isWide.matches || element.closest('pre'))) scrollWithin(element); };

  /** Scrolls the pane and never the page. */
  function scrollWithin(element) {
    const pane = element.closest('.scroll');
    const [box, at] = [pane.getBoundingClientRect(), element.getBoundingClientRect()];
    if (at.top < box.top + 40 || at.bottom > box.bottom) pane.scrollTop += at.top - box.top - box.height / 3;
  }

  const rowAt = (target) => target.closest?.('tr[data-d]');
  const runAt = (target) => target.closest?.('pre [data-a]');

  function show(target, reveals) {
    const [row, run] = [rowAt(target), runAt(target)];
    if (row) { showRow(row); if (reveals) reveal(document.querySelector('pre .on, pre .in')); }
    if (run) { showRun(run); if (reveals) for (const side of sides) reveal(rowsOf.get(side)[run.dataset[side]]); }
    return row ?? run;
  }
  document.addEventListener('mouseover', (event) => { if (!show(event.target, false) && !show(document.activeElement, false)) clear(); });
  document.addEventListener('focusin', (event) => show(event.target, true));

  /** One element of each pane is in the tab order: where the focus was last. */
  function focus(element) {
    for (const old of element.closest('section').querySelectorAll('[tabindex="0"]')) old.tabIndex = -1;
    element.tabIndex = 0;
    element.focus();
  }
  document.addEventListener('click', (event) => {
    const row = rowAt(event.target);
    if (row && event.target.closest('.n') && within(row)) fold(row, row.ariaExpanded === 'true');
    const element = row ?? runAt(event.target);
    if (element) focus(element);
  });

  function fold(row, folds) {
    row.ariaExpanded = String(!folds);
    const [rows, i] = [rowsOf.get(sideOf(row)), indexOf.get(row)];
    for (let j = i + 1; j <= i + within(row); j++) {
      rows[j].hidden = folds;
      if (!folds && rows[j].ariaExpanded === 'false') j += within(rows[j]);
    }
    for (const extra of row.closest('tbody').querySelectorAll('tr.divergence')) extra.hidden = extra.nextElementSibling?.hidden ?? false;
  }

  function neighbour(row, step) {
    const rows = rowsOf.get(sideOf(row));
    let i = indexOf.get(row) + step;
    while (rows[i]?.hidden) i += step;
    return rows[i];
  }
  function parent(row) {
    const rows = rowsOf.get(sideOf(row));
    let i = indexOf.get(row) - 1;
    while (i >= 0 && Number(rows[i].dataset.d) >= Number(row.dataset.d)) i--;
    return rows[i];
  }
  function nearest(run, step) {
    const [from, here] = [runs.indexOf(run), run.getBoundingClientRect()];
    for (let i = from + step; runs[i]; i += step) {
      const at = runs[i].getBoundingClientRect();
      const isNextLine = step > 0 ? at.top > here.top + 4 : at.top < here.top - 4;
      if (isNextLine && (step > 0 ? at.right > here.left : at.left <= here.left)) return runs[i];
    }
    return undefined;
  }

  const ROW_KEYS = {
    ArrowDown: (row) => neighbour(row, 1),
    ArrowUp: (row) => neighbour(row, -1),
    Home: (row) => rowsOf.get(sideOf(row))[0],
    End: (row) => rowsOf.get(sideOf(row)).findLast((r) => !r.hidden),
    ArrowLeft: (row) => row.ariaExpanded === 'true' ? void fold(row, true) : parent(row),
    ArrowRight: (row) => row.ariaExpanded === 'false' ? void fold(row, false) : within(row) ? neighbour(row, 1) : undefined,
    Enter: (row) => within(row) ? void fold(row, row.ariaExpanded === 'true') : runsOf.get(sideOf(row))[indexOf.get(row)]?.[0],
  };
  const RUN_KEYS = {
    ArrowRight: (run) => runs.slice(runs.indexOf(run)).find((r) => r.dataset.a !== run.dataset.a),
    ArrowLeft: (run) => runs.slice(0, runs.indexOf(run)).findLast((r) => r.dataset.a !== run.dataset.a),
    ArrowDown: (run) => nearest(run, 1),
    ArrowUp: (run) => nearest(run, -1),
    Home: () => runs[0],
    End: () => runs.at(-1),
    Enter: (run) => rowsOf.get('a')[run.dataset.a],
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [row, run] = [rowAt(event.target), runAt(event.target)];
    const key = row ? ROW_KEYS[event.key] : run ? RUN_KEYS[event.key] : undefined;
    if (!key) return;
    event.preventDefault();
    const next = key(row ?? run);
    if (next) focus(unfolded(next));
    else show(event.target, false);
  });

  /** The row, or the folded group that hides it. */
  function unfolded(element) {
    let row = element;
    while (row.hidden) row = parent(row);
    return row;
  }

  for (const table of tables) {
    table.role = 'treegrid';
    for (const row of rowsOf.get(table.dataset.side)) {
      row.role = 'row';
      row.tabIndex = -1;
      row.ariaLevel = String(Number(row.dataset.d) + 1);
      if (within(row)) row.ariaExpanded = 'true';
      for (const cell of row.cells) cell.role = 'gridcell';
    }
    const [first] = rowsOf.get(table.dataset.side);
    if (first) first.tabIndex = 0;
  }
  for (const run of runs) run.tabIndex = -1;
  if (runs[0]) runs[0].tabIndex = 0;
  for (const pane of document.querySelectorAll('.scroll')) reveal(pane.querySelector('tr.divergence, tr.k-failed, pre .k-failed'));
})();
`;

/** The hash of the script, as the page's Content-Security-Policy needs it. */
export const SCRIPT_HASH = 'sha256-VGwbzJA1gRwybsbpiMz6ncpcHBKAOlsZJJ5f8zPJYqI=';
