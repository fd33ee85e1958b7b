// Figures as text.

/** Three digits: more are noise. */
export const rounded = (figure) => Number(figure.toPrecision(3));

export const digits = (figure) => {
  if (figure === 0 || figure >= 10) return figure.toFixed(figure === 0 ? 0 : 1);
  return figure.toFixed(figure < 0.1 ? 3 : 2);
};

export const amount = (figure, { unit }) => (figure === undefined ? '' : unit === undefined ? digits(figure) : `${digits(figure)} ${unit}`);

export const range = ({ lowest, highest }) => `${digits(lowest)}–${digits(highest)}`;

const WIDTHS = { what: 40, median: 12, spread: 15, goal: 12 };

export const heading = `${'what'.padEnd(WIDTHS.what)}${'median'.padStart(WIDTHS.median)}${'spread'.padStart(WIDTHS.spread)}${'goal'.padStart(WIDTHS.goal)}`;

export function line(one, result) {
  const missed = result.median > one.goal ? '  missed' : '';
  const cells = [one.name.padEnd(WIDTHS.what), amount(result.median, one).padStart(WIDTHS.median), range(result).padStart(WIDTHS.spread)];
  return `${cells.join('')}${amount(one.goal, one).padStart(WIDTHS.goal)}${missed}`.trimEnd();
}
