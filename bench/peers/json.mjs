// JSON, to and from bytes as on a wire.
import { byName } from './information.mjs';

export const bytes = Buffer.from(JSON.stringify(byName));
const value = JSON.parse(bytes);

export const decode = () => JSON.parse(bytes.utf8Slice());
export const encode = () => Buffer.from(JSON.stringify(value));
export { fromSchema as plain } from './plain.mjs';
