// binary-parser, over Ceph's own bytes: decodes only. Lengths of structs are plain fields, and confine nothing.
import { Parser } from 'binary-parser';
import { cephBytes } from './information.mjs';

const parser = () => new Parser().endianness('little');
const envelope = (on = parser()) => on.uint8('structV').uint8('structCompat').uint32('structLen');
const string = (on, name) => on.uint32(`${name}Length`).string(name, { length: `${name}Length`, encoding: 'utf8' });
const map = (on, name, type) => on.uint32(`${name}Count`).array(name, { length: `${name}Count`, type });

const utime = parser().uint32('sec').uint32('nsec');
const monFeature = envelope().uint32('lo').uint32('hi');
const entityAddr = envelope(parser().uint8('marker'))
  .uint32('type').uint32('nonce').uint32('elen')
  .uint16('family').uint16be('port').uint32be('ip').seek(8);
const monInfo = string(envelope(), 'name').nest('publicAddr', { type: entityAddr }).uint16('priority');

const header = envelope().buffer('fsid', { length: 16 }).uint32('epoch');
const monMap = map(
  map(header, 'monAddr', string(parser(), 'name').nest('addr', { type: entityAddr }))
    .nest('lastChanged', { type: utime })
    .nest('created', { type: utime })
    .nest('persistentFeatures', { type: monFeature })
    .nest('optionalFeatures', { type: monFeature }),
  'monInfo',
  string(parser(), 'key').nest('value', { type: monInfo }),
);

export const bytes = cephBytes;
export const decode = () => monMap.parse(bytes);
export { fromLayout as plain } from './plain.mjs';
