// msgpackr with shared structures: its fastest form, in which an object costs no key names. A `Map` stays one.
import { Packr } from 'msgpackr';
import { information } from './information.mjs';

const packr = new Packr({ structures: [] });

export const bytes = packr.pack(information);
const value = packr.unpack(bytes);

export const decode = () => packr.unpack(bytes);
export const encode = () => packr.pack(value);
export const plain = (decoded) => decoded;
