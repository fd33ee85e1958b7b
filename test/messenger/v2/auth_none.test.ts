import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/hex.ts';
import { Decoder } from '../../../src/encoding/decoder.ts';
import { decodeAuthNoneRequest, encodeAuthNoneRequest } from '../../../src/messenger/v2/auth_none.ts';
import { frameBytes } from '../../../src/messenger/v2/codec.ts';
import { hex } from '../../support.ts';

describe('the authorization of the method none', () => {
  const admin = hex`0a 08000000 05000000 61646d696e 4a10000000000000`; // as ceph 16.2.15, but for its global_id of 0

  it('is a name and the global_id of before', () => {
    const request = { authMode: 10, entityName: { type: 8, id: 'admin' }, globalId: 4170n };
    expect(new Decoder(admin).whole('auth_payload', decodeAuthNoneRequest)).toEqual(request);
    expect(toHex(frameBytes(encodeAuthNoneRequest, request))).toBe(toHex(admin));
  });
});
