// Figures as text.

/** Three digits: more are noise. */
export const rounded = (figure) => Number(figure.toPrecision(3));

export const digits = (figure) => {
  if (figure === 0 || figure >= 10) return figure.toFixed(figure === 0 ? 0 : 1);
  return figure.toFixed(figure < 0.1 ? 3 : 2);
};

export const amount = (figure, { unit }) => (figure === undefined ? '' : unit === undefined ? digits(figure) : `${digits(figure)} ${unit}`);

export const range = ({ lowest, highest }) => `${digits(lowest)}–${digits(highest)}`;

const row = (what, median, spread, goal) => `${what.padEnd(40)}${median.padStart(12)}${spread.padStart(15)}${goal.padStart(12)}`;

export const heading = row('what', 'median', 'spread', 'goal');

export function line(one, result) {
  const missed = result.median > one.goal ? '  missed' : '';
  return `${row(one.name, amount(result.median, one), range(result), amount(one.goal, one))}${missed}`.trimEnd();
}
