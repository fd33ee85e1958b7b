import type { Json, JsonNode } from '../../../../text/json.ts';

/** By number. Source  ceph main src/auth/Crypto.cc, CryptoManager::get_key_type_name */
const NAMES = ['none', 'aes', 'aes256k'];

/** Returns a cipher as Ceph prints it: `{"name":"aes256k","value":2}`. */
export function dumpCipher(value: number): Json {
  return { name: NAMES[value] ?? 'unknown', value };
}

/** Returns the number of a cipher: from that number, its name, or an object of both, whose number some builds call `type`. */
export function loadCipher(json: JsonNode): number {
  if (typeof json.value === 'object') {
    const number = json.find('value') ?? json.find('type');
    const name = json.find('name');
    if (number === undefined) return named(name ?? json.get('value'));
    return s32(number);
  }
  return typeof json.value === 'string' && !/^-?\d+$/.test(json.value) ? named(json) : s32(json);
}

/** Returns the numbers of a list of ciphers, or of a text such as `aes, aes256k`. */
export function loadCiphers(json: JsonNode): number[] {
  if (typeof json.value !== 'string') return json.items().map(loadCipher);
  return json.value.split(',').map((name) => numberOf(name.trim()) ?? json.expected(KNOWN));
}

const KNOWN = `one of ${NAMES.join(', ')}`;
const s32 = (node: JsonNode): number => node.integer(-0x80000000, 0x7fffffff);

function named(json: JsonNode): number {
  return numberOf(json.string()) ?? json.expected(KNOWN);
}

function numberOf(name: string): number | undefined {
  const number = NAMES.indexOf(name);
  return number < 0 ? undefined : number;
}
