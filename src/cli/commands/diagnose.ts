import { explainMismatch } from '../../features/judge/mismatch/explain.ts';
import type { MismatchExplanation } from '../../features/judge/mismatch/explain.ts';
import { mismatchText } from '../../features/judge/mismatch/text.ts';
import { diagnose } from '../../inspect/diagnose/diagnose.ts';
import { diagnosisJson } from '../../inspect/diagnose/json.ts';
import { diagnosisText } from '../../inspect/diagnose/text.ts';
import { parse, positionals } from '../shell/args.ts';
import { InputError, UsageError } from '../shell/errors.ts';
import type { Command } from '../shell/command.ts';
import { isFront, readObject } from '../shell/input.ts';
import { featuresNamed, typeNamed } from '../shell/lookup.ts';
import type { Terminal } from '../shell/terminal.ts';

export const diagnoseCommand: Command = {
  name: 'diagnose',
  usage: "diagnose FILE|- [--peer RELEASE|0xHEX] [--type TYPE] [-o FILE] [--json] | diagnose --mismatch 'LINE'",
  summary: 'find who cannot read an object, and the feature bit to blame',
  help: `Reads an encoded object as itself and as every release: who reads it, who fails and where, and who reads it without
error, and wrong. Tells which releases write it, for peers with which features.

  --peer RELEASE|0xHEX   whom it was sent to: names the bit to blame, and the remedy
  --type TYPE            what it is; by default a MonMap, with or without the length of a message front before it
  -o, --output FILE      write it again in a form that the peer reads
  --json                 the same as JSON
  --mismatch 'LINE'      instead of a file: explain a line of dmesg or of a log about missing features

Exit status: 0 where all is well with the peer, or none is named; 1 where the peer cannot read it, or reads it wrong.

Examples, the incident and a kernel's line:
  cephwire diagnose fixtures/messages/MMonMap/v5-incident-hammer59.bin --peer 0x08c3ffffffffffff
  cephwire diagnose --mismatch 'libceph: mon0 10.0.0.1:6789 feature set mismatch, my 4a042a42 < server's 2004a042a42, missing 20000000000'`,
  async run(args, terminal) {
    const { values, positionals: given } = parse(args, {
      peer: { type: 'string' },
      type: { type: 'string', default: 'MonMap' },
      output: { type: 'string', short: 'o' },
      json: { type: 'boolean', default: false },
      mismatch: { type: 'string' },
    });
    if (values.mismatch !== undefined) return diagnoseLine(values.mismatch, values.json, terminal);
    const [file] = positionals(given, 'FILE');
    const type = typeNamed(values.type);
    if (values.output !== undefined && values.peer === undefined) throw new UsageError('-o writes for a peer: --peer is missing');
    const peer = values.peer === undefined ? {} : { peer: featuresNamed(values.peer) };
    const bytes = await readObject(terminal, file);
    const base = type.name === 'MonMap' && isFront(bytes) ? 4 : 0;
    const diagnosis = diagnose(type, bytes.subarray(base), peer);
    const cure = diagnosis.peer?.cure ?? null;
    if (values.output !== undefined && cure !== null) await terminal.write(values.output, base === 0 ? cure : withLength(cure));
    const cureNote = values.output === undefined ? '' : `written to ${values.output}`;
    await terminal.out(`${values.json ? JSON.stringify(diagnosisJson(diagnosis), null, 4) : diagnosisText(diagnosis, { base, cureNote })}\n`);
    if (values.output !== undefined && cure === null) throw new InputError(`nothing written to "${values.output}": ${whyNoCure(diagnosis.peer?.reading.verdict)}`);
    const isWell = diagnosis.own.error === undefined && (diagnosis.peer === null || diagnosis.peer.reading.verdict === 'reads');
    return isWell ? 0 : 1;
  },
};

async function diagnoseLine(line: string, json: boolean, terminal: Terminal): Promise<number> {
  const explanation = explained(line);
  await terminal.out(`${json ? JSON.stringify(explanation, null, 4) : mismatchText(explanation)}\n`);
  return 0;
}

function explained(line: string): MismatchExplanation {
  try {
    return explainMismatch(line);
  } catch (error) {
    throw new InputError(error instanceof Error ? error.message : String(error));
  }
}

function withLength(map: Uint8Array): Uint8Array {
  const front = new Uint8Array(4 + map.length);
  new DataView(front.buffer).setUint32(0, map.length, true);
  front.set(map, 4);
  return front;
}

function whyNoCure(verdict: string | undefined): string {
  return verdict === 'reads' ? 'the peer reads these bytes as they are' : 'no form was found that the peer reads';
}
