import { describe, expect, it } from 'vitest';
import { CaptureError } from '../../src/capture/file/capture_error.ts';
import { DecodeError } from '../../src/encoding/decode_error.ts';
import { CephwireError } from '../../src/error/cephwire_error.ts';
import * as capture from '../../src/capture.ts';
import * as core from '../../src/index.ts';
import * as messenger from '../../src/messenger.ts';
import { MessengerError } from '../../src/messenger/messenger_error.ts';
import * as node from '../../src/node.ts';
import { ProbeError } from '../../src/net/probe/probe_error.ts';

const ERRORS: readonly { readonly error: CephwireError; readonly name: string; readonly code: string; readonly message: string }[] = [
  {
    error: new DecodeError('nonce', { code: 'end_of_buffer', offset: 278, reason: 'need 4 bytes, 2 left', needed: 4, available: 2 }),
    name: 'DecodeError', code: 'end_of_buffer', message: 'nonce at offset 278: need 4 bytes, 2 left',
  },
  {
    error: new MessengerError('checksum', 'v2.preamble.crc', 54, 'expected 1, got 2'),
    name: 'MessengerError', code: 'checksum', message: 'v2.preamble.crc at stream offset 54: expected 1, got 2',
  },
  {
    error: new CaptureError('malformed', 'pcap.incl_len', 32, 'got 9'),
    name: 'CaptureError', code: 'malformed', message: 'pcap.incl_len at offset 32: got 9',
  },
  { error: new ProbeError('timeout', 'no map within 5 ms'), name: 'ProbeError', code: 'timeout', message: 'no map within 5 ms' },
];

describe('CephwireError', () => {
  it.each(ERRORS)('is the base of $name, with name, code and message', ({ error, name, code, message }) => {
    expect(error).toBeInstanceOf(CephwireError);
    expect(error).toBeInstanceOf(Error);
    expect({ name: error.name, code: error.code, message: error.message }).toEqual({ name, code, message });
    expect(String(error)).toBe(`${name}: ${message}`);
    expect(error.stack).toContain('cephwire_error.test');
  });

  it.each(ERRORS)('is JSON with its name, message and fields: $name', ({ error, name, code, message }) => {
    expect(JSON.parse(JSON.stringify(error))).toEqual({ ...error, name, message });
    expect(JSON.parse(JSON.stringify({ error }))).toMatchObject({ error: { code } });
  });

  it('is told from a class that extends one of its own', () => {
    class Mine extends DecodeError {}
    expect(new DecodeError('x', { code: 'malformed', offset: 0, reason: '' })).not.toBeInstanceOf(Mine);
    expect(new Mine('x', { code: 'malformed', offset: 0, reason: '' })).toBeInstanceOf(DecodeError);
  });

  it('is exported, the same class, by every entry that throws one', () => {
    for (const entry of [core, messenger, capture, node]) expect(entry.CephwireError).toBe(CephwireError);
  });
});
