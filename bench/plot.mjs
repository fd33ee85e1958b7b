// Draws decode.svg: decode time against the number of monitors. `npm run bench:plot`, or `node bench/plot.mjs ROUNDS`.
import { writeFileSync } from 'node:fs';
import { measure, progressOn, summary } from './measure.mjs';
import { nodesOf } from './nodes.mjs';
import { PLOTTED } from './sides.mjs';

const WIDTH = 340;
const HEIGHT = 240;
const LEFT = 56;
const TOP = 48;
const GAP = 76;

const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #333 }
  .axis, .grid { stroke: #888; fill: none } .grid { stroke-opacity: 0.25 }
  .ours { stroke: #0a63c9; fill: #0a63c9 } .yardstick { stroke: #b4530a; fill: #b4530a }
  path.ours, path.yardstick { fill: none; stroke-width: 2 } text.ours, text.yardstick { stroke: none }
  @media (prefers-color-scheme: dark) {
    text { fill: #ddd }
    .ours { stroke: #6cb0ff; fill: #6cb0ff } .yardstick { stroke: #ffa95c; fill: #ffa95c }
  }`;

const PAGE = { width: 2 * (WIDTH + GAP) + LEFT - 40, height: TOP + HEIGHT + 60 };

/** For each number of monitors the time of ours and of the yardstick, in units of the yardstick's for three. */
async function points(rounds) {
  const nodes = nodesOf();
  const sides = PLOTTED.flatMap((count) => ['decode', 'yardstick'].map((who) => ({ who, count, ours: `${who} ${count} monitors, each` })));
  const cases = sides.map((side) => ({ ...side, against: 'yardstick 3 monitors, each' }));
  const progress = progressOn(process.stderr);
  const figures = (await measure(nodes, cases, rounds, progress)).get(nodes[0]);
  progress();
  const measured = cases.map(({ who, count }, i) => ({ who, count, time: (summary(figures[i]).median * count) / 3 }));
  return { ours: measured.filter(({ who }) => who === 'decode'), yardstick: measured.filter(({ who }) => who === 'yardstick') };
}

/** A round step of which 4 to 8 reach `most`. */
function stepTo(most) {
  const power = 10 ** Math.floor(Math.log10(most / 4));
  return [5, 2, 1].map((n) => n * power).find((step) => most / step >= 4) ?? power;
}

const ticks = (most) => Array.from({ length: Math.floor(most / stepTo(most)) + 1 }, (_, i) => Number((i * stepTo(most)).toPrecision(3)));

/** The part of the lines up to `most` monitors, with axes of its own. */
function panel({ ours, yardstick }, most, left) {
  const within = (series) => series.filter(({ count }) => count <= most);
  const highest = 1.05 * Math.max(...[...within(ours), ...within(yardstick)].map(({ time }) => time));
  const scale = {
    x: (count) => Math.round(left + (WIDTH * count) / most),
    y: (time) => Math.round(TOP + HEIGHT * (1 - time / highest)),
  };
  return [
    ...axes(scale, most, highest, left),
    ...line(within(yardstick), scale, 'yardstick'),
    ...line(within(ours), scale, 'ours'),
  ];
}

function axes({ x, y }, most, highest, left) {
  const bottom = TOP + HEIGHT;
  const grid = (time) => `<path class="grid" d="M${left} ${y(time)}h${WIDTH}"/>`;
  const timeLabel = (time) => `<text x="${left - 6}" y="${y(time) + 4}" text-anchor="end">${time}</text>`;
  const countLabel = (count) => `<text x="${x(count)}" y="${bottom + 20}" text-anchor="middle">${count}</text>`;
  return [
    ...ticks(highest).flatMap((time) => [grid(time), timeLabel(time)]),
    ...ticks(most).flatMap((count) => [`<path class="axis" d="M${x(count)} ${bottom}v5"/>`, countLabel(count)]),
    `<path class="axis" d="M${left} ${TOP}V${bottom}h${WIDTH}"/>`,
    `<text x="${left + WIDTH / 2}" y="${bottom + 42}" text-anchor="middle">monitors</text>`,
  ];
}

function line(series, { x, y }, name) {
  const points = series.map(({ count, time }) => ({ at: x(count), height: y(time) }));
  return [
    `<path class="${name}" d="M${points.map(({ at, height }) => `${at} ${height}`).join('L')}"/>`,
    ...points.map(({ at, height }) => `<circle class="${name}" cx="${at}" cy="${height}" r="3"/>`),
  ];
}

function svg(series) {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${PAGE.width} ${PAGE.height}" role="img" aria-labelledby="title">`,
    '<title id="title">Time to decode a Luminous MonMap against the number of monitors: straight lines, ours below the yardstick</title>',
    `<style>${STYLE}</style>`,
    `<text x="${LEFT - 46}" y="18">time to decode, 1 = the yardstick for 3 monitors</text>`,
    `<text class="ours" x="${LEFT + 8}" y="38">cephwire</text>`,
    `<text class="yardstick" x="${LEFT + 78}" y="38">yardstick, written by hand</text>`,
    ...panel(series, 20, LEFT),
    ...panel(series, 1000, LEFT + WIDTH + GAP),
    '</svg>',
    '',
  ].join('\n');
}

writeFileSync(new URL('decode.svg', import.meta.url), svg(await points(Number(process.argv[2] ?? 3))));
