import { crc32c } from '../../../buffer/crc32c/crc32c.ts';
import type { BufferList } from '../../../buffer/list.ts';
import { MSG_HEADER_LENGTH, decodeMsgHeader, encodeMsgHeader } from '../../../types/messages/ceph_msg_header.ts';
import type { MsgHeader } from '../../../types/messages/ceph_msg_header.ts';
import type { Message } from '../../message.ts';
import { MessengerError } from '../../messenger_error.ts';
import { partOf } from '../../part.ts';
import type { ReceiveBuffer } from '../../receive_buffer.ts';
import { need } from '../../routine.ts';
import type { Reading } from '../../routine.ts';
import { withJson } from '../../with_json.ts';
import { encoded, parse } from './bytes.ts';
import type { Place } from './handshake.ts';
import { checkLength } from './limits.ts';
import type { Limits } from './limits.ts';
import { FLAG_COMPLETE, FLAG_NO_DATA_CRC, FLAG_SIGNED, FOOTER_LENGTH, OLD_FOOTER_LENGTH, decodeMsgFooter, encodeMsgFooter } from './msg_footer.ts';
import type { FooterLength, MsgFooter } from './msg_footer.ts';
import { TAG_MSG, isStreamTag } from './tags.ts';

export interface MessageFrame extends Place {
  /** `aborted` if the sender gave it up before its end: its contents are meaningless, and were not checked. */
  readonly kind: 'message' | 'aborted';
  readonly message: Message;
  readonly footer: MsgFooter;
  readonly footerLength: FooterLength;
}

/** The tag and the header. */
export const HEAD_LENGTH = 1 + MSG_HEADER_LENGTH;

/**
 * Reads a message, including its tag.
 *
 * @param footerLength null if the negotiated features are unknown: it is then inferred from what follows
 */
export function* readMessage(input: ReceiveBuffer, limits: Limits, footerLength: FooterLength | null): Reading<MessageFrame> {
  const at = input.offset;
  yield* need(input, HEAD_LENGTH, 'v1.header');
  const header = parse('v1.header', at + 1, input.peek(MSG_HEADER_LENGTH, 1), decodeMsgHeader);
  const isChecked = header.crc === header.crcFound;
  // A sender that is configured to compute no checksums writes zeros.
  if (!isChecked && header.crc !== 0) throw wrongCrc('v1.header.crc', at + 50, header.crcFound, header.crc);
  checkLengths(header, at, limits);
  const footerAt = HEAD_LENGTH + header.frontLen + header.middleLen + header.dataLen;
  // No ?? here: the build for require() cannot have a yield after it.
  const footerIs = footerLength === null ? yield* inferFooterLength(input, footerAt) : footerLength;
  const length = footerAt + footerIs;
  yield* need(input, length, 'v1.message');
  const footer = parse('v1.footer', at + footerAt, input.peek(footerIs, footerAt), decodeMsgFooter);
  const frame = input.take(length);
  const message = messageOf(header, frame);
  const isComplete = (footer.flags & FLAG_COMPLETE) !== 0;
  if (isComplete) checkPayloads(message, footer, isChecked, at + footerAt);
  return { kind: isComplete ? 'message' : 'aborted', message, footer, footerLength: footerIs, at, length };
}

function messageOf(header: MsgHeader, frame: BufferList): Message {
  const { seq, tid, type, priority, version, compatVersion, dataOff, src, frontLen, middleLen, dataLen } = header;
  return withJson({
    seq, tid, type, priority, version, compatVersion, dataOff, src,
    front: partOf(frame, HEAD_LENGTH, frontLen),
    middle: partOf(frame, HEAD_LENGTH + frontLen, middleLen),
    data: partOf(frame, HEAD_LENGTH + frontLen + middleLen, dataLen),
  });
}

function checkLengths(header: MsgHeader, at: number, limits: Limits): void {
  checkLength('v1.header.front_len', at + 23, header.frontLen, limits.front);
  checkLength('v1.header.middle_len', at + 27, header.middleLen, limits.middle);
  checkLength('v1.header.data_len', at + 31, header.dataLen, limits.data);
}

/** Whether the bytes are certainly a tag and a header: the crc is correct, and not 0, which the crc of zeros is. */
export function isCertainHead(bytes: Uint8Array, limits: Limits): boolean {
  // The crc first, before anything is decoded: in a stream of tags, this function is called at every byte.
  const crc = crc32c(0, bytes.subarray(1, HEAD_LENGTH - 4));
  if (crc === 0 || bytes[HEAD_LENGTH - 4] !== (crc & 0xff)) return false;
  const header = parse('v1.header', 1, bytes.subarray(1), decodeMsgHeader);
  return header.crc === crc && header.frontLen <= limits.front && header.middleLen <= limits.middle && header.dataLen <= limits.data;
}

function checkPayloads(message: Message, footer: MsgFooter, headerIsChecked: boolean, footerAt: number): void {
  const check = (field: string, at: number, payload: BufferList, found: number): void => {
    const crc = payload.crc32c(0);
    if (crc !== found) throw wrongCrc(`v1.footer.${field}`, footerAt + at, crc, found);
  };
  // The setting that turns off the header's crc turns off these two as well.
  if (headerIsChecked || footer.frontCrc !== 0) check('front_crc', 0, message.front, footer.frontCrc);
  if (headerIsChecked || footer.middleCrc !== 0) check('middle_crc', 4, message.middle, footer.middleCrc);
  if ((footer.flags & FLAG_NO_DATA_CRC) === 0) check('data_crc', 8, message.data, footer.dataCrc);
}

function wrongCrc(path: string, offset: number, expected: number, got: number): MessengerError {
  return new MessengerError('checksum', path, offset, `expected ${expected}, got ${got}`);
}

/**
 * Infers the length of the footer at `footerAt` of the buffer.
 *
 * The last byte of the old footer is its flags, always with "complete". The new footer has the first byte of its signature there:
 * zero, unless the message is signed. Only if that byte can be both, the bytes after it decide.
 */
function* inferFooterLength(input: ReceiveBuffer, footerAt: number): Reading<FooterLength> {
  yield* need(input, footerAt + OLD_FOOTER_LENGTH, 'v1.footer');
  const [oldFlags = 0] = input.peek(1, footerAt + OLD_FOOTER_LENGTH - 1);
  if ((oldFlags | FLAG_NO_DATA_CRC) !== (FLAG_COMPLETE | FLAG_NO_DATA_CRC)) return FOOTER_LENGTH;
  const further = footerAt + FOOTER_LENGTH + 1;
  if (input.length < further) yield { length: further };
  const ahead = Math.min(input.length, further) - footerAt - FOOTER_LENGTH + 1;
  if (ahead <= 0) return OLD_FOOTER_LENGTH;
  const [flags = 0, tag = TAG_MSG] = input.peek(ahead, footerAt + FOOTER_LENGTH - 1);
  const isSigned = (flags | FLAG_NO_DATA_CRC) === (FLAG_COMPLETE | FLAG_NO_DATA_CRC | FLAG_SIGNED);
  return isSigned && isStreamTag(tag) ? FOOTER_LENGTH : OLD_FOOTER_LENGTH;
}

/** The chunks to write; the payloads are not copied. With `dataCrc` false the data has no checksum, and the footer says so. */
export function writeMessage(message: Message, footerLength: FooterLength, dataCrc = true): (Uint8Array | BufferList)[] {
  const { front, middle, data } = message;
  const header = { ...message, frontLen: front.length, middleLen: middle.length, dataLen: data.length, reserved: 0 };
  const footer: MsgFooter = {
    frontCrc: front.crc32c(0),
    middleCrc: middle.crc32c(0),
    dataCrc: dataCrc ? data.crc32c(0) : 0,
    sig: 0n,
    flags: dataCrc ? FLAG_COMPLETE : FLAG_COMPLETE | FLAG_NO_DATA_CRC,
  };
  const head = encoded((e) => {
    e.u8(TAG_MSG);
    encodeMsgHeader(e, header);
  });
  return [head, front, middle, data, encoded((e) => encodeMsgFooter(e, footer, footerLength))];
}
