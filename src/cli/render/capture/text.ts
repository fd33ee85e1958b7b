import type { CaptureEvent, LostEvent, MessageEvent, OpaqueEvent } from '../../../capture/ceph/event.ts';
import { stampText } from '../../../capture/ceph/stamp.ts';
import { MapDiagnoses } from '../../../capture/maps/map_diagnoses.ts';
import type { DiagnosedMap } from '../../../capture/maps/map_diagnoses.ts';
import { featuresAndWho } from '../../../features/judge/who/text.ts';
import { entry } from '../../../text/columns.ts';
import type { Blame } from '../../../inspect/diagnose/blame.ts';
import type { PeerDiagnosis } from '../../../inspect/diagnose/peer.ts';
import { readerText } from '../../../inspect/diagnose/reader.ts';
import { remedyText, verdictLines } from '../../../inspect/diagnose/text.ts';
import { counted } from '../../../text/numbers.ts';
import { paint } from '../../../text/paint.ts';
import { visible } from '../../../text/visible.ts';
import { formatEntityAddrvec } from '../../../types/common/entity_addrvec_t.ts';
import type { CaptureReport, CaptureSummary } from './report.ts';

const HEADING = ['time', 'from', 'to', 'type', 'size', 'negotiated', 'verdict'] as const;
/** A wider cell widens its column in the lines that follow, since these lines are not known yet. */
const WIDTHS = [27, 15, 15, 16, 6, 18] as const;
const SIZE = HEADING.indexOf('size');
const INDENT = '    ';
/** As wide as in a diagnosis. */
const LABEL = 16;

/** SGR parameters, as in the table of `explain`. */
const BOLD = '1';
const BAD = '1;31';
const MISSING = '31';

type Row = readonly [time: string, from: string, to: string, type: string, size: string, negotiated: string, verdict: string];

/** A capture as text: a line for each message, and below a message with a map what the map says. */
export function captureText({ colour }: { readonly colour: boolean }): CaptureReport {
  const maps = new MapDiagnoses();
  const widths: number[] = [...WIDTHS];
  const line = (row: Row, sgr?: string): string => `${paint(aligned(row, widths), colour ? sgr : undefined)}\n`;
  return {
    head: line(HEADING, BOLD),
    event: (event) => eventText(event, maps, line),
    summary: summaryText,
  };
}

function aligned(row: Row, widths: number[]): string {
  const cells = row.map((cell, i) => {
    const width = (widths[i] = Math.max(widths[i] ?? 0, i < WIDTHS.length ? cell.length : 0));
    return i === SIZE ? cell.padStart(width) : cell.padEnd(width);
  });
  return cells.join('  ').trimEnd();
}

function eventText(event: CaptureEvent, maps: MapDiagnoses, line: (row: Row, sgr?: string) => string): string {
  switch (event.kind) {
    case 'message': {
      const diagnosed = maps.of(event);
      const isBad = event.verdict === 'failed' || !isReadable(diagnosed);
      const details = diagnosed === null ? [] : mapLines(diagnosed);
      return line(messageRow(event, diagnosed), isBad ? BAD : undefined) + details.map((each) => `${INDENT}${visible(each)}\n`).join('');
    }
    case 'opaque':
      return line(placeRow(event, `(${event.why})`, ''));
    case 'lost':
      return line(placeRow(event, '(lost)', visible(event.why)), MISSING);
    default:
      return '';
  }
}

function messageRow(event: MessageEvent, diagnosed: DiagnosedMap | null): Row {
  const { from, to, typeName, size, features } = event;
  return [timeOf(event), from, to, typeName, String(size), features?.toString() ?? 'not seen', verdictOf(event, diagnosed)];
}

/** A row about bytes of a side that are not a message. */
function placeRow(event: OpaqueEvent | LostEvent, what: string, why: string): Row {
  const { client, server } = event.connection;
  const [from, to] = event.side === 'client' ? [client, server] : [server, client];
  return [timeOf(event), from, to, what, String(event.length), '', why];
}

function timeOf({ stamp }: CaptureEvent): string {
  return stamp === null ? '' : stampText(stamp, 6);
}

function verdictOf({ verdict, error }: MessageEvent, diagnosed: DiagnosedMap | null): string {
  if (verdict === 'failed') return visible(`failed: ${error?.message}`);
  if (verdict !== 'read') return verdict === 'too long' ? 'not decoded: too long' : 'not decoded';
  if (diagnosed === null) return 'read';
  return diagnosed.peer === null ? 'read; the features that its receiver offered were not seen' : readingText(diagnosed.peer);
}

function readingText({ release, reading: { verdict }, blame }: PeerDiagnosis): string {
  const reader = readerText(release);
  if (verdict === 'reads') return `${reader} reads it`;
  const why = blame.length === 0 ? '' : `: ${blame.map(bitText).join(', ')}`;
  if (verdict === 'aborts') return `${reader} aborts on it${why}`;
  return `${reader} ${verdict === 'fails' ? 'cannot read it' : 'reads it wrong'}${why}`;
}

function bitText({ bit, names }: Blame): string {
  return names.length === 0 ? `bit ${bit}` : `bit ${bit} (${names.join(', ')})`;
}

function isReadable(diagnosed: DiagnosedMap | null): boolean {
  const peer = diagnosed?.peer ?? null;
  return peer === null || peer.reading.verdict === 'reads';
}

/** The map, the addresses of each monitor and, if the receiver cannot read the map, why. */
function mapLines(diagnosed: DiagnosedMap): string[] {
  const { map, form, peer } = diagnosed;
  return [
    `${'map'.padEnd(LABEL)}epoch ${map.epoch} of ${map.fsid}; ${form}`,
    ...map.ranks.map((name, rank) => `${`${rank}: mon.${name} `.padEnd(LABEL)}${formatEntityAddrvec(map.monInfo.get(name)?.publicAddrs ?? [])}`),
    ...(peer === null || isReadable(diagnosed) ? [] : [...entry('receiver', featuresAndWho(peer.features)), ...verdictLines(peer), ...entry('remedy', remedyText(peer))]),
  ];
}

function summaryText({ shown, gaps, counts }: CaptureSummary): string {
  const { messages, cephConnections, connections, packets, lostBytes } = counts;
  const found = shown === messages ? counted(messages, 'message') : `${shown} of ${counted(messages, 'message')}`;
  const unread = unreadText(counts);
  const lines = [
    `${found}; ${counted(cephConnections, 'connection')} of Ceph, ${connections} in all; ${counted(packets, 'packet')}`,
    ...(gaps === 0 ? [] : [`lost: ${counted(lostBytes, 'byte')} in ${counted(gaps, 'place')}`]),
    ...(unread === '' ? [] : [`not read: ${unread}`]),
  ];
  return `\n${lines.join('\n')}\n`;
}

function unreadText({ unknownLink, cutShort, malformed, lostDatagrams, evicted }: CaptureSummary['counts']): string {
  const parts: readonly (readonly [count: number, noun: string, what: string])[] = [
    [unknownLink, 'packet', 'of an unknown link type'],
    [cutShort, 'packet', 'cut within the headers'],
    [malformed, 'packet', 'with an impossible TCP header'],
    [lostDatagrams, 'datagram', 'with missing fragments'],
    [evicted, 'connection', 'dropped to limit memory'],
  ];
  return parts.filter(([count]) => count > 0).map(([count, noun, what]) => `${counted(count, noun)} ${what}`).join(', ');
}
