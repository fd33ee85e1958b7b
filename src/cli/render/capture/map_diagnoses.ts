import type { MessageEvent } from '../../../capture/ceph/event.ts';
import { diagnose } from '../../../inspect/diagnose/diagnose.ts';
import type { PeerDiagnosis } from '../../../inspect/diagnose/diagnose.ts';
import { formText } from '../../../inspect/diagnose/text.ts';
import { MonMap } from '../../../types/mon/MonMap/MonMap.ts';

/** The same map goes to every client: so many answers are remembered. */
const REMEMBERED = 64;

/** In bytes: some sixty monitors, more than any cluster has. A diagnosis takes thousands of times as much. */
const LONGEST = 8 * 1024;

/** What is remembered of a diagnosis: a small part, since the whole has a row for each field. */
interface Answer {
  /** `177 bytes, struct_v 5, ADDR2 addresses`, or that it is too long to be diagnosed. */
  readonly form: string;
  /** Null where the capture does not show what the receiver offered, or the map is too long. */
  readonly peer: PeerDiagnosis | null;
}

/** What an MMonMap holds, and what its receiver makes of it. */
export interface DiagnosedMap extends Answer {
  readonly map: MonMap;
}

/** Diagnoses the maps that messages carry, for what their receivers offered. */
export class MapDiagnoses {
  readonly #remembered = new Map<string, Answer>();

  /** Null for a message that is no MMonMap, or none that can be read. */
  of({ known, message, offered }: Pick<MessageEvent, 'known' | 'message' | 'offered'>): DiagnosedMap | null {
    if (known?.name !== 'MMonMap') return null;
    const front = message.front.toBytes();
    const length = new DataView(front.buffer, front.byteOffset).getUint32(0, true);
    const answer = length > LONGEST ? { form: `${length} bytes, too long to be diagnosed`, peer: null } : this.#answer(front.subarray(4, 4 + length), offered);
    return { map: known.value.monmap, ...answer };
  }

  #answer(bytes: Uint8Array, offered: MessageEvent['offered']): Answer {
    const key = `${offered ?? ''} ${Buffer.from(bytes).toString('latin1')}`;
    const answer = this.#remembered.get(key) ?? answerFor(bytes, offered);
    this.#remembered.delete(key); // to be the newest
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
