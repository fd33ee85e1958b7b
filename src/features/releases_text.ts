import { CODEC_RELEASES, codecRelease, seriesOf } from './codec_release.ts';
import type { CodecReleaseName, KnownCodec } from './codec_release.ts';
import { rangeText } from './versions.ts';

/** Releases with their point releases, where not all of a series are meant: `pacific, squid 19.2.0 to 19.2.5, tentacle since 20.2.4`. */
export function releasesText(names: readonly CodecReleaseName[]): string {
  const runs: KnownCodec[][] = [];
  for (const release of names.map((name) => codecRelease(name))) {
    const last = runs.at(-1)?.at(-1);
    if (last?.order === release.order - 1 && seriesOf(last.name) === seriesOf(release.name)) runs.at(-1)?.push(release);
    else runs.push([release]);
  }
  return runs.map(runText).join(', ');
}

/** Neighbours of one series. */
function runText(run: readonly KnownCodec[]): string {
  const [first, last] = [run[0] as KnownCodec, run.at(-1) as KnownCodec];
  const series = seriesOf(first.name);
  const until = lastVersion(last);
  if (until === null) return isFirst(first) ? series : `${series} since ${first.since}`;
  return `${series} ${rangeText(first.since, until)}`;
}

/** The first version with this code: `nautilus`, `reef 18.2.5`. */
export function firstText(name: CodecReleaseName): string {
  const release = codecRelease(name);
  return isFirst(release) ? seriesOf(name) : `${seriesOf(name)} ${release.since}`;
}

/** Neighbouring releases, from the oldest to the newest of them: `kraken to luminous 12.2.11`. */
export function spanText(oldest: CodecReleaseName, newest: CodecReleaseName): string {
  const to = codecRelease(newest);
  const until = lastVersion(to);
  return `${firstText(oldest)} to ${until === null ? to.name : `${seriesOf(to.name)} ${until}`}`;
}

function isFirst({ name, order }: KnownCodec): boolean {
  const before = CODEC_RELEASES[order - 1];
  return before === undefined || seriesOf(before.name) !== seriesOf(name);
}

/** The last version with this code; null for the newest code of a series, which has no last version. */
function lastVersion({ name, order }: KnownCodec): string | null {
  const next = CODEC_RELEASES[order + 1];
  if (next === undefined || seriesOf(next.name) !== seriesOf(name)) return null;
  return next.since.replace(/\d+$/, (patch) => String(Number(patch) - 1));
}
