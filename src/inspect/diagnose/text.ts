import type { DecodeError } from '../../encoding/decode_error.ts';
import { wordText } from '../../features/judge/describe/text.ts';
import { entry } from '../../text/columns.ts';
import type { Blame, Diagnosis, PeerDiagnosis } from './diagnose.ts';
import type { Misread, Reading } from './reading.ts';
import type { FormCondition, Sender } from './sender.ts';

export interface DiagnoseTextOptions {
  /** Where the bytes begin in the file they come from; offsets then count from there as well. */
  readonly base?: number;
  /** What was done with the cure, for the reader. */
  readonly cureNote?: string;
}

/** A diagnosis as text for a terminal: lines of at most 100 columns, no colour, no newline at the end. */
export function diagnosisText<T>(diagnosis: Diagnosis<T>, { base = 0, cureNote = '' }: DiagnoseTextOptions = {}): string {
  const { own, readings, sender, peer } = diagnosis;
  const sent = own.error === undefined ? formText(own.rows, own.bytes.length) : `damaged: ${errorText(own.error, base)}`;
  return [
    ...entry('sent', `${own.type}, ${sent}`),
    ...entry('written by', senderText(sender)),
    ...entry('to a peer', conditionsText(sender.conditions)),
    ...entry('such as', sender.peers.join('; ')),
    ...(peer === null ? [] : ['', ...peerLines(peer, own.type, base, cureNote)]),
    '',
    ...groupReadings(readings).flatMap((group) => readingLines(group, base)),
  ].join('\n');
}

function peerLines(peer: PeerDiagnosis, type: string, base: number, cureNote: string): string[] {
  const { features, release, cure } = peer;
  return [
    ...entry('peer', `${wordText(features)}; it decodes as ${release}`),
    ...verdictLines(peer, base),
    ...entry('remedy', remedyText(peer)),
    ...entry('remedy', againText(peer, type)),
    ...entry('cure', cure === null ? '' : `${cure.length} bytes that ${release} reads${cureNote === '' ? '' : `, ${cureNote}`}`),
  ];
}

/** What a peer makes of the bytes, and the bits to blame. */
export function verdictLines({ release, reading, blame, negotiation }: PeerDiagnosis, base = 0): string[] {
  return [
    ...entry('verdict', verdictText(reading)),
    ...entry('', stopText(reading, base)),
    ...entry('off the track', reading.misread.slice(0, 1).map((m) => misreadText(m, base)).join('')),
    ...blame.flatMap((b) => entry('to blame', blameText(b, release))),
    ...negotiation.untrusted.flatMap((d) => entry('not believed', d.text)),
  ];
}

function verdictText({ release, verdict }: Reading): string {
  if (verdict === 'reads') return `${release} reads them`;
  if (verdict === 'aborts') return `${release} aborts on them`;
  return verdict === 'fails' ? `${release} cannot read them` : `${release}: ${verdict}`;
}

function stopText({ error }: Reading, base: number): string {
  return error === undefined ? '' : errorText(error, base);
}

function errorText({ path, offset, reason }: DecodeError, base: number): string {
  return `${path} at ${offsetText(offset, base)}: ${reason}`;
}

function offsetText(offset: number, base: number): string {
  return base === 0 ? `offset ${offset}` : `offset ${offset} (${offset + base} in the file)`;
}

function misreadText({ path, offset, value, sent }: Misread, base: number): string {
  const what = sent.map((p) => p.slice(p.lastIndexOf('.') + 1)).join(', ');
  return `at ${offsetText(offset, base)} it takes ${what} for ${path}${value === '' ? '' : `, and reads ${value}`}`;
}

function blameText({ bit, names, isOffered }: Blame, release: string): string {
  const saw = isOffered ? `the peer offered it` : `not among the features of this peer, yet the sender saw it`;
  return `bit ${bit} (${names.join(', ')}): ${saw}; without it the sender writes what ${release} reads`;
}

/** The lasting remedy; empty where nothing is to blame. */
export function remedyText({ blame, release, negotiation }: PeerDiagnosis): string {
  if (blame.length === 0) return '';
  const bits = `bit${blame.length > 1 ? 's' : ''} ${blame.map(({ bit }) => bit).join(', ')}`;
  if (blame.some(({ isOffered }) => !isOffered)) {
    return `these bytes are for another peer: find what offers ${bits} in the name of this client, or encode for its own features`;
  }
  const isStray = blame.some(({ bit }) => negotiation.untrusted.some((d) => d.bit === bit));
  return isStray
    ? `stop the client from offering ${bits}, which Ceph itself uses; or have it understand what the bit asks for`
    : `upgrade the client: ${release} offers ${bits} and does not know the form`;
}

/** The remedy for these bytes alone. */
function againText({ blame, cure }: PeerDiagnosis, type: string): string {
  if (blame.length === 0 || cure === null) return '';
  return `for this object: -o FILE writes it for the peer, as does encode(${type}, value, negotiate(local, peer))`;
}

function senderText({ releases, isExact }: Sender): string {
  if (releases.length === 0) return 'no release that is known';
  return isExact ? releases.join(', ') : `${releases.join(', ')}, by the fields; not byte for byte`;
}

function conditionsText(conditions: readonly FormCondition[]): string {
  const [having, lacking] = [true, false].map((wanted) => conditions.filter((c) => c.wanted === wanted).map((c) => `${c.name} (${c.mask.bits().join('+')})`));
  const parts = [having?.length ? `with ${having.join(', ')}` : '', lacking?.length ? `without ${lacking.join(', ')}` : ''];
  return parts.filter((part) => part !== '').join('; ');
}

/** `177 bytes, struct_v 5, ADDR2 addresses`. */
export function formText(rows: Diagnosis<unknown>['own']['rows'], length: number): string {
  const structV = rows.find((row) => row.path.endsWith('.struct_v'))?.value;
  const markers = new Set(rows.filter((row) => row.path.endsWith('.marker')).map((row) => row.value));
  const forms = [markers.has('0') ? 'legacy' : '', markers.has('1') || markers.has('2') ? 'ADDR2' : ''].filter((form) => form !== '');
  return [`${length} bytes`, ...(structV === undefined ? [] : [`struct_v ${structV}`]), ...(forms.length === 0 ? [] : [`${forms.join(' and ')} addresses`])].join(', ');
}

interface ReadingGroup {
  readonly releases: readonly string[];
  readonly reading: Reading;
}

/** Neighbouring releases of which the same is to be said. */
function groupReadings(readings: readonly Reading[]): ReadingGroup[] {
  const groups: { releases: string[]; reading: Reading }[] = [];
  for (const reading of readings) {
    const last = groups.at(-1);
    if (last !== undefined && said(last.reading) === said(reading)) last.releases.push(reading.release);
    else groups.push({ releases: [reading.release], reading });
  }
  return groups;
}

function said({ verdict, error, misread }: Reading): string {
  return [verdict, error?.message, misread.length, misread[0]?.path].join('\n');
}

function readingLines({ releases, reading }: ReadingGroup, base: number): string[] {
  const range = releases.length > 2 ? `${releases[0]} to ${releases.at(-1)}` : releases.join(', ');
  const stop = stopText(reading, base);
  const first = reading.verdict === 'read without error, and wrong' ? reading.misread.slice(0, 1).map((m) => misreadText(m, base)).join('') : '';
  return entry('', `${range}: ${[reading.verdict, stop || first].filter((part) => part !== '').join('; ')}`);
}
