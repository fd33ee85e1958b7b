import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonError, JsonNode, formatJson, parseJson } from '../../src/text/json.ts';
import type { Json } from '../../src/text/json.ts';
import { LINEAR, growth } from '../support/growth.ts';

/** The value of `node`, read as loaders read it: an integer that a double cannot hold becomes a bigint. */
function valueOf(node: JsonNode, like: Json): Json {
  if (typeof like === 'bigint') return node.bigInteger(-(1n << 64n), 1n << 64n);
  if (Number.isSafeInteger(like)) return node.integer(-(2 ** 53), 2 ** 53);
  if (typeof like !== 'object' || like === null) return node.value as Json;
  if (Array.isArray(like)) return node.items().map((item, i) => valueOf(item, like[i] as Json));
  return Object.fromEntries(Object.entries(like).map(([key, member]) => [key, valueOf(node.get(key), member as Json)]));
}

describe('formatJson', () => {
  it('writes one line without spaces', () => {
    expect(formatJson({ a: [1, -2, true, null], b: {}, c: [], d: 'x' })).toBe('{"a":[1,-2,true,null],"b":{},"c":[],"d":"x"}');
  });

  it('writes the pretty form with four spaces a level, and nothing inside what is empty', () => {
    expect(formatJson({ a: [1, { b: 'x' }], c: [], d: {} }, true)).toBe(
      ['{', '    "a": [', '        1,', '        {', '            "b": "x"', '        }', '    ],', '    "c": [],', '    "d": {}', '}'].join('\n'),
    );
    expect([formatJson([], true), formatJson({}, true), formatJson('x', true)]).toEqual(['[]', '{}', '"x"']);
  });

  it('escapes what Ceph escapes, the way it does: no \\b, \\f or \\r', () => {
    expect(formatJson('"\\/\b\f\n\r\t\0\x1f \x7f')).toBe('"\\"\\\\/\\u0008\\u000c\\n\\u000d\\t\\u0000\\u001f \\u007f"');
  });

  it('leaves other text alone', () => {
    expect(formatJson("<&>'é\x80€\u2028😀\uffff")).toBe("\"<&>'é\x80€\u2028😀\uffff\"");
  });

  it('escapes bytes that are no text, and no half of a pair', () => {
    expect(formatJson('a\udcffb😀\udc80')).toBe('"a\\udcffb😀\\udc80"');
  });

  it('escapes keys as it does strings', () => {
    expect(formatJson({ 'a"\n\udcff': 1 })).toBe('{"a\\"\\n\\udcff":1}');
    expect(formatJson({ '"': 1 }, true)).toBe('{\n    "\\"": 1\n}');
  });

  it('writes integers of any size in full', () => {
    expect(formatJson([2 ** 53 - 1, 2n ** 64n - 1n, -(2n ** 63n)])).toBe('[9007199254740991,18446744073709551615,-9223372036854775808]');
  });
});

describe('parseJson', () => {
  it('reads back what formatJson writes, in either form', () => {
    const json = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<Json>(null, true, false, '__proto__', '1234567890123456', '\\', '\udc80'),
        fc.integer(), fc.maxSafeInteger(), fc.bigInt({ min: -(1n << 63n), max: (1n << 64n) - 1n }),
        fc.double({ noNaN: true, noDefaultInfinity: true, noInteger: true }), fc.constantFrom(1e21, -1e300, 5e-324),
        fc.string({ unit: 'binary' }), fc.uint8Array().map((codes) => String.fromCharCode(...codes)),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '"', '1')), tie('value'), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).value;
    fc.assert(fc.property(json, fc.boolean(), (value, pretty) => {
      expect(valueOf(parseJson(formatJson(value, pretty)), value)).toEqual(value);
    }), { numRuns: 300 });
  });

  it('leaves digits inside strings alone', () => {
    const text = '"1234567890123456789 \\" 1234567890123456789"';
    expect(parseJson(text).string()).toBe('1234567890123456789 " 1234567890123456789');
    expect(parseJson('{"1234567890123456789":[12345678901234567890]}').get('1234567890123456789').items()[0]?.bigInteger(0n, 2n ** 64n)).toBe(12345678901234567890n);
  });

  it.each([
    ['0.30000000000000004', 0.1 + 0.2],
    ['1234567890123456.5', 1234567890123456.5],
    ['1234567890123456789e3', 1.234567890123456789e21],
    ['1e00000000000000000002', 100],
    ['-5.0000000000000000000001E-10', -5e-10],
  ])('reads %s as the number it is', (text, value) => {
    expect(parseJson(text).value).toBe(value);
    expect(parseJson(`[${text}, ${text}]`).value).toEqual([value, value]);
  });

  it.each([
    ['', 'nothing'], ['{', 'an open object'], ['[1,]', 'a comma too many'], ['{"a":1 "b":2}', 'a comma too few'], ['"a', 'an open string'],
    ['"\\', 'an open escape'], ['"\n"', 'a raw newline'], ["{'a':1}", 'single quotes'], ['nan', 'a bare word'], ['01', 'a leading zero'],
    ['00000000000000000001', 'many leading zeros'], ['{1234567890123456:1}', 'a number for a key'], ['{1234567890123456 :1}', 'such a key and a space'],
    ['1234567890123456.', 'a missing fraction'], ['+1234567890123456', 'a plus sign'], ['--1234567890123456', 'two signs'],
    ['1234567890123456 1234567890123456', 'two values'], ['"a"1234567890123456', 'a value after a string'], ['\ufeff1', 'a byte order mark'],
  ])('refuses %j: %s', (text) => {
    expect(() => parseJson(text)).toThrow(JsonError);
    expect(() => parseJson(text)).toThrow(/^not JSON: /);
  });

  it('takes what JSON.parse takes, and nothing else', () => {
    const token = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '-', '.', 'e', '0', '12345678901234567', ' ', 'a', 'true', '\n');
    fc.assert(fc.property(fc.array(token, { maxLength: 8 }).map((tokens) => tokens.join('')), (text) => {
      const accepts = (parse: () => unknown): boolean => {
        try {
          parse();
          return true;
        } catch {
          return false;
        }
      };
      expect(accepts(() => parseJson(text))).toBe(accepts(() => JSON.parse(text)));
    }), { numRuns: 3000 });
  });

  it.each([
    ['digits', (length: number) => '1'.repeat(length) + '.'],
    ['an open string', (length: number) => '"' + '\\"'.repeat(length)],
    ['quotes', (length: number) => '"'.repeat(2 * length + 1)],
  ])('refuses a long text of %s in time that grows with its length', (_, textOf) => {
    const refusing = (length: number): (() => void) => {
      const text = textOf(length);
      return () => expect(() => parseJson(text)).toThrow(JsonError);
    };
    expect(growth(1000, refusing)).toBeLessThan(LINEAR);
  });

  it('reads a string of twenty million characters', () => {
    expect(parseJson(`"${'a'.repeat(20_000_000)}"`).string()).toHaveLength(20_000_000);
  });

  it('fails on nothing but JsonError, however deep the nesting', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(() => parseJson(deep).get('a')).toThrow(JsonError);
    expect(() => parseJson('['.repeat(100_000))).toThrow(JsonError);
  });
});

describe('JsonNode', () => {
  const node = parseJson('{"a":{"b":[1,"x",{"c":true}]},"__proto__":{"d":1},"n":null}');

  it('finds a member, and knows its path', () => {
    const c = node.get('a').get('b').items()[2]?.get('c');
    expect([c?.boolean(), c?.path]).toEqual([true, 'a.b[2].c']);
    expect(parseJson('[[1]]').items()[0]?.items()[0]?.path).toBe('[0][0]');
  });

  it('finds own members alone, __proto__ among them', () => {
    expect(node.get('__proto__').get('d').integer(0, 9)).toBe(1);
    expect(parseJson('{}').find('__proto__')).toBeUndefined();
    expect([node.find('constructor'), node.find('toString'), node.find('hasOwnProperty')]).toEqual([undefined, undefined, undefined]);
    expect(({} as { d?: unknown }).d).toBeUndefined();
  });

  it('tells a null from a key that is not there', () => {
    expect(node.find('n')?.value).toBe(null);
    expect(() => node.get('m')).toThrow(new JsonError('', 'needs a key "m"'));
    expect(() => node.get('a').get('m')).toThrow(new JsonError('a', 'needs a key "m"'));
  });

  it.each<[string, (at: JsonNode) => unknown, string]>([
    ['[]', (at) => at.find('k'), 'an object, got an array'],
    ['null', (at) => at.find('k'), 'an object, got null'],
    ['"text"', (at) => at.find('length'), 'an object, got "text"'],
    ['{"length":1}', (at) => at.items(), 'an array, got an object'],
    ['7', (at) => at.string(), 'a string, got 7'],
    ['0', (at) => at.boolean(), 'true or false, got 0'],
    ['"true"', (at) => at.boolean(), 'true or false, got "true"'],
    ['1.5', (at) => at.integer(0, 9), 'an integer, got 1.5'],
    ['9007199254740992.0', (at) => at.bigInteger(0n, 2n ** 64n), 'an integer, got 9007199254740992'],
    ['true', (at) => at.integer(0, 9), 'an integer, got true'],
    ['""', (at) => at.integer(0, 9), 'an integer, got ""'],
    ['" 1"', (at) => at.integer(0, 9), 'an integer, got " 1"'],
    ['"0x1"', (at) => at.integer(0, 9), 'an integer, got "0x1"'],
    ['10', (at) => at.integer(0, 9), '0 to 9, got 10'],
    ['-1', (at) => at.integer(0, 9), '0 to 9, got -1'],
    ['18446744073709551616', (at) => at.bigInteger(0n, 2n ** 64n - 1n), '0 to 18446744073709551615, got "18446744073709551616"'],
  ])('says what %s should have been', (text, read, needs) => {
    expect(() => read(parseJson(text))).toThrow(new JsonError('', `needs ${needs}`));
    expect(() => read(parseJson(`{"k":${text}}`).get('k'))).toThrow(new JsonError('k', `needs ${needs}`));
  });

  it('cuts a long value short in its complaint', () => {
    expect(() => parseJson(`"${'x'.repeat(100)}"`).boolean()).toThrow(`got "${'x'.repeat(39)}…`);
  });

  it('reads integers of any size without rounding, at the limits of their type', () => {
    const limits = ['0', '-1', '9007199254740991', '9007199254740993', '18446744073709551615', '-9223372036854775808'];
    expect(parseJson(`[${limits.join(',')}]`).items().map((item) => String(item.bigInteger(-(2n ** 63n), 2n ** 64n - 1n)))).toEqual(limits);
    expect([parseJson('0').integer(0, 9), parseJson('9').integer(0, 9), parseJson('-0').integer(0, 9)]).toEqual([0, 9, 0]);
    for (const text of ['9'.repeat(100_000), '1e400']) expect(() => parseJson(text).bigInteger(0n, 2n ** 64n)).toThrow(JsonError);
  });

  it('gives the complaint of a parser its own path', () => {
    const at = parseJson('{"when":"never"}').get('when');
    const complain = (text: string): never => {
      throw new TypeError(`"${text}" is not a time`);
    };
    expect(() => at.parsed(complain)).toThrow(new JsonError('when', '"never" is not a time'));
    expect(() => at.attempt(() => complain('soon'))).toThrow(new JsonError('when', '"soon" is not a time'));
    expect(at.parsed((text) => text.length)).toBe(5);
    expect(() => parseJson('1').parsed(() => 2)).toThrow(new JsonError('', 'needs a string, got 1'));
  });
});

describe('what nobody read of a document', () => {
  const json = new JsonNode({ a: { b: 1, c: 2 }, d: [{ e: 3, f: 4 }], g: 5 }, '');

  it('is each member that no reader asked for, in the objects that a reader looked into', () => {
    const document = new JsonNode(json.value, '');
    expect(document.remarks()).toEqual([]);
    document.get('a').get('b');
    expect(document.remarks()).toEqual(['a.c', 'd', 'g'].map((path) => `${path} is not read: no such key is known`));
    for (const item of document.get('d').items()) item.find('e');
    expect(document.remarks()).toEqual(['a.c', 'd[0].f', 'g'].map((path) => `${path} is not read: no such key is known`));
    document.get('a').entries();
    expect(document.remarks()).toEqual(['d[0].f', 'g'].map((path) => `${path} is not read: no such key is known`));
  });

  it('leaves out what only wraps the value that is read', () => {
    const document = new JsonNode(json.value, '');
    document.inside('a').get('b');
    expect(document.remarks()).toEqual(['a.c is not read: no such key is known']);
  });

  it('comes after what a reader remarked', () => {
    const document = new JsonNode(json.value, '');
    document.get('g').remark('is five');
    expect(document.remarks()[0]).toBe('g is five');
  });
});
