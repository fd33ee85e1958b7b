import { isZeroBytes } from '../../buffer/bytes/bytes.ts';
import { guessVersion } from '../../capture/ceph/protocol.ts';
import { isPcap } from '../../capture/file/pcap.ts';
import { SECTION_HEADER } from '../../capture/file/pcapng.ts';
import { HEAD_LENGTH, isCertainHead } from '../../messenger/v1/frames/message_frame.ts';
import { LIMITS as V1_LIMITS } from '../../messenger/v1/frames/limits.ts';
import { messageTypeName } from '../../messenger/message_types.ts';
import { LIMITS as V2_LIMITS } from '../../messenger/v2/frames/limits.ts';
import { PREAMBLE_LENGTH, isCertainPreamble } from '../../messenger/v2/frames/preamble.ts';
import { Decoder } from '../../encoding/decoder.ts';
import { MSG_HEADER_LENGTH, decodeMsgHeader } from '../../types/messages/ceph_msg_header.ts';
import { TYPES } from '../../types/registry.ts';
import type { AnyCephType } from '../../types/registry.ts';
import type { KnownFile, KnownFileKind } from './known_kind.ts';
import { knownText } from './known_text.ts';

/** Returns what the bytes are if they are a file of another kind than one encoded value; null if they show nothing of that. */
export function knownFile(bytes: Uint8Array): KnownFile | null {
  return capture(bytes) ?? messenger(bytes) ?? magic(bytes) ?? otherMessage(bytes) ?? zeros(bytes) ?? knownText(bytes);
}

function capture(bytes: Uint8Array): KnownFile | null {
  if (bytes.length < 4) return null;
  const magic = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const format = magic === SECTION_HEADER ? 'pcapng' : isPcap(magic) ? 'pcap' : undefined;
  return format === undefined ? null : { kind: 'capture', what: `a capture of network traffic (${format})`, advice: 'list its messages with "cephwire capture FILE"' };
}

function messenger(bytes: Uint8Array): KnownFile | null {
  const version = guessVersion(bytes);
  if (version === 1 || version === 2) return ofMessenger(version, 'the beginning of what one side sent');
  if (bytes.length >= HEAD_LENGTH && isCertainHead(bytes.subarray(0, HEAD_LENGTH), V1_LIMITS)) return ofMessenger(1, 'a part of what one side sent');
  return isCertainPreamble(bytes.subarray(0, PREAMBLE_LENGTH), V2_LIMITS) ? ofMessenger(2, 'a part of what one side sent') : null;
}

function ofMessenger(version: 1 | 2, part: string): KnownFile {
  return {
    kind: `messenger_v${version}`,
    what: `${part} on a connection of messenger v${version}`,
    advice: `read both sides in a program with V${version}Dissector of cephwire/messenger; of a capture, with "cephwire capture FILE"`,
  };
}

/** How other files begin that often come with Ceph's. */
const MAGIC: readonly (readonly [start: readonly number[], kind: KnownFileKind, what: string, advice: string])[] = [
  [[0x1f, 0x8b, 0x08], 'compressed', 'compressed by gzip', 'unpack it first: "gzip -dc FILE"'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'compressed', 'compressed by zstd', 'unpack it first: "zstd -dc FILE"'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], 'compressed', 'compressed by xz', 'unpack it first: "xz -dc FILE"'],
  [ascii('bluestore block device\n'), 'device', 'the label of a BlueStore device', 'read it with "ceph-bluestore-tool show-label --dev FILE"'],
];

function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

function magic(bytes: Uint8Array): KnownFile | null {
  const found = MAGIC.find(([start]) => bytes.length >= start.length && start.every((byte, i) => bytes[i] === byte));
  return found === undefined ? null : { kind: found[1], what: found[2], advice: found[3] };
}

/** A stored message of a type that has no codec here. */
function otherMessage(bytes: Uint8Array): KnownFile | null {
  if (bytes.length < MSG_HEADER_LENGTH) return null;
  const { type, crc, crcFound } = decodeMsgHeader(new Decoder(bytes.subarray(0, MSG_HEADER_LENGTH)));
  if (crc !== crcFound || type === 0 || [...TYPES.values()].some((known) => isMessage(known) && known.type === type)) return null;
  return { kind: 'stored_message', what: `a stored message, ${messageTypeName(type)}`, advice: '' };
}

/** Whether a type is a message, which has a number. */
export function isMessage(type: AnyCephType): type is AnyCephType & { readonly type: number } {
  return 'type' in type && typeof type.type === 'number';
}

const ENVELOPE_LENGTH = 6;

/** Returns what the bytes are if one envelope encloses all of them; null if not. */
export function unknownStruct(bytes: Uint8Array): KnownFile | null {
  if (bytes.length < ENVELOPE_LENGTH) return null;
  const d = new Decoder(bytes);
  const [structV, structCompat, structLen] = [d.u8(''), d.u8(''), d.u32('')];
  if (structCompat === 0 || structCompat > structV || structLen !== bytes.length - ENVELOPE_LENGTH) return null;
  const what = `a struct of Ceph with struct_v ${structV} and struct_compat ${structCompat}, of a type that is not known here`;
  return { kind: 'struct', what, advice: 'ceph-dencoder of that release may know it: "ceph-dencoder list_types"' };
}

function zeros(bytes: Uint8Array): KnownFile | null {
  return bytes.length > 0 && isZeroBytes(bytes) ? { kind: 'zeros', what: 'nothing but zeros', advice: '' } : null;
}
