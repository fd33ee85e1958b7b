import { BufferList } from '../../../buffer/list.ts';
import { BufferPtr } from '../../../buffer/ptr.ts';
import type { Decoder } from '../../../encoding/decoder.ts';
import type { Encoder } from '../../../encoding/encoder.ts';
import type { EntityName } from '../../../types/common/entity_name_t.ts';
import type { Message } from '../../message.ts';
import { withJson } from '../../with_json.ts';
import { frameBytes } from './codec.ts';
import { decodePart } from './control_frame.ts';
import { writeFrame } from './frame.ts';
import type { Frame } from './frame.ts';
import type { Revision } from './revision.ts';
import { TAG_MESSAGE } from './tag.ts';

/** A message, and what its header says about the other direction. */
export interface ReceivedMessage {
  readonly message: Message;
  /** The sequence number of the last message that the sender had received. */
  readonly ackSeq: bigint;
}

/** The fields of segment 0. */
interface Header2 extends Omit<Message, 'src' | 'front' | 'middle' | 'data'> {
  readonly ackSeq: bigint;
}

/** As Ceph writes: complete, and without a separate checksum for the data, since frames have their own. */
const FLAGS = 3;

/**
 * Decodes a MESSAGE. Its payloads share memory with the stream.
 *
 * Layout  ceph_msg_header2 (41 bytes), front, middle, data: one segment each
 * Source  ceph v16.0.0 src/include/msgr.h ceph_msg_header2
 * @throws MessengerError `malformed` for a header that is not exactly 41 bytes long
 */
export function decodeMessageFrame({ segments: [header, front, middle, data], offset }: Frame, src: EntityName): ReceivedMessage {
  const { seq, tid, type, priority, version, compatVersion, dataOff, ackSeq } = decodePart(header ?? { bytes: new BufferList(), offset }, (d) => d.whole('header2', decodeHeader2));
  const payload = (segment = { bytes: new BufferList() }): BufferList => segment.bytes;
  return {
    message: withJson({ seq, tid, type, priority, version, compatVersion, dataOff, src, front: payload(front), middle: payload(middle), data: payload(data) }),
    ackSeq,
  };
}

function decodeHeader2(d: Decoder): Header2 {
  const seq = d.u64('seq');
  const tid = d.u64('tid');
  const type = d.u16('type');
  const priority = d.u16('priority');
  const version = d.u16('version');
  d.skip(4, 'data_pre_padding_len'); // always 0
  const dataOff = d.u16('data_off');
  const ackSeq = d.u64('ack_seq');
  d.skip(1, 'flags'); // of messenger v1; v2 does not use them
  const compatVersion = d.u16('compat_version');
  d.skip(2, 'reserved');
  return { seq, tid, type, priority, version, compatVersion, dataOff, ackSeq };
}

export function writeMessageFrame(message: Message, ackSeq: bigint, revision: Revision): BufferList {
  const header = BufferPtr.claim(frameBytes(encodeHeader2, { ...message, ackSeq }));
  return writeFrame(TAG_MESSAGE, [BufferList.from(header), message.front, message.middle, message.data], revision);
}

function encodeHeader2(e: Encoder, header: Header2): void {
  e.u64(header.seq);
  e.u64(header.tid);
  e.u16(header.type);
  e.u16(header.priority);
  e.u16(header.version);
  e.u32(0);
  e.u16(header.dataOff);
  e.u64(header.ackSeq);
  e.u8(FLAGS);
  e.u16(header.compatVersion);
  e.u16(0);
}
