import { explainMismatch } from '../../features/judge/mismatch/explain.ts';
import { mismatchText } from '../../features/judge/mismatch/text.ts';
import { diagnose } from '../../inspect/diagnose/diagnose.ts';
import type { Diagnosis } from '../../inspect/diagnose/diagnose.ts';
import { diagnosisJson } from '../../inspect/diagnose/json.ts';
import { featuresOf } from '../../inspect/diagnose/reader.ts';
import { diagnosisText } from '../../inspect/diagnose/text.ts';
import { snakeCased } from '../../text/snake_case.ts';
import { MonMap } from '../../types/mon/MonMap/MonMap.ts';
import { TYPES } from '../../types/registry.ts';
import { indentedJson } from '../render/json.ts';
import { defined } from '../shell/args.ts';
import { command, withForm } from '../shell/command.ts';
import { InputError, UsageError } from '../shell/errors.ts';
import { typeHint } from '../shell/input.ts';
import { asInput, asUsage } from '../shell/lookup.ts';
import { FILE, features, format, option, outputBeside, reader, required } from '../shell/options.ts';
import { OPTIONAL_TYPE, take } from './inspect/taken_as.ts';

const FORMAT = format(['text', 'json'], 'text');

const ofObject = command({
  name: 'diagnose',
  summary: 'find who cannot read an object, and the feature bit to blame',
  about: `Decodes an object by the rules of each release and of kernel clients: which read it, which fail and
at which byte, and which read it wrong without an error. Says which releases write these bytes, and
for which features of the peer.`,
  operands: { type: OPTIONAL_TYPE, file: FILE },
  options: {
    features: features('what the peer offered, to find what is to blame and the remedy'),
    release: reader('the one that the features tell', 'whose decoder the peer has, if that is known: a release'),
    output: outputBeside('encode the object again, in a form that the peer reads, and write it here'),
    format: FORMAT,
  },
  status: ['if the object decodes and the peer, if there is one, reads it', 'if not'],
  examples: `Examples, the incident, and a map that a kernel client refuses:
  cephwire diagnose fixtures/messages/MMonMap/v5-incident-hammer59.bin --features 0x08c3ffffffffffff
  cephwire diagnose fixtures/mon/MonMap/v9-dual-stack.bin --release linux-5.15`,
  async run({ type: given, file, features, release, output, format }, terminal) {
    if (output !== undefined && features === undefined && release === undefined) throw new UsageError('-o writes for a peer: --features or --release is missing');
    if (release !== undefined && features === undefined) asUsage(() => featuresOf(release));
    const { type, bytes, head } = await take(terminal, given, file, { takesDamaged: true, takesInner: true, byDefault: TYPES.get(MonMap.name), release });
    const diagnosis = diagnose(type, bytes, defined({ peer: features, release }));
    const cure = diagnosis.peer?.cure ?? null;
    if (output !== undefined && cure !== null) await terminal.write(output, behind(head, cure));
    const cureNote = output === undefined ? '' : `written to ${output}`;
    await terminal.out(format === 'json' ? indentedJson(diagnosisJson(diagnosis)) : `${diagnosisText(diagnosis, { base: head.length, cureNote })}\n`);
    if (output !== undefined && cure === null) throw new InputError(`nothing written to "${output}": ${whyNoCure(diagnosis.peer?.reading.verdict)}`);
    const hint = given === undefined || diagnosis.own.error === undefined ? '' : typeHint(type, bytes);
    if (hint !== '') terminal.err(hint);
    return isWell(diagnosis) ? 0 : 1;
  },
});

const ofLine = command({
  name: 'diagnose',
  summary: '',
  about: `Or explains a line of dmesg or of a log about missing features: of kernel clients, both messengers,
monitors and OSDs. The line may be wrapped, quoted or copied from a web page, among other lines.`,
  operands: {},
  options: { mismatch: required(option('LINE', 'the line, in quotes; - is standard input', (line) => line)), format: FORMAT },
  status: ['if the line is one about missing features', 'if it is not'],
  examples: `Example, a line of the kernel:
  cephwire diagnose --mismatch "libceph: mon0 10.0.0.1:6789 feature set mismatch, my 4a042a42 < server's 2004a042a42, missing 20000000000"`,
  async run({ mismatch, format }, terminal) {
    const line = mismatch === '-' ? new TextDecoder().decode(await terminal.read(mismatch)) : mismatch;
    const explanation = asInput(() => explainMismatch(line));
    await terminal.out(format === 'json' ? indentedJson(snakeCased(explanation)) : `${mismatchText(explanation)}\n`);
  },
});

export const diagnoseCommand = withForm(ofObject, 'mismatch', ofLine);

function isWell({ own, peer }: Diagnosis<unknown>): boolean {
  return own.error === undefined && (peer === null || peer.reading.verdict === 'reads');
}

/** A value behind what lay before the one that it replaces, which ends with the u32 length of the value. */
function behind(head: Uint8Array, value: Uint8Array): Uint8Array {
  const whole = new Uint8Array(head.length + value.length);
  whole.set(head);
  whole.set(value, head.length);
  if (head.length > 0) new DataView(whole.buffer).setUint32(head.length - 4, value.length, true);
  return whole;
}

function whyNoCure(verdict: string | undefined): string {
  return verdict === 'reads' ? 'the peer reads these bytes as they are' : 'no form was found that the peer reads';
}
