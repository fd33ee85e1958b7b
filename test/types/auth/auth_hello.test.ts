import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { BufferList } from '../../../src/buffer/list.ts';
import { decode } from '../../../src/encoding/ceph_type.ts';
import { MAuth } from '../../../src/types/messages/MAuth.ts';
import { AUTH_MODE_MON, CEPH_AUTH_NONE, readAuthHello, readAuthMonRequest, writeAuthHello, writeAuthMonRequest } from '../../../src/types/auth/auth_hello.ts';
import { fixture } from '../../support/fixtures.ts';
import { decodeErrorOf, hex } from '../../support/support.ts';

const ADMIN = hex`08000000 05000000 61646d696e`; // client.admin
const entityName = { type: 8, id: 'admin' };

describe('the hello of a client that accepts only method none', () => {
  const bytes = hex`
    01 01000000 01000000   # struct_v, methods: 1
    ${ADMIN}
    0000000000000000       # global_id`;
  const hello = { methods: [CEPH_AUTH_NONE], entityName, globalId: 0n };

  it('is what `ceph mon dump` sent', () => {
    expect(decode(MAuth, fixture('messages/MAuth/v1-hello.bin').bytes).authPayload).toEqual(bytes);
  });

  it('is version, methods, name and global_id', () => {
    expect(readAuthHello(bytes)).toEqual(hello);
    expect(toHex(writeAuthHello(hello))).toBe(toHex(bytes));
  });

  it('keeps the order of the methods', () => {
    const methods = [2, 1];
    expect(toHex(writeAuthHello({ ...hello, methods }).subarray(0, 13))).toBe(toHex(hex`01 02000000 02000000 01000000`));
    expect(readAuthHello(writeAuthHello({ ...hello, methods })).methods).toEqual(methods);
  });

  it('is a DecodeError when cut, or with a byte after it', () => {
    for (let length = 0; length < bytes.length; length++) decodeErrorOf(() => readAuthHello(bytes.subarray(0, length)));
    expect(decodeErrorOf(() => readAuthHello(hex`${bytes} 00`))).toMatchObject({ code: 'trailing_bytes', path: 'auth_payload' });
    expect(decodeErrorOf(() => readAuthHello(bytes.subarray(0, 20)))).toMatchObject({ path: 'auth_payload.entity_name.id' });
  });
});

describe('the payload of an AUTH_REQUEST to a monitor', () => {
  // As `ceph mon dump` of 16.2.15 sent it.
  const bytes = hex`0a ${ADMIN} 0000000000000000`;
  const request = { authMode: AUTH_MODE_MON, entityName, globalId: 0n, initialRequest: new Uint8Array(0) };

  it('is mode 10, name and global_id', () => {
    expect(readAuthMonRequest(bytes)).toEqual(request);
    expect(toHex(writeAuthMonRequest(request))).toBe(toHex(bytes));
  });

  it('has the global_id that an earlier connection was given', () => {
    const again = { ...request, globalId: 4170n };
    const admin = hex`0a ${ADMIN} 4a10000000000000`;
    expect(readAuthMonRequest(admin)).toEqual(again);
    expect(toHex(writeAuthMonRequest(again))).toBe(toHex(admin));
  });

  it('keeps what a method appends', () => {
    expect(readAuthMonRequest(BufferList.from(hex`${bytes} cafe`))).toEqual({ ...request, initialRequest: hex`cafe` });
    expect(toHex(writeAuthMonRequest({ ...request, initialRequest: hex`cafe` }))).toBe(`${toHex(bytes)}cafe`);
  });
});
