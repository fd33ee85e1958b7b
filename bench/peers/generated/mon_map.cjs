// This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild

(function (root, factory) {
  if (typeof define === 'function' && define.amd) {
    define(['exports', 'kaitai-struct/KaitaiStream'], factory);
  } else if (typeof exports === 'object' && exports !== null && typeof exports.nodeType !== 'number') {
    factory(exports, require('kaitai-struct/KaitaiStream'));
  } else {
    factory(root.MonMap || (root.MonMap = {}), root.KaitaiStream);
  }
})(typeof self !== 'undefined' ? self : this, function (MonMap_, KaitaiStream) {
var MonMap = (function() {
  function MonMap(_io, _parent, _root) {
    this._io = _io;
    this._parent = _parent;
    this._root = _root || this;

    this._read();
  }
  MonMap.prototype._read = function() {
    this.structV = this._io.readU1();
    this.structCompat = this._io.readU1();
    this.structLen = this._io.readU4le();
    this.fsid = this._io.readBytes(16);
    this.epoch = this._io.readU4le();
    this.numMonAddr = this._io.readU4le();
    this.monAddr = [];
    for (var i = 0; i < this.numMonAddr; i++) {
      this.monAddr.push(new NamedAddr(this._io, this, this._root));
    }
    this.lastChanged = new Utime(this._io, this, this._root);
    this.created = new Utime(this._io, this, this._root);
    this.persistentFeatures = new MonFeature(this._io, this, this._root);
    this.optionalFeatures = new MonFeature(this._io, this, this._root);
    this.numMonInfo = this._io.readU4le();
    this.monInfo = [];
    for (var i = 0; i < this.numMonInfo; i++) {
      this.monInfo.push(new NamedInfo(this._io, this, this._root));
    }
  }

  var EntityAddr = MonMap.EntityAddr = (function() {
    function EntityAddr(_io, _parent, _root) {
      this._io = _io;
      this._parent = _parent;
      this._root = _root;

      this._read();
    }
    EntityAddr.prototype._read = function() {
      this.marker = this._io.readU1();
      this.structV = this._io.readU1();
      this.structCompat = this._io.readU1();
      this.structLen = this._io.readU4le();
      this.type = this._io.readU4le();
      this.nonce = this._io.readU4le();
      this.elen = this._io.readU4le();
      this.family = this._io.readU2le();
      this.port = this._io.readU2be();
      this.ip = this._io.readU4be();
      this.zero = this._io.readBytes(8);
    }

    return EntityAddr;
  })();

  var MonFeature = MonMap.MonFeature = (function() {
    function MonFeature(_io, _parent, _root) {
      this._io = _io;
      this._parent = _parent;
      this._root = _root;

      this._read();
    }
    MonFeature.prototype._read = function() {
      this.structV = this._io.readU1();
      this.structCompat = this._io.readU1();
      this.structLen = this._io.readU4le();
      this.lo = this._io.readU4le();
      this.hi = this._io.readU4le();
    }

    return MonFeature;
  })();

  var MonInfo = MonMap.MonInfo = (function() {
    function MonInfo(_io, _parent, _root) {
      this._io = _io;
      this._parent = _parent;
      this._root = _root;

      this._read();
    }
    MonInfo.prototype._read = function() {
      this.structV = this._io.readU1();
      this.structCompat = this._io.readU1();
      this.structLen = this._io.readU4le();
      this.lenName = this._io.readU4le();
      this.name = KaitaiStream.bytesToStr(this._io.readBytes(this.lenName), "UTF-8");
      this.publicAddr = new EntityAddr(this._io, this, this._root);
      this.priority = this._io.readU2le();
    }

    return MonInfo;
  })();

  var NamedAddr = MonMap.NamedAddr = (function() {
    function NamedAddr(_io, _parent, _root) {
      this._io = _io;
      this._parent = _parent;
      this._root = _root;

      this._read();
    }
    NamedAddr.prototype._read = function() {
      this.lenName = this._io.readU4le();
      this.name = KaitaiStream.bytesToStr(this._io.readBytes(this.lenName), "UTF-8");
      this.addr = new EntityAddr(this._io, this, this._root);
    }

    return NamedAddr;
  })();

  var NamedInfo = MonMap.NamedInfo = (function() {
    function NamedInfo(_io, _parent, _root) {
      this._io = _io;
      this._parent = _parent;
      this._root = _root;

      this._read();
    }
    NamedInfo.prototype._read = function() {
      this.lenKey = this._io.readU4le();
      this.key = KaitaiStream.bytesToStr(this._io.readBytes(this.lenKey), "UTF-8");
      this.value = new MonInfo(this._io, this, this._root);
    }

    return NamedInfo;
  })();

  var Utime = MonMap.Utime = (function() {
    function Utime(_io, _parent, _root) {
      this._io = _io;
      this._parent = _parent;
      this._root = _root;

      this._read();
    }
    Utime.prototype._read = function() {
      this.sec = this._io.readU4le();
      this.nsec = this._io.readU4le();
    }

    return Utime;
  })();

  return MonMap;
})();
MonMap_.MonMap = MonMap;
});
