// avsc (Avro). Its int is signed: a u32 needs a long, which takes as many bytes as the value wants.
import avro from 'avsc';
import { byName } from './information.mjs';

const record = (name, fields) => ({ type: 'record', name, fields: Object.entries(fields).map(([field, type]) => ({ name: field, type })) });

const type = avro.Type.forSchema(
  record('MonMap', {
    fsid: 'string',
    epoch: 'long',
    lastChanged: record('Utime', { sec: 'long', nsec: 'long' }),
    created: 'Utime',
    persistentFeatures: record('Mask64', { lo: 'long', hi: 'long' }),
    optionalFeatures: 'Mask64',
    monInfo: {
      type: 'map',
      values: record('MonInfo', {
        name: 'string',
        publicAddrs: { type: 'array', items: record('EntityAddr', { type: 'int', nonce: 'long', family: 'int', port: 'int', ip: 'long' }) },
        priority: 'int',
        weight: 'int',
      }),
    },
    ranks: { type: 'array', items: 'string' },
    minMonRelease: 'int',
  }),
);

export const bytes = type.toBuffer(byName);
const value = type.fromBuffer(bytes);

export const decode = () => type.fromBuffer(bytes);
export const encode = () => type.toBuffer(value);
export { fromSchema as plain } from './plain.mjs';
