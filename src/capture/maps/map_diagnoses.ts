import type { MessageEvent } from '../ceph/event.ts';
import { diagnose } from '../../inspect/diagnose/diagnose.ts';
import type { PeerDiagnosis } from '../../inspect/diagnose/peer.ts';
import { formText } from '../../inspect/diagnose/text.ts';
import { MonMap } from '../../types/mon/MonMap/MonMap.ts';

/** How many answers are remembered: most clients are sent the same map. */
const REMEMBERED = 64;

/** In bytes: about sixty monitors, more than any cluster has. A diagnosis takes thousands of times the memory; and so many arguments are safe. */
const LONGEST = 8 * 1024;

/** The part of a diagnosis that is remembered. The whole has a row for each field, which is too much. */
interface Answer {
  /** `177 bytes, struct_v 5, ADDR2 addresses`, or that the map is too long to be diagnosed. */
  readonly form: string;
  /** Null where the capture does not show what the receiver offered, or the map is too long. */
  readonly peer: PeerDiagnosis | null;
}

/** The map that a message carries, and what its receiver makes of it. */
export interface DiagnosedMap extends Answer {
  readonly map: MonMap;
}

/** Diagnoses the maps that messages carry, for the features that their receivers offered. */
export class MapDiagnoses {
  readonly #remembered = new Map<string, Answer>();

  /** Null for a message that carries no map, or that does not decode. */
  of({ known, message, offered }: Pick<MessageEvent, 'known' | 'message' | 'offered'>): DiagnosedMap | null {
    if (known === null || !('monmap' in known.value)) return null;
    const front = message.front.toBytes();
    const length = new DataView(front.buffer, front.byteOffset).getUint32(0, true);
    const answer = length > LONGEST ? { form: `${length} bytes, too long to be diagnosed`, peer: null } : this.#answer(front.subarray(4, 4 + length), offered);
    return { map: known.value.monmap, ...answer };
  }

  #answer(bytes: Uint8Array, offered: MessageEvent['offered']): Answer {
    const key = `${offered ?? ''} ${String.fromCharCode(...bytes)}`;
    const answer = this.#remembered.get(key) ?? answerFor(bytes, offered);
    this.#remembered.delete(key); // set makes it the newest
    this.#remembered.set(key, answer);
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
    return answer;
  }
}

function answerFor(bytes: Uint8Array, offered: MessageEvent['offered']): Answer {
  const { own, peer } = diagnose(MonMap, bytes, offered === null ? {} : { peer: offered });
  return { form: formText(own.rows, bytes.length), peer };
}
