/** The method by which Node, Bun and Deno ask a value for its look in a console. It needs no import of `node:util`. */
export const INSPECT: unique symbol = /* @__PURE__ */ Symbol.for('nodejs.util.inspect.custom') as typeof INSPECT;
