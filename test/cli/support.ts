import { InputError } from '../../src/cli/shell/errors.ts';
import { main } from '../../src/cli/main.ts';

export interface Run {
  readonly status: number;
  readonly out: Uint8Array;
  readonly text: string;
  readonly err: readonly string[];
  /** What was written to files, by path. */
  readonly written: ReadonlyMap<string, Uint8Array>;
}

export interface World {
  readonly files?: Readonly<Record<string, Uint8Array | string>>;
  readonly isTty?: boolean;
  readonly colour?: boolean;
}

const CHUNK = 64 * 1024;

/** Runs a command line against files that exist in memory only. */
export async function run(args: readonly string[], { files = {}, isTty = false, colour = false }: World = {}): Promise<Run> {
  const chunks: Buffer[] = [];
  const err: string[] = [];
  const written = new Map<string, Uint8Array>();
  const read = async (path: string): Promise<Uint8Array> => {
    const content = written.get(path) ?? files[path];
    if (content === undefined) throw new InputError(`cannot read "${path}": no such file`);
    return Buffer.from(content);
  };
  const status = await main(args, {
    status: null,
    isTty,
    colour,
    out: async (data) => void chunks.push(Buffer.from(data)),
    err: (line) => void err.push(line),
    read,
    async *stream(path) {
      const bytes = await read(path);
      for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
    },
    write: async (path, data) => void written.set(path, data),
  });
  const out = Buffer.concat(chunks);
  return { status, out, text: out.toString(), err, written };
}
