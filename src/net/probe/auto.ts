import { BufferList } from '../../buffer/list.ts';
import type { Exchange, ExchangeOptions } from './exchange.ts';
import { exchangeV1 } from './v1.ts';
import { exchangeV2 } from './v2.ts';

/** The byte that tells the banners apart: `ceph v2` has a 2 there, `ceph v027` a 0. */
const DIGIT_AT = 6;
const V2_DIGIT = 0x32;

/**
 * Asks for the map over the version of the messenger in the monitor's banner. Servers of both versions send their banner
 * first.
 */
export function exchangeAuto(options: ExchangeOptions): Exchange {
  const held = new BufferList();
  let chosen: Exchange | null = null;

  /** If the banner is of neither version, the exchange of v1 reports the error. */
  const choose = (): Uint8Array | null => {
    const bytes = held.toBytes();
    chosen = bytes[DIGIT_AT] === V2_DIGIT ? exchangeV2(options) : exchangeV1(options);
    return chosen.receive(bytes);
  };

  return {
    receive(chunk) {
      if (chosen !== null) return chosen.receive(chunk);
      held.append(chunk);
      return held.length > DIGIT_AT ? choose() : null;
    },
    end: () => (chosen === null ? choose() : null) ?? chosen?.end() ?? null,
    takeOutput: () => chosen?.takeOutput() ?? [],
  };
}
