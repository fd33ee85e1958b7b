import { BufferList } from '../../../../src/buffer/list.ts';
import { fromHex, toHex } from '../../../../src/buffer/bytes/hex.ts';
import { Mask64 } from '../../../../src/features/mask64.ts';
import { Client } from '../../../../src/messenger/v1/client.ts';
import type { ClientOptions } from '../../../../src/messenger/v1/client.ts';
import { Server } from '../../../../src/messenger/v1/server.ts';
import type { ServerOptions } from '../../../../src/messenger/v1/server.ts';
import { parseEntityAddr } from '../../../../src/types/common/entity_addr_t.ts';
import { joined } from './streams.ts';

export const PACIFIC = Mask64.parse('0x3f01cfbdfffdffff');
export const HAMMER = Mask64.parse('0x00c3ffffffffffff');
/** What 16.2.15 requires of a client if the crush tunables are Hammer's. */
export const REQUIRED = Mask64.parse('0x0001020002040000');

export function clientOf(options: Partial<ClientOptions> = {}): Client {
  return new Client({ features: HAMMER, name: { type: 8, num: -1n }, globalSeq: 1, ...options });
}

export function serverOf(options: Partial<ServerOptions> = {}): Server {
  const [addr, seen] = [parseEntityAddr('v1:127.0.0.1:6789/0'), parseEntityAddr('v1:127.0.0.1:40000/0')];
  return new Server({ features: PACIFIC, required: REQUIRED, name: { type: 1, num: 0n }, addr, seen, ...options });
}

/** The output of a machine, in hex. */
export function output(machine: Client | Server): string {
  return toHex(joined(machine.takeOutput()));
}

/** A payload of these bytes, in hex. */
export function payload(digits: string): BufferList {
  return BufferList.from(fromHex(digits));
}

/** Carries bytes between both, in chunks of the given sizes in turn, until neither writes. Returns all events in order. */
export function exchange(client: Client, server: Server, sizes: readonly number[]): { readonly client: unknown[]; readonly server: unknown[] } {
  const events: { client: unknown[]; server: unknown[] } = { client: [], server: [] };
  let turn = 0;
  const carry = (from: Client | Server, take: (chunk: Uint8Array) => void): boolean => {
    const bytes = joined(from.takeOutput());
    for (let at = 0; at < bytes.length; ) {
      const size = sizes[turn++ % sizes.length] ?? bytes.length;
      take(bytes.slice(at, at + size));
      at += size;
    }
    return bytes.length > 0;
  };
  for (let busy = true; busy; ) {
    const clientWrote = carry(client, (chunk) => events.server.push(...server.receive(chunk)));
    const serverWrote = carry(server, (chunk) => events.client.push(...client.receive(chunk)));
    busy = clientWrote || serverWrote;
  }
  return events;
}
