/**
 * Returns the function that lets `JSON.stringify` print data of one kind: the data inherits a `toJSON`. Without it a bigint, a Map or
 * bytes in the data would fail or be lost.
 */
export function jsonBy<T>(toJson: (data: T) => object): <Data extends T>(data: Data) => Data {
  const form = { toJSON(this: T): object { return toJson(this); } };
  return (data) => Object.setPrototypeOf(data, form) as typeof data;
}
