import { decode } from '../../encoding/ceph_type.ts';
import type { DecodeOptions } from '../../encoding/ceph_type.ts';
import { DecodeError } from '../../encoding/decode_error.ts';
import { formatJson } from '../../text/json.ts';
import type { AnyCephType } from '../../types/registry.ts';
import { defined } from '../shell/args.ts';
import { command } from '../shell/command.ts';
import { InputError, UsageError } from '../shell/errors.ts';
import { typeHint } from '../shell/input.ts';
import { FILE, flag, format, jsonForm, reader } from '../shell/options.ts';
import { OPTIONAL_TYPE, take } from './inspect/taken_as.ts';

export const decodeCommand = command({
  name: 'decode',
  summary: 'print the object that encoded bytes hold',
  about: `Decodes exactly one object; bytes left over are an error. A MonMap is printed with the keys and
values of "ceph mon dump -f json" of 16.2.15, without the quorum; other types as ceph-dencoder
prints them. Notes about odd contents go to standard error.`,
  operands: { type: OPTIONAL_TYPE, file: FILE },
  options: {
    release: reader('our own rules'),
    format: format(['text', 'json'], 'json', 'text is what Ceph prints, for a MonMap what monmaptool --print prints'),
    'json-form': jsonForm(),
    exact: flag('add to the JSON what Ceph leaves out (nanoseconds, fields without a key, unnamed bits), so that "cephwire encode" can restore all of it'),
  },
  examples: `Example, a map that a monitor sent to a Luminous client:
  cephwire decode MMonMap fixtures/messages/MMonMap/v5-one-mon-luminous.bin --format text`,
  async run({ type: given, file, release, format, exact, 'json-form': form }, terminal) {
    if (form !== undefined && (exact || format === 'text')) throw new UsageError(`--json-form is for the JSON of Ceph: it contradicts ${exact ? '--exact' : '--format text'}`);
    const { type, bytes } = await take(terminal, given, file, { takesDamaged: false, release });
    const value = decodeOrHint(type, bytes, defined({ release }));
    await terminal.out(`${format === 'text' ? type.print(value) : formatJson(type.dump(value, exact, form), true)}\n`);
    for (const remark of type.remarks?.(value) ?? []) terminal.err(`note: ${remark}`);
  },
});

function decodeOrHint(type: AnyCephType, bytes: Uint8Array, options: DecodeOptions): unknown {
  try {
    return decode(type, bytes, options);
  } catch (error) {
    const hint = error instanceof DecodeError ? typeHint(type, bytes) : '';
    if (hint === '') throw error;
    throw new InputError(`${error instanceof Error ? error.message : ''} (${hint})`);
  }
}
