import type { Decoder } from '../../encoding/decoder.ts';
import { refuse } from '../../encoding/kernel.ts';
import { hasMend } from '../../features/kernel_reader.ts';
import { TYPE_LEGACY, TYPE_MSGR2, addrTypeName, decodeEntityAddr } from './entity_addr_t.ts';
import type { EntityAddr } from './entity_addr_t.ts';

/**
 * Reads an entity_addrvec_t as the kernel client does: it takes the one address of the type that its messenger needs, v1 for
 * ms_mode legacy and v2 otherwise. Returns a list of this address, or an empty one, which is valid: the endpoint is not used.
 *
 * Errors  DecodeError for any form but the list of ADDR2, for a second address of the type (EINVAL), and if no address is of the
 *         type (ENOENT), unless there are none, or only a blank one
 * Source  Linux v5.11 to v6.18 net/ceph/decode.c (ceph_decode_entity_addrvec)
 */
export function decodeAddrvecInKernel(d: Decoder): EntityAddr[] {
  const { kernel } = d.release;
  const wanted = kernel?.isMsgr2 === true ? TYPE_MSGR2 : TYPE_LEGACY;
  const at = d.offset;
  const marker = d.u8('marker');
  if (marker !== 2) refuse('marker', { code: 'malformed', offset: at, reason: `expected 2, a list of addresses, got ${marker}` }, 'EINVAL', `bad addrvec marker ${marker}`);
  let found: EntityAddr | undefined;
  const read = (inner: Decoder): EntityAddr => {
    const offset = inner.offset;
    const addr = decodeEntityAddr(inner);
    if (addr.type !== wanted) return addr;
    if (found !== undefined) {
      const reason = `a second address of type ${addrTypeName(wanted)}: Linux takes a monitor with one of them only`;
      refuse('type', { code: 'malformed', offset: offset + TYPE_OFFSET, reason }, 'EINVAL', `another match of type ${wanted} in addrvec`);
    }
    found = addr;
    return addr;
  };
  const addrs = d.list('v', read);
  if (found !== undefined) return [found];
  if (addrs.length === 0 || (addrs.length === 1 && isBlank(addrs[0] as EntityAddr) && kernel !== null && hasMend(kernel, TAKES_BLANK))) return [];
  const reason = `no address of type ${addrTypeName(wanted)}, which Linux needs ${wanted === TYPE_LEGACY ? 'with ms_mode legacy, its default' : 'for messenger v2'}`;
  return refuse('v', { code: 'malformed', offset: at + 1, reason }, 'ENOENT', `no match of type ${wanted} in addrvec`);
}

/** "libceph: allow addrvecs with a single NONE/blank address", May 2021; later versions of 5.11 and 5.12 have it too. */
const TAKES_BLANK = ['5.13'];

/** From the marker of an address in the ADDR2 form to its type; a legacy one has type v1 by its form. */
const TYPE_OFFSET = 7;

function isBlank({ type, nonce, family, port, ip, rest }: EntityAddr): boolean {
  return type === 0 && nonce === 0 && family === 0 && port === 0 && ip === null && rest === null;
}
