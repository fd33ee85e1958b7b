/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const MonMap = $root.MonMap = (() => {

    const MonMap = function (properties) {
        this.monInfo = {};
        this.ranks = [];
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    MonMap.prototype.fsid = "";
    MonMap.prototype.epoch = 0;
    MonMap.prototype.lastChanged = null;
    MonMap.prototype.created = null;
    MonMap.prototype.persistentFeatures = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
    MonMap.prototype.optionalFeatures = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
    MonMap.prototype.monInfo = $util.emptyObject;
    MonMap.prototype.ranks = $util.emptyArray;
    MonMap.prototype.minMonRelease = 0;

    MonMap.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.fsid != null && $Object.hasOwnProperty.call(message, "fsid") && message.fsid !== "")
            writer.uint32(10).string(message.fsid);
        if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && message.epoch !== 0)
            writer.uint32(16).uint32(message.epoch);
        if (message.lastChanged != null && $Object.hasOwnProperty.call(message, "lastChanged"))
            $root.Utime.encode(message.lastChanged, writer.uint32(26).fork(), _depth + 1).ldelim();
        if (message.created != null && $Object.hasOwnProperty.call(message, "created"))
            $root.Utime.encode(message.created, writer.uint32(34).fork(), _depth + 1).ldelim();
        if (message.persistentFeatures != null && $Object.hasOwnProperty.call(message, "persistentFeatures") && (typeof message.persistentFeatures === "object" ? message.persistentFeatures.low || message.persistentFeatures.high : message.persistentFeatures !== 0))
            writer.uint32(40).uint64(message.persistentFeatures);
        if (message.optionalFeatures != null && $Object.hasOwnProperty.call(message, "optionalFeatures") && (typeof message.optionalFeatures === "object" ? message.optionalFeatures.low || message.optionalFeatures.high : message.optionalFeatures !== 0))
            writer.uint32(48).uint64(message.optionalFeatures);
        if (message.monInfo != null && $Object.hasOwnProperty.call(message, "monInfo"))
            for (let keys = $Object.keys(message.monInfo), i = 0; i < keys.length; ++i) {
                writer.uint32(58).fork().uint32(10).string(keys[i]);
                $root.MonInfo.encode(message.monInfo[keys[i]], writer.uint32(18).fork(), _depth + 1).ldelim().ldelim();
            }
        if (message.ranks != null && message.ranks.length)
            for (let i = 0; i < message.ranks.length; ++i)
                writer.uint32(66).string(message.ranks[i]);
        if (message.minMonRelease != null && $Object.hasOwnProperty.call(message, "minMonRelease") && message.minMonRelease !== 0)
            writer.uint32(72).uint32(message.minMonRelease);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    MonMap.decode = function (reader, length, _end, _depth, _target) {
        if (!(reader instanceof $Reader))
            reader = $Reader.create(reader);
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $Reader.recursionLimit)
            throw $Error("max depth exceeded");
        let end, message, key, value;
        if (length === $undefined)
            end = reader.len;
        else {
            end = reader.pos + length;
            if (end > reader.len)
                throw $RangeError("index out of range");
            length = reader.len;
            reader.len = end;
        }
        message = _target || new $root.MonMap();
        while (reader.pos < end) {
            let start = reader.pos;
            let tag = reader.tag();
            if (tag === _end) {
                _end = $undefined;
                break;
            }
            let wireType = tag & 7;
            switch (tag >>>= 3) {
            case 1: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.stringVerify()).length)
                        message.fsid = value;
                    else
                        delete message.fsid;
                    continue;
                }
            case 2: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.epoch = value;
                    else
                        delete message.epoch;
                    continue;
                }
            case 3: {
                    if (wireType !== 2)
                        break;
                    message.lastChanged = $root.Utime.decode(reader, reader.size(), $undefined, _depth + 1, message.lastChanged);
                    continue;
                }
            case 4: {
                    if (wireType !== 2)
                        break;
                    message.created = $root.Utime.decode(reader, reader.size(), $undefined, _depth + 1, message.created);
                    continue;
                }
            case 5: {
                    if (wireType !== 0)
                        break;
                    if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                        message.persistentFeatures = value;
                    else
                        delete message.persistentFeatures;
                    continue;
                }
            case 6: {
                    if (wireType !== 0)
                        break;
                    if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                        message.optionalFeatures = value;
                    else
                        delete message.optionalFeatures;
                    continue;
                }
            case 7: {
                    if (wireType !== 2)
                        break;
                    if (message.monInfo === $util.emptyObject)
                        message.monInfo = {};
                    let end2 = reader.size() + reader.pos;
                    if (end2 > reader.len)
                        throw $RangeError("index out of range");
                    reader.len = end2;
                    key = "";
                    value = null;
                    while (reader.pos < end2) {
                        let tag2 = reader.tag();
                        wireType = tag2 & 7;
                        switch (tag2 >>>= 3) {
                        case 1:
                            if (wireType !== 2)
                                break;
                            key = reader.stringVerify();
                            continue;
                        case 2:
                            if (wireType !== 2)
                                break;
                            value = $root.MonInfo.decode(reader, reader.size(), $undefined, _depth + 1, value);
                            continue;
                        }
                        reader.skipType(wireType, _depth, tag2);
                    }
                    if (reader.pos !== end2)
                        throw $RangeError("index out of range");
                    reader.len = end;
                    if (key === "__proto__")
                        $util.makeProp(message.monInfo, key);
                    message.monInfo[key] = value || new $root.MonInfo();
                    continue;
                }
            case 8: {
                    if (wireType !== 2)
                        break;
                    if (!(message.ranks && message.ranks.length))
                        message.ranks = [];
                    message.ranks.push(reader.stringVerify());
                    continue;
                }
            case 9: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.minMonRelease = value;
                    else
                        delete message.minMonRelease;
                    continue;
                }
            }
            reader.skipType(wireType, _depth, tag);
            if (!reader.discardUnknown) {
                $util.makeProp(message, "$unknowns", false);
                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
            }
        }
        if (length !== $undefined) {
            if (reader.pos !== end)
                throw $RangeError("index out of range");
            reader.len = length;
        }
        if (_end !== $undefined)
            throw $Error("missing end group");
        return message;
    };

    return MonMap;
})();

export const Utime = $root.Utime = (() => {

    const Utime = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    Utime.prototype.sec = 0;
    Utime.prototype.nsec = 0;

    Utime.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.sec != null && $Object.hasOwnProperty.call(message, "sec") && message.sec !== 0)
            writer.uint32(8).uint32(message.sec);
        if (message.nsec != null && $Object.hasOwnProperty.call(message, "nsec") && message.nsec !== 0)
            writer.uint32(16).uint32(message.nsec);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    Utime.decode = function (reader, length, _end, _depth, _target) {
        if (!(reader instanceof $Reader))
            reader = $Reader.create(reader);
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $Reader.recursionLimit)
            throw $Error("max depth exceeded");
        let end, message, value;
        if (length === $undefined)
            end = reader.len;
        else {
            end = reader.pos + length;
            if (end > reader.len)
                throw $RangeError("index out of range");
            length = reader.len;
            reader.len = end;
        }
        message = _target || new $root.Utime();
        while (reader.pos < end) {
            let start = reader.pos;
            let tag = reader.tag();
            if (tag === _end) {
                _end = $undefined;
                break;
            }
            let wireType = tag & 7;
            switch (tag >>>= 3) {
            case 1: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.sec = value;
                    else
                        delete message.sec;
                    continue;
                }
            case 2: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.nsec = value;
                    else
                        delete message.nsec;
                    continue;
                }
            }
            reader.skipType(wireType, _depth, tag);
            if (!reader.discardUnknown) {
                $util.makeProp(message, "$unknowns", false);
                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
            }
        }
        if (length !== $undefined) {
            if (reader.pos !== end)
                throw $RangeError("index out of range");
            reader.len = length;
        }
        if (_end !== $undefined)
            throw $Error("missing end group");
        return message;
    };

    return Utime;
})();

export const MonInfo = $root.MonInfo = (() => {

    const MonInfo = function (properties) {
        this.publicAddrs = [];
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    MonInfo.prototype.name = "";
    MonInfo.prototype.publicAddrs = $util.emptyArray;
    MonInfo.prototype.priority = 0;
    MonInfo.prototype.weight = 0;

    MonInfo.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
            writer.uint32(10).string(message.name);
        if (message.publicAddrs != null && message.publicAddrs.length)
            for (let i = 0; i < message.publicAddrs.length; ++i)
                $root.EntityAddr.encode(message.publicAddrs[i], writer.uint32(18).fork(), _depth + 1).ldelim();
        if (message.priority != null && $Object.hasOwnProperty.call(message, "priority") && message.priority !== 0)
            writer.uint32(24).uint32(message.priority);
        if (message.weight != null && $Object.hasOwnProperty.call(message, "weight") && message.weight !== 0)
            writer.uint32(32).uint32(message.weight);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    MonInfo.decode = function (reader, length, _end, _depth, _target) {
        if (!(reader instanceof $Reader))
            reader = $Reader.create(reader);
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $Reader.recursionLimit)
            throw $Error("max depth exceeded");
        let end, message, value;
        if (length === $undefined)
            end = reader.len;
        else {
            end = reader.pos + length;
            if (end > reader.len)
                throw $RangeError("index out of range");
            length = reader.len;
            reader.len = end;
        }
        message = _target || new $root.MonInfo();
        while (reader.pos < end) {
            let start = reader.pos;
            let tag = reader.tag();
            if (tag === _end) {
                _end = $undefined;
                break;
            }
            let wireType = tag & 7;
            switch (tag >>>= 3) {
            case 1: {
                    if (wireType !== 2)
                        break;
                    if ((value = reader.stringVerify()).length)
                        message.name = value;
                    else
                        delete message.name;
                    continue;
                }
            case 2: {
                    if (wireType !== 2)
                        break;
                    if (!(message.publicAddrs && message.publicAddrs.length))
                        message.publicAddrs = [];
                    message.publicAddrs.push($root.EntityAddr.decode(reader, reader.size(), $undefined, _depth + 1));
                    continue;
                }
            case 3: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.priority = value;
                    else
                        delete message.priority;
                    continue;
                }
            case 4: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.weight = value;
                    else
                        delete message.weight;
                    continue;
                }
            }
            reader.skipType(wireType, _depth, tag);
            if (!reader.discardUnknown) {
                $util.makeProp(message, "$unknowns", false);
                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
            }
        }
        if (length !== $undefined) {
            if (reader.pos !== end)
                throw $RangeError("index out of range");
            reader.len = length;
        }
        if (_end !== $undefined)
            throw $Error("missing end group");
        return message;
    };

    return MonInfo;
})();

export const EntityAddr = $root.EntityAddr = (() => {

    const EntityAddr = function (properties) {
        if (properties)
            for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                if (properties[keys[i]] != null && keys[i] !== "__proto__")
                    this[keys[i]] = properties[keys[i]];
    };

    EntityAddr.prototype.type = 0;
    EntityAddr.prototype.nonce = 0;
    EntityAddr.prototype.family = 0;
    EntityAddr.prototype.port = 0;
    EntityAddr.prototype.ip = 0;

    EntityAddr.encode = function (message, writer, _depth) {
        if (!writer)
            writer = $Writer.create();
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $util.recursionLimit)
            throw $Error("max depth exceeded");
        if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== 0)
            writer.uint32(8).uint32(message.type);
        if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce !== 0)
            writer.uint32(16).uint32(message.nonce);
        if (message.family != null && $Object.hasOwnProperty.call(message, "family") && message.family !== 0)
            writer.uint32(24).uint32(message.family);
        if (message.port != null && $Object.hasOwnProperty.call(message, "port") && message.port !== 0)
            writer.uint32(32).uint32(message.port);
        if (message.ip != null && $Object.hasOwnProperty.call(message, "ip") && message.ip !== 0)
            writer.uint32(45).fixed32(message.ip);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
            for (let i = 0; i < message.$unknowns.length; ++i)
                writer.raw(message.$unknowns[i]);
        return writer;
    };

    EntityAddr.decode = function (reader, length, _end, _depth, _target) {
        if (!(reader instanceof $Reader))
            reader = $Reader.create(reader);
        if (_depth === $undefined)
            _depth = 0;
        if (_depth > $Reader.recursionLimit)
            throw $Error("max depth exceeded");
        let end, message, value;
        if (length === $undefined)
            end = reader.len;
        else {
            end = reader.pos + length;
            if (end > reader.len)
                throw $RangeError("index out of range");
            length = reader.len;
            reader.len = end;
        }
        message = _target || new $root.EntityAddr();
        while (reader.pos < end) {
            let start = reader.pos;
            let tag = reader.tag();
            if (tag === _end) {
                _end = $undefined;
                break;
            }
            let wireType = tag & 7;
            switch (tag >>>= 3) {
            case 1: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.type = value;
                    else
                        delete message.type;
                    continue;
                }
            case 2: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.nonce = value;
                    else
                        delete message.nonce;
                    continue;
                }
            case 3: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.family = value;
                    else
                        delete message.family;
                    continue;
                }
            case 4: {
                    if (wireType !== 0)
                        break;
                    if (value = reader.uint32())
                        message.port = value;
                    else
                        delete message.port;
                    continue;
                }
            case 5: {
                    if (wireType !== 5)
                        break;
                    if (value = reader.fixed32())
                        message.ip = value;
                    else
                        delete message.ip;
                    continue;
                }
            }
            reader.skipType(wireType, _depth, tag);
            if (!reader.discardUnknown) {
                $util.makeProp(message, "$unknowns", false);
                (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
            }
        }
        if (length !== $undefined) {
            if (reader.pos !== end)
                throw $RangeError("index out of range");
            reader.len = length;
        }
        if (_end !== $undefined)
            throw $Error("missing end group");
        return message;
    };

    return EntityAddr;
})();

export {
  $root as default
};
