import { hexdump } from '../../buffer/bytes/hexdump.ts';
import { encode } from '../../encoding/ceph_type.ts';
import { Decoder } from '../../encoding/decoder.ts';
import { formatJson } from '../../text/json.ts';
import { Mask64 } from '../../features/mask64.ts';
import { NEWEST } from '../../features/releases.ts';
import { toFeatures } from '../../features/to_features.ts';
import { TYPES } from '../../types/registry.ts';
import type { AnyCephType } from '../../types/registry.ts';
import { InputError, UsageError } from '../shell/errors.ts';
import type { Command } from '../shell/command.ts';
import { objectBytes } from '../shell/input.ts';
import type { Terminal } from '../shell/terminal.ts';
import { version } from '../shell/version.ts';

/** The state that ceph-dencoder keeps between its words. */
class Dencoder {
  private type: AnyCephType | undefined;
  private value: unknown;
  private isDecoded = false;
  private bytes: Uint8Array = new Uint8Array(0);
  private features: Mask64 = toFeatures(NEWEST.name);
  private skip = 0;
  private readonly terminal: Terminal;

  constructor(terminal: Terminal) {
    this.terminal = terminal;
  }

  select(name: string): void {
    this.type = TYPES.get(name);
    if (this.type === undefined) throw new InputError(`class '${name}' unknown`);
    this.isDecoded = false;
  }

  async import(file: string): Promise<void> {
    this.bytes = objectBytes(this.terminal, file, await this.terminal.read(file), this.type);
  }

  async export(file: string): Promise<void> {
    await this.terminal.write(file, this.bytes);
  }

  setSkip(digits: string): void {
    if (!/^\d{1,15}$/.test(digits)) throw new UsageError(`skip takes a number of bytes, not "${digits}"`);
    this.skip = Number(digits);
  }

  setFeatures(digits: string): void {
    if (!/^(?:\d{1,20}|0x[0-9a-fA-F]{1,16})$/.test(digits)) throw new UsageError(`set_features takes a decimal or hex number, not "${digits}"`);
    this.features = Mask64.of(BigInt(digits));
  }

  decode(): void {
    const type = this.selected();
    const d = new Decoder(this.bytes);
    this.value = d.whole(type.name, () => {
      d.skip(this.skip, '');
      return type.decode(d);
    });
    this.isDecoded = true;
  }

  encode(): void {
    this.bytes = encode(this.selected(), this.decoded(), { features: this.features });
  }

  async dumpJson(): Promise<void> {
    await this.terminal.out(`${formatJson(this.selected().dump(this.decoded()), true)}\n\n`);
  }

  async hexdump(): Promise<void> {
    await this.terminal.out(hexdump(this.bytes));
  }

  /** Prints the byte `ahead` bytes after the start of the value: struct_v, then struct_compat. */
  async printHeader(ahead: number): Promise<void> {
    this.selected();
    const d = new Decoder(this.bytes);
    d.skip(this.skip + ahead, '');
    await this.terminal.out(`${d.u8('')}\n`);
  }

  async printFeatures(): Promise<void> {
    await this.terminal.out(`${this.features.toBigInt()}\n`);
  }

  selected(): AnyCephType {
    if (this.type === undefined) throw new InputError("must first select type with 'type <name>'");
    return this.type;
  }

  private decoded(): unknown {
    if (!this.isDecoded) throw new InputError("nothing is decoded yet: first 'import <file> decode'");
    return this.value;
  }
}

/** A word of ceph-dencoder: what it takes, and what it does. As in ceph-dencoder, `true` ends the run with success. */
interface Word {
  readonly takes?: string;
  readonly does: (dencoder: Dencoder, argument: string, terminal: Terminal) => Promise<boolean | void> | boolean | void;
}

const WORDS: ReadonlyMap<string, Word> = new Map<string, Word>([
  ['version', { does: (_, __, terminal) => terminal.out(`${version()}\n`) }],
  ['list_types', { does: (_, __, terminal) => terminal.out(`${[...TYPES.keys()].join('\n')}\n`).then(() => true) }],
  ['type', { takes: 'type', does: (d, name) => d.select(name) }],
  ['import', { takes: 'filename', does: (d, file) => d.import(file) }],
  ['export', { takes: 'filename', does: (d, file) => d.export(file) }],
  ['skip', { takes: 'byte count', does: (d, digits) => d.setSkip(digits) }],
  ['set_features', { takes: 'features', does: (d, digits) => d.setFeatures(digits) }],
  ['get_features', { does: (d) => d.printFeatures().then(() => true) }],
  ['decode', { does: (d) => d.decode() }],
  ['encode', { does: (d) => d.encode() }],
  ['dump_json', { does: (d) => d.dumpJson() }],
  ['hexdump', { does: (d) => d.hexdump() }],
  ['get_struct_v', { does: (d) => d.printHeader(0) }],
  ['get_struct_compat', { does: (d) => d.printHeader(1) }],
  ['copy', { does: (d) => void d.selected() }], // a decoded value never changes, so it needs no copy
  ['copy_ctor', { does: (d) => void d.selected() }],
  ['is_deterministic', { does: (d) => d.selected() !== undefined }],
]);

export const dencoderCommand: Command = {
  name: 'dencoder',
  usage: 'dencoder WORD…',
  summary: 'run the words of ceph-dencoder, one after the other',
  help: `Replaces ceph-dencoder in scripts, with the same words.

  type NAME          select the type
  import FILE        read encoded bytes; - is standard input
  export FILE        write the encoded bytes
  skip N             skip the first N bytes
  decode             bytes to object
  encode             object to bytes
  dump_json          print the object
  hexdump            print the bytes
  set_features N     what the peer offers, for encode: decimal, or 0x and hex digits
  get_features       print these features, and stop
  get_struct_v       print the struct_v of the bytes
  get_struct_compat  print the struct_compat of the bytes
  is_deterministic   stop with success: each type here has one encoding
  copy, copy_ctor    do nothing: a decoded object never changes
  list_types         print the types, and stop
  version            print the version of cephwire

Exit status: 0 on success; 1 for input that cannot be used; 2 for wrong words.

Example:
  cephwire dencoder type MonMap import fixtures/mon/MonMap/v9-three-mons.bin decode dump_json`,
  async run(args, terminal) {
    if (args.length === 0) throw new UsageError('a word is missing');
    const dencoder = new Dencoder(terminal);
    for (let i = 0; i < args.length; i++) {
      const word = WORDS.get(args[i] as string);
      if (word === undefined) throw new UsageError(`unknown word "${args[i]}"`);
      if (word.takes !== undefined && ++i === args.length) throw new UsageError(`expecting ${word.takes}`);
      if ((await word.does(dencoder, args[i] as string, terminal)) === true) return;
    }
  },
};
