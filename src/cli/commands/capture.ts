import type { CaptureEvent } from '../../capture/ceph/event.ts';
import { messageTypeByName } from '../../messenger/message_types.ts';
import { captureJson } from '../render/capture/json.ts';
import { listCapture } from '../render/capture/list.ts';
import { captureText } from '../render/capture/text.ts';
import { command } from '../shell/command.ts';
import { UsageError } from '../shell/errors.ts';
import { file, format, option } from '../shell/options.ts';

export const captureCommand = command({
  name: 'capture',
  summary: 'list the messages in a capture file, and the maps that their receivers cannot read',
  about: `Finds the messages of both messengers in a capture file: pcap or pcapng, of any size. Prints one
line for each message, with the negotiated features and whether its front decodes. Below each MonMap
are the addresses of its monitors and, if the capture shows what the receiver offered, whether the
receiver can read it: if not, why, the bit to blame, and the remedy.`,
  operands: { file: file('the capture file') },
  options: {
    type: option('TYPE', 'only messages of this type: a class such as MMonMap (MonMap is enough), or a number', messageNumber),
    port: option('N', 'only connections with this port', portNumber),
    format: format(['text', 'json'], 'text'),
  },
  notes: `JSON is one object on each line. Each object has a kind. All but the summary have time, null if the
file has none, and connection, a number:
  connection  messenger (1 or 2), client, server
  offered     side (client or server), features: all that this side supports
  negotiated  features: what both sides support
  message     side, from, to, type, number, seq, tid, version, compat_version, size (of the frame),
              features (the negotiated ones), offered (by the receiver), verdict (read, failed, too
              long, unknown type), error; features and offered are null if they were not seen.
              An MMonMap that was read also has monmap, with the keys of
              "ceph mon dump -f json", and peer, the diagnosis for the receiver, or null
  opaque      side, why (aborted, compressed or encrypted), length
  lost        side, at (offset in what the side sent), length, why
  closed      why
  summary     the last object: bytes, shown, gaps and other counts, interrupted, error (of the file)
With --type there are only messages and the summary.`,
  status: ['if the file was read to its end', 'if it is damaged, or the reading was interrupted: what was found until then is printed'],
  examples: `Examples:
  cephwire capture fixtures/capture/one-mon.pcapng --type MonMap
  tcpdump -i any -U -w - port 6789 or port 3300 | cephwire capture -`,
  async run({ file, type, port, format }, terminal) {
    const report = format === 'json' ? captureJson() : captureText(terminal);
    const { error, isInterrupted, bytes } = await listCapture({ file, isWanted: filter(type, port), report }, terminal);
    if (isInterrupted) terminal.err(`interrupted after ${bytes} bytes`);
    else if (error !== null) terminal.err(error.message);
    return isInterrupted || error !== null ? 1 : 0;
  },
});

/** Which events are shown. */
function filter(type: number | undefined, port: number | undefined): (event: CaptureEvent) => boolean {
  return (event) => {
    const { client, server } = event.connection;
    if (port !== undefined && ![client, server].some((endpoint) => endpoint.endsWith(`:${port}`))) return false;
    return type === undefined || (event.kind === 'message' && event.message.type === type);
  };
}

function messageNumber(text: string, name: string): number {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : messageTypeByName(text) ?? messageTypeByName(`M${text}`);
  if (number === undefined) throw new UsageError(`${name} takes a message's class, such as MMonMap, or number, not "${text}"`);
  return number;
}

function portNumber(text: string, name: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 0xffff) throw new UsageError(`${name} takes a number from 1 to 65535, not "${text}"`);
  return port;
}
