// Messengers in session: a client and a server, with no socket between them.
import { BufferList, BufferPtr } from '../dist/buffer.js';
import { release } from '../dist/features.js';
import { parseEntityAddr } from '../dist/index.js';
import { V1Client, V1Server, V2Client, V2Server } from '../dist/messenger.js';

/** Bytes of a message's data, and of what a socket gives at a time. */
export const LENGTH = 64 * 1024;

const OSD_OP_REPLY = 43;
/** More than a handshake takes. */
const TURNS = 8;

const features = release('pacific').mask;
const addr = (text) => parseEntityAddr(text);
const [CLIENT, SERVER] = [{ type: 8, num: 4099n }, { type: 4, num: 0n }];

const PAIRS = {
  v1: () => ({
    client: new V1Client({ features, name: CLIENT, globalSeq: 1 }),
    server: new V1Server({ features, name: SERVER, addr: addr('v1:10.0.0.1:6801/1'), seen: addr('v1:10.0.0.2:50000/0') }),
  }),
  v2: () => ({
    client: new V2Client({ features, name: CLIENT, targetAddr: addr('v2:10.0.0.1:6800/1') }),
    server: new V2Server({ features, name: SERVER, addrs: [addr('v2:10.0.0.1:6800/1')], seen: addr('v2:10.0.0.2:50000/0') }),
  }),
};

/** A client and a server of `version`, after their handshake: v2 in crc mode and revision 1, and every payload with its checksum. */
function inSession(version) {
  const { client, server } = PAIRS[version]();
  const seen = [];
  for (let turn = 0; turn < TURNS; turn++) {
    for (const chunk of client.takeOutput()) server.receive(chunk);
    for (const chunk of server.takeOutput()) seen.push(...client.receive(chunk));
  }
  if (seen.at(-1)?.kind !== 'ready') throw new Error(`no session of ${version}: ${seen.at(-1)?.error}`);
  return { client, server };
}

/** Bytes that no one has summed yet. */
export const payload = () => new Uint8Array(LENGTH).fill(0xa5);

const message = () => ({ type: OSD_OP_REPLY, data: BufferList.from(BufferPtr.claim(payload())) });

/** A call takes a chunk of a stream of messages; since their heads are in it too, each ends a little further on in its chunk. */
export function receives(version) {
  const { client, server } = inSession(version);
  const input = chunksOf(server);
  const call = (chunk) => client.receive(chunk);
  const [received] = [...call(input()), ...call(input())];
  if (received.message.data.length !== LENGTH) throw new Error('the client receives something else');
  return { call, input };
}

/** What a machine sends, as a socket gives it. */
function chunksOf(machine) {
  const sent = new BufferList();
  return () => {
    while (sent.length < LENGTH) {
      machine.send(message());
      for (const part of machine.takeOutput()) sent.append(part);
    }
    const chunk = new BufferList();
    sent.splice(0, LENGTH, chunk);
    return chunk.toBytes();
  };
}

/** A call sends one message and takes what is to be written. */
export function sends(version) {
  const { client } = inSession(version);
  const call = (outgoing) => {
    client.send(outgoing);
    return client.takeOutput();
  };
  return { call, input: message };
}
