import type { CaptureEvent } from '../../capture/ceph/event.ts';
import { messageTypeByName } from '../../messenger/message_types.ts';
import { parse, positionals } from '../shell/args.ts';
import { captureJson } from '../render/capture/json.ts';
import { listCapture } from '../render/capture/list.ts';
import { captureText } from '../render/capture/text.ts';
import { UsageError } from '../shell/errors.ts';
import type { Command } from '../shell/command.ts';

export const captureCommand: Command = {
  name: 'capture',
  usage: 'capture FILE|- [--type MESSAGE] [--port N] [--json]',
  summary: 'list the messages in a capture file, and the maps that their receivers cannot read',
  help: `Finds Ceph's messages, of both messengers, in a capture file, pcap or pcapng, of any size: a line for each, with the features
in force and whether its front can be read. Below each MonMap stand its monitors' addresses and, by the features that its
receiver offered, whether that one can read it; if not, why, the bit to blame, and the remedy.

  --type MESSAGE   only messages of this class, such as MMonMap (MonMap will do), or number
  --port N         only connections with this port
  --json           an object on each line

Each object of --json has a kind; all but the summary have time, null where the file has none, and connection, a number:
  connection  messenger (1 or 2), client, server
  offered     side (client or server), features: all that it says it supports
  negotiated  features: what both support
  message     side, from, to, type, number, seq, tid, version, compatVersion, size (of the frame), features (in force) and offered (by
              the receiver), both null where not seen, verdict (read, failed, too long, unknown type), error; if it is an MMonMap that
              was read, monmap with the keys of "ceph mon dump -f json", and peer: what the receiver makes of it, or null
  opaque      side, why (aborted, compressed or encrypted), length
  lost        side, at (in what the side sent), length, why
  closed      why
  summary     the last: bytes, shown, gaps and other counts, interrupted, error (of the file)
With --type there are messages and the summary alone.

Exit status: 0 for a file that was read to its end, 1 for one that is damaged, or when interrupted: what was found is printed.

Examples:
  cephwire capture fixtures/capture/one-mon.pcapng --type MonMap
  tcpdump -i any -U -w - port 6789 or port 3300 | cephwire capture -`,
  async run(args, terminal) {
    const { values, positionals: given } = parse(args, { type: { type: 'string' }, port: { type: 'string' }, json: { type: 'boolean', default: false } });
    const [file] = positionals(given, 'FILE');
    const isWanted = filter(values.type, values.port);
    const report = values.json ? captureJson() : captureText(terminal);
    const { error, isInterrupted, bytes } = await listCapture({ file, isWanted, report }, terminal);
    if (isInterrupted) terminal.err(`interrupted after ${bytes} bytes`);
    else if (error !== null) terminal.err(error.message);
    return isInterrupted || error !== null ? 1 : 0;
  },
};

/** Which events are to be shown. */
function filter(type: string | undefined, port: string | undefined): (event: CaptureEvent) => boolean {
  const number = type === undefined ? undefined : messageNumber(type);
  const end = port === undefined ? undefined : `:${portNumber(port)}`;
  return (event) => {
    const { client, server } = event.connection;
    if (end !== undefined && !client.endsWith(end) && !server.endsWith(end)) return false;
    return number === undefined || (event.kind === 'message' && event.message.type === number);
  };
}

function messageNumber(name: string): number {
  const number = /^\d{1,5}$/.test(name) ? Number(name) : messageTypeByName(name) ?? messageTypeByName(`M${name}`);
  if (number === undefined) throw new UsageError(`--type takes a message's class, such as MMonMap, or number, not "${name}"`);
  return number;
}

function portNumber(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 0xffff) throw new UsageError(`--port takes a number from 1 to 65535, not "${text}"`);
  return port;
}
