/** The same symbol in every copy of this library: a program may load its CommonJS and its ESM build, or two versions. */
const BRAND: unique symbol = Symbol.for('cephwire.error') as typeof BRAND;

/**
 * The base class of all errors that input causes: bytes, a capture file, a peer. One `instanceof` finds them all, those of another
 * copy of this library included.
 *
 * Misuse by the caller is a TypeError or a RangeError instead.
 */
export abstract class CephwireError extends Error {
  /** The name of the class, written out so that minifiers do not change it. A class that has it on its prototype is known by it. */
  abstract override readonly name: string;
  /** What went wrong, as a code for programs; the message explains it to people. */
  abstract readonly code: string;

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
    const isOurs = typeof value === 'object' && value !== null && BRAND in value;
    return isOurs && (this.prototype === CephwireError.prototype || (Object.hasOwn(this.prototype, 'name') && this.prototype.name === (value as CephwireError).name));
  }

  get [BRAND](): true {
    return true;
  }

  /** The name, the message and the fields: `JSON.stringify` leaves the first two out of any other error. */
  toJSON(): object {
    return Object.assign({ name: this.name, message: this.message }, this);
  }
}
