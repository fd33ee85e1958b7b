import { describe, expect, it } from 'vitest';
import { decode } from '../../../src/encoding/ceph_type.ts';
import { JsonNode } from '../../../src/text/json.ts';
import { parseUuid, Uuid } from '../../../src/types/common/uuid_d.ts';
import { hex } from '../../support/support.ts';
import { itIsACephType, outcome, written } from '../support/support.ts';

const text = 'a95fdcf2-74c1-456e-9de8-b4bd237924bc';
const bytes = hex`a95fdcf2 74c1 456e 9de8 b4bd237924bc`;

describe('uuid_d', () => {
  itIsACephType(Uuid, bytes);

  it('is 16 bytes in the order of its text', () => {
    expect(decode(Uuid, bytes)).toBe(text);
    expect(written(Uuid, text)).toBe('a95fdcf274c1456e9de8b4bd237924bc');
    expect(Uuid.print(text)).toBe(text);
  });

  it('is read from upper case, and kept in lower case', () => {
    expect(parseUuid(text.toUpperCase())).toBe(text);
    expect(written(Uuid, text.toUpperCase())).toBe('a95fdcf274c1456e9de8b4bd237924bc');
  });

  it('says how much is missing', () => {
    expect(outcome(Uuid, bytes.subarray(0, 15))).toMatchObject({ path: 'uuid_d', offset: 0, needed: 16, available: 15 });
  });

  it.each(['', 'a95fdcf2', 'a95fdcf274c1456e9de8b4bd237924bc', 'g95fdcf2-74c1-456e-9de8-b4bd237924bc', `${text}0`])('is not "%s"', (other) => {
    expect(() => written(Uuid, other)).toThrow(new TypeError(`"${other}" is not a UUID such as ${text}`));
  });

  it('has the JSON of ceph-dencoder', () => {
    expect(Uuid.dump(text)).toEqual({ uuid: text });
    expect(() => Uuid.load(new JsonNode({ uuid: 'x' }, ''))).toThrow('uuid: "x" is not a UUID');
  });
});
