import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { decode } from '../../../src/encoding/ceph_type.ts';
import { MAuthReply } from '../../../src/types/messages/MAuthReply.ts';
import type { Stored } from '../../../src/types/messages/message_type.ts';
import { hex } from '../../support/support.ts';
import { itIsACephType, written } from '../support/support.ts';

const front = hex`
  02000000 f3ffffff 4410000000000000   # protocol 2, result -13, global_id 4164
  02000000 caff                        # result_bl, which is before the message
  04000000 6e6f7065                    # result_msg "nope"`;
const reply: Stored<MAuthReply> = { protocol: 2, result: -13, globalId: 4164n, resultBl: hex`caff`, resultMsg: 'nope', message: null };

describe('the front of an MAuthReply', () => {
  itIsACephType(MAuthReply, front);

  it('is protocol, result, global_id, bytes and a message', () => {
    expect(decode(MAuthReply, front)).toEqual(reply);
    expect(written(MAuthReply, reply)).toBe(toHex(front));
  });

  it.each([
    { result: 0, resultMsg: '', text: 'auth_reply(proto 2 0 (0) Success)' },
    { result: -13, resultMsg: 'nope', text: 'auth_reply(proto 2 -13 (13) Permission denied: nope)' },
    { result: 13, resultMsg: '', text: 'auth_reply(proto 2 13 (13) Permission denied)' },
    { result: -4097, resultMsg: '', text: 'auth_reply(proto 2 -4097 (4097))' },
  ])('prints as $text', ({ result, resultMsg, text }) => {
    const value = { ...reply, result, resultMsg };
    expect(MAuthReply.print(value)).toBe(text);
    expect(MAuthReply.dump(value)).toEqual({ summary: text });
  });
});
