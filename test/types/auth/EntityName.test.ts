import { expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { encoderFor } from '../../../src/encoding/ceph_type.ts';
import { Decoder } from '../../../src/encoding/decoder.ts';
import { decodeAuthEntityName, encodeAuthEntityName, formatAuthEntityName } from '../../../src/types/auth/EntityName.ts';
import { hex } from '../../support/support.ts';

it('an EntityName is a u32 type and an id, and prints as in keyrings', () => {
  const bytes = hex`08000000 05000000 61646d696e`;
  const admin = { type: 8, id: 'admin' };
  expect(new Decoder(bytes).whole('', decodeAuthEntityName)).toEqual(admin);
  const e = encoderFor({});
  encodeAuthEntityName(e, admin);
  expect(toHex(e.toBytes())).toBe(toHex(bytes));
  expect(formatAuthEntityName(admin)).toBe('client.admin');
});
