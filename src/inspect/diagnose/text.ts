import { A_NUMBER, A_STRING, checkOptions } from '../../arguments/options.ts';
import type { OptionKinds } from '../../arguments/options.ts';
import type { DecodeError } from '../../encoding/decode_error.ts';
import type { ReaderName } from '../../features/codec_release.ts';
import { isKernelName } from '../../features/kernel_reader.ts';
import { featuresAndWho } from '../../features/judge/who/text.ts';
import { releasesText } from '../../features/releases_text.ts';
import { entry } from '../../text/columns.ts';
import { counted } from '../../text/numbers.ts';
import { visible } from '../../text/visible.ts';
import type { Blame } from './blame.ts';
import type { Diagnosis } from './diagnose.ts';
import type { PeerDiagnosis } from './peer.ts';
import { readerText, readersText } from './reader.ts';
import type { Misread, Reading } from './reading.ts';
import type { FormCondition, Sender } from './sender.ts';

/** What the text says besides the diagnosis. */
export interface DiagnosisTextOptions {
  /** The offset of the bytes in their file. If it is not 0, the text also gives offsets in the file. */
  readonly base?: number;
  /** What was done with the cure, for example where it was written. */
  readonly cureNote?: string;
}

const TEXT_OPTIONS: OptionKinds<DiagnosisTextOptions> = { base: A_NUMBER, cureNote: A_STRING };

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
export function diagnosisText<T>(diagnosis: Diagnosis<T>, options: DiagnosisTextOptions = {}): string {
  checkOptions('diagnosisText', options, TEXT_OPTIONS);
  const { base = 0, cureNote = '' } = options;
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
  return [
    ...entry('peer', peerText(peer)),
    ...verdictLines(peer, base),
    ...peer.remedies.flatMap(({ text, cost }) => entry('remedy', cost === null ? text : `${text} (cost: ${cost})`)),
    ...entry('cure', cureText(peer, type, cureNote)),
  ];
}

/** Who a peer is, and whose decoder it has. */
export function peerText({ features, release }: PeerDiagnosis): string {
  return `${featuresAndWho(features)}; it decodes as ${readerText(release)}`;
}

/** What the cure is, or that there is none; empty if none is needed. */
function cureText({ cure, cureForm, release, reading, negotiation }: PeerDiagnosis, type: string, note: string): string {
  if (reading.verdict === 'reads') return '';
  if (cure === null || cureForm === null) return `none: ${readerText(release)} reads no form of this ${type} that a release of Ceph writes`;
  const { features, writer, isRepaired } = cureForm;
  const older = features.equals(negotiation.trusted) ? '' : `, as ${writer} writes it for a peer without ${missingText(negotiation.trusted.without(features).bits())}`;
  return `${counted(cure.length, 'byte')} that ${readerText(release)} reads${older}${isRepaired && older === '' ? ', with mon_addr written anew from mon_info' : ''}${note === '' ? '' : `, ${note}`}`;
}

function missingText(bits: readonly number[]): string {
  return `${bits.length === 1 ? 'bit' : 'bits'} ${bits.join(', ')}`;
}

/** How a peer reads the bytes, and what is to blame, as lines. */
export function verdictLines({ release, reading, blame, cause, negotiation, withoutAddress }: PeerDiagnosis, base = 0): string[] {
  return [
    ...entry('verdict', verdictText(reading)),
    ...entry('', stopText(reading, base)),
    ...entry('logs', (reading.error?.linux?.logs ?? []).map((line) => `libceph: ${line}`).join('; ')),
    ...entry('misread', reading.misread.slice(0, 1).map((m) => misreadText(m, base)).join('')),
    ...blame.flatMap((b) => entry('to blame', blameText(b, release))),
    ...entry('to blame', cause?.text ?? ''),
    ...negotiation.untrusted.flatMap((bit) => entry('untrusted', bit.text)),
    ...entry('note', withoutAddress.length === 0 ? '' : `no address for ${withoutAddress.map((name) => visible(`mon.${name}`)).join(', ')}, which the peer cannot reach: monitors write none for a peer of messenger v1 if there is no v1 address`),
    ...entry('known from', isKernelName(release) ? 'the source of Linux only; no running kernel was seen' : ''),
  ];
}

function verdictText({ release, verdict }: Reading): string {
  const reader = readerText(release);
  if (verdict === 'reads') return `${reader} reads them`;
  if (verdict === 'aborts') return isKernelName(release) ? `${reader} crashes on them` : `${reader} aborts on them`;
  return verdict === 'fails' ? `${reader} cannot read them` : `${reader} misreads them, without an error`;
}

function stopText({ error }: Reading, base: number): string {
  return error === undefined ? '' : errorText(error, base);
}

function errorText({ path, offset, reason, linux }: DecodeError, base: number): string {
  return `${path} at ${offsetText(offset, base)}: ${reason}${linux === undefined ? '' : ` (-${linux.errno})`}`;
}

function offsetText(offset: number, base: number): string {
  return base === 0 ? `offset ${offset}` : `offset ${offset} (${offset + base} in the file)`;
}

function misreadText({ path, offset, value, sent }: Misread, base: number): string {
  const what = sent.map((p) => p.slice(p.lastIndexOf('.') + 1)).join(', ');
  return `from ${offsetText(offset, base)}: the bytes of ${what} were taken as ${path}${value === '' ? '' : ` (${value})`}`;
}

function blameText({ bit, names, isOffered }: Blame, release: ReaderName): string {
  const origin = isOffered ? 'the peer advertises it' : 'this peer does not advertise it, but the sender got it from somewhere';
  return `bit ${bit} (${names.join(', ')}): ${origin}; without it the sender writes what ${readerText(release)} reads`;
}

/** The first of the remedies; empty if there is none. */
export function remedyText({ remedies }: PeerDiagnosis): string {
  const [first] = remedies;
  return first?.text ?? '';
}

function senderText({ releases, isExact }: Sender): string {
  if (releases.length === 0) return 'no known release';
  return isExact ? releasesText(releases) : `${releasesText(releases)}, according to the fields; the bytes differ`;
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
  readonly readers: readonly ReaderName[];
  readonly reading: Reading;
}

/** The readings in groups of neighbouring releases, or of neighbouring kernels, with the same text. */
function groupReadings(readings: readonly Reading[]): ReadingGroup[] {
  const groups: { readers: ReaderName[]; reading: Reading }[] = [];
  for (const reading of readings) {
    const last = groups.at(-1);
    if (last !== undefined && textKey(last.reading) === textKey(reading)) last.readers.push(reading.release);
    else groups.push({ readers: [reading.release], reading });
  }
  return groups;
}

/** Two readings with the same key have the same text. */
function textKey({ release, verdict, error, misread }: Reading): string {
  return [isKernelName(release), verdict, error?.message, misread.length, misread[0]?.path].join('\n');
}

function readingLines({ readers, reading }: ReadingGroup, base: number): string[] {
  const stop = stopText(reading, base);
  const first = reading.verdict === 'misreads' ? reading.misread.slice(0, 1).map((m) => misreadText(m, base)).join('') : '';
  return entry('', `${readersText(readers)}: ${[reading.verdict, stop || first].filter((part) => part !== '').join('; ')}`);
}
