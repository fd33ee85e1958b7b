import { BufferList } from '../../buffer/list.ts';
import type { Exchange, ExchangeOptions } from './exchange.ts';
import { exchangeV1 } from './v1.ts';
import { exchangeV2 } from './v2.ts';

/** Where `ceph v2` has its digit, and `ceph v027` a zero. */
const DIGIT_AT = 6;
const DIGIT_OF_V2 = 0x32;

/** Over the messenger that the monitor's banner is of: servers of both versions send theirs at once. */
export function exchangeAuto(options: ExchangeOptions): Exchange {
  const held = new BufferList();
  let chosen: Exchange | null = null;

  /** A banner of neither version is an error of v1. */
  const choose = (): Uint8Array | null => {
    const bytes = held.toBytes();
    chosen = bytes[DIGIT_AT] === DIGIT_OF_V2 ? exchangeV2(options) : exchangeV1(options);
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
