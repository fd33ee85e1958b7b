import type { FunctionNode } from '../language/program.ts';
import type { Names } from '../language/names.ts';
import type { Line } from './lines/writer.ts';

/** What stands beside the function in a module that was written for an encoder. */
export class Parts {
  private readonly names: Names;
  /** By the call that asks for it: the name of what depends on the peer alone. */
  private readonly peers = new Map<string, string>();
  /** Functions that more than one place of an encoder calls. */
  private readonly helpers = new Map<FunctionNode, { readonly name: string; lines: readonly Line[] }>();

  constructor(names: Names) {
    this.names = names;
  }

  /** The name of what a call returns that depends on the peer alone. */
  peer(call: string, wanted: string): string {
    const name = this.peers.get(call) ?? this.names.fresh(wanted);
    this.peers.set(call, name);
    return name;
  }

  /** The names that these lines use. */
  peersIn(lines: readonly Line[]): string[] {
    return [...this.peers.values()].filter((name) => isNamed(name, lines));
  }

  /** The name of the function that is written for a node; `write` writes it at its first call. */
  helper(node: FunctionNode, wanted: string, write: (name: string) => readonly Line[]): string {
    const found = this.helpers.get(node);
    if (found !== undefined) return found.name;
    const helper = { name: this.names.fresh(wanted), lines: [] as readonly Line[] };
    this.helpers.set(node, helper);
    helper.lines = write(helper.name);
    return helper.name;
  }

  /** The lines of all of it. */
  lines(line: (text: string, depth: number) => Line): Line[] {
    const helpers = [...this.helpers.values()].flatMap(({ lines }) => lines);
    if (this.peers.size === 0) return helpers;
    return [
      ...helpers,
      line('/** What depends on the peer alone is asked once for each. */', 0),
      line('function peerFor(t: Target) {', 0),
      line('return {', 1),
      line('features: t.features,', 2),
      line('release: t.release,', 2),
      ...[...this.peers].map(([call, name]) => line(`${name}: ${call},`, 2)),
      line('};', 1),
      line('}', 0),
      line('', 0),
      line('let peer: ReturnType<typeof peerFor> | undefined;', 0),
      line('', 0),
      line('function peerOf(t: Target): ReturnType<typeof peerFor> {', 0),
      line('return peer?.features === t.features && peer.release === t.release ? peer : (peer = peerFor(t));', 1),
      line('}', 0),
      line('', 0),
    ];
  }
}

function isNamed(name: string, lines: readonly Line[]): boolean {
  const word = new RegExp(`\\b${name}\\b`);
  return lines.some(({ text }) => word.test(text));
}
