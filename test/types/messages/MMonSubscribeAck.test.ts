import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { decode } from '../../../src/encoding/ceph_type.ts';
import { MMonSubscribeAck } from '../../../src/types/messages/MMonSubscribeAck.ts';
import { hex } from '../../support/support.ts';
import { itIsACephType, written } from '../support/support.ts';

const front = hex`
  2c010000                           # interval 300
  a95fdcf274c1456e9de8b4bd237924bc   # fsid`;
const ack = { interval: 300, fsid: 'a95fdcf2-74c1-456e-9de8-b4bd237924bc', message: null };

describe('the front of an MMonSubscribeAck', () => {
  itIsACephType(MMonSubscribeAck, front);

  it('is an interval and a fsid', () => {
    expect(decode(MMonSubscribeAck, front)).toEqual(ack);
    expect(written(MMonSubscribeAck, ack)).toBe(toHex(front));
  });

  it('prints, and has the JSON of ceph-dencoder: one line', () => {
    expect(MMonSubscribeAck.print(ack)).toBe('mon_subscribe_ack(300s)');
    expect(MMonSubscribeAck.dump(ack)).toEqual({ summary: 'mon_subscribe_ack(300s)' });
  });
});
