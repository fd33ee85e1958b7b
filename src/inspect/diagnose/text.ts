import type { DecodeError } from '../../encoding/decode_error.ts';
import { featuresAndRelease } from '../../features/judge/match/text.ts';
import { entry } from '../../text/columns.ts';
import { counted, numbered } from '../../text/numbers.ts';
import type { Blame, Diagnosis, PeerDiagnosis } from './diagnose.ts';
import type { Misread, Reading } from './reading.ts';
import type { FormCondition, Sender } from './sender.ts';

/** What the text says besides the diagnosis. */
export interface DiagnosisTextOptions {
  /** The offset of the bytes in their file. If it is not 0, the text also gives offsets in the file. */
  readonly base?: number;
  /** What was done with the cure, for example where it was written. */
  readonly cureNote?: string;
}

/**
 * A diagnosis as text for a terminal: lines of at most 100 columns, without colour and without a newline at the end.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { MonMap } from 'cephwire';
 * import { diagnose, diagnosisText } from 'cephwire/inspect';
 *
 * const text = diagnosisText(diagnose(MonMap, readFileSync('monmap.bin'), { peer: 'hammer' }));
 * console.log(text.split('\n')[0]); // → sent            MonMap, 186 bytes, struct_v 5, ADDR2 addresses
 * ```
 */
export function diagnosisText<T>(diagnosis: Diagnosis<T>, { base = 0, cureNote = '' }: DiagnosisTextOptions = {}): string {
  const { own, readings, sender, peer } = diagnosis;
  const sent = own.error === undefined ? formText(own.rows, own.bytes.length) : `damaged: ${errorText(own.error, base)}`;
  return [
    ...entry('sent', `${own.type}, ${sent}`),
    ...entry('written by', senderText(sender)),
    ...entry('for a peer', conditionsText(sender.conditions)),
    ...entry('such as', sender.peers.join('; ')),
    ...(peer === null ? [] : ['', ...peerLines(peer, own.type, base, cureNote)]),
    '',
    ...groupReadings(readings).flatMap((group) => readingLines(group, base)),
  ].join('\n');
}

function peerLines(peer: PeerDiagnosis, type: string, base: number, cureNote: string): string[] {
  const { features, release, cure } = peer;
  return [
    ...entry('peer', `${featuresAndRelease(features)}; it decodes as ${release}`),
    ...verdictLines(peer, base),
    ...entry('remedy', remedyText(peer)),
    ...entry('remedy', againText(peer, type)),
    ...entry('cure', cure === null ? '' : `${counted(cure.length, 'byte')} that ${release} reads${cureNote === '' ? '' : `, ${cureNote}`}`),
  ];
}

/** How a peer reads the bytes, and the bits to blame, as lines. */
export function verdictLines({ release, reading, blame, negotiation }: PeerDiagnosis, base = 0): string[] {
  return [
    ...entry('verdict', verdictText(reading)),
    ...entry('', stopText(reading, base)),
    ...entry('misread', reading.misread.slice(0, 1).map((m) => misreadText(m, base)).join('')),
    ...blame.flatMap((b) => entry('to blame', blameText(b, release))),
    ...negotiation.untrusted.flatMap((bit) => entry('untrusted', bit.text)),
  ];
}

function verdictText({ release, verdict }: Reading): string {
  if (verdict === 'reads') return `${release} reads them`;
  if (verdict === 'aborts') return `${release} aborts on them`;
  return verdict === 'fails' ? `${release} cannot read them` : `${release} misreads them, without an error`;
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
  return `from ${offsetText(offset, base)}: the bytes of ${what} were taken as ${path}${value === '' ? '' : ` (${value})`}`;
}

function blameText({ bit, names, isOffered }: Blame, release: string): string {
  const origin = isOffered ? 'the peer advertises it' : 'this peer does not advertise it, but the sender got it from somewhere';
  return `bit ${bit} (${names.join(', ')}): ${origin}; without it the sender writes what ${release} reads`;
}

/** The permanent remedy; empty if nothing is to blame. */
export function remedyText({ blame, release, negotiation }: PeerDiagnosis): string {
  if (blame.length === 0) return '';
  const bits = numbered('bit', blame.map(({ bit }) => bit));
  if (blame.some(({ isOffered }) => !isOffered)) {
    return `these bytes were written for another peer: find out who advertises ${bits} on behalf of this client, or encode for the features that the client itself advertises`;
  }
  const isUntrusted = blame.some(({ bit }) => negotiation.untrusted.some((u) => u.bit === bit));
  const features = [...new Set(blame.flatMap((b) => b.features))].join(', ');
  return isUntrusted
    ? `patch the client so that it does not advertise ${bits}, or so that it supports ${features}`
    : `upgrade the client: ${release} advertises ${bits}, but does not support this form`;
}

/** The remedy for these bytes only. */
function againText({ blame, cure }: PeerDiagnosis, type: string): string {
  if (blame.length === 0 || cure === null) return '';
  return `for this object only: write it again for the peer with -o FILE, or in a program with encode(${codecName(type)}, value, negotiate(local, peer))`;
}

/** The name under which this library exports a type of Ceph: `MonInfo` for mon_info_t. */
export function codecName(type: string): string {
  return type.replace(/_[td]$/, '').replace(/(?:^|_)[a-z]/g, (start) => start.slice(-1).toUpperCase());
}

function senderText({ releases, isExact }: Sender): string {
  if (releases.length === 0) return 'no known release';
  return isExact ? releases.join(', ') : `${releases.join(', ')}, according to the fields; the bytes differ`;
}

function conditionsText(conditions: readonly FormCondition[]): string {
  const [having, lacking] = [true, false].map((wanted) => conditions.filter((c) => c.wanted === wanted).map((c) => `${c.name} (${c.mask.bits().join('+')})`));
  const parts = [having?.length ? `with ${having.join(', ')}` : '', lacking?.length ? `without ${lacking.join(', ')}` : ''];
  return parts.filter((part) => part !== '').join('; ');
}

/** The form of an object: `177 bytes, struct_v 5, ADDR2 addresses`. */
export function formText(rows: Diagnosis<unknown>['own']['rows'], length: number): string {
  const structV = rows.find((row) => row.path.endsWith('.struct_v'))?.value;
  const markers = new Set(rows.filter((row) => row.path.endsWith('.marker')).map((row) => row.value));
  const forms = [markers.has('0') ? 'legacy' : '', markers.has('1') || markers.has('2') ? 'ADDR2' : ''].filter((form) => form !== '');
  return [counted(length, 'byte'), ...(structV === undefined ? [] : [`struct_v ${structV}`]), ...(forms.length === 0 ? [] : [`${forms.join(' and ')} addresses`])].join(', ');
}

interface ReadingGroup {
  readonly releases: readonly string[];
  readonly reading: Reading;
}

/** The readings in groups of neighbouring releases with the same text. */
function groupReadings(readings: readonly Reading[]): ReadingGroup[] {
  const groups: { releases: string[]; reading: Reading }[] = [];
  for (const reading of readings) {
    const last = groups.at(-1);
    if (last !== undefined && textKey(last.reading) === textKey(reading)) last.releases.push(reading.release);
    else groups.push({ releases: [reading.release], reading });
  }
  return groups;
}

/** Two readings with the same key have the same text. */
function textKey({ verdict, error, misread }: Reading): string {
  return [verdict, error?.message, misread.length, misread[0]?.path].join('\n');
}

function readingLines({ releases, reading }: ReadingGroup, base: number): string[] {
  const range = releases.length > 2 ? `${releases[0]} to ${releases.at(-1)}` : releases.join(', ');
  const stop = stopText(reading, base);
  const first = reading.verdict === 'misreads' ? reading.misread.slice(0, 1).map((m) => misreadText(m, base)).join('') : '';
  return entry('', `${range}: ${[reading.verdict, stop || first].filter((part) => part !== '').join('; ')}`);
}
