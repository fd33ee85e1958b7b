// What every environment must report alike: `input` holds the bytes of two fixtures.
export function report({ core, buffer, features, inspect, capture, reading }, input) {
  const { DecodeError, MMonMap, MonMap, decode, encode, formatMonMap, parseJson, formatJson } = core;
  const { monmap } = decode(MMonMap, input.message);
  const bytes = input.message.subarray(4);
  const hammer = encode(MonMap, monmap, { features: 'hammer', release: 'hammer' });
  return {
    text: formatMonMap(monmap).split('\n')[1],
    json: sameBytes(encode(MonMap, MonMap.load(parseJson(formatJson(MonMap.dump(monmap, true))))), encode(MonMap, monmap)),
    hammer: [hammer[0], hammer.length],
    decodeOnly: reading.decode(reading.MonMap, bytes).epoch,
    error: errorOf(() => decode(MonMap, hammer.subarray(0, 150)), DecodeError),
    explained: inspect.explain(MonMap, bytes, { release: 'hammer' }).error.path,
    verdict: inspect.diagnose(MonMap, bytes, { peer: '0x08c3ffffffffffff' }).peer.reading.verdict,
    negotiated: String(features.negotiate('pacific', '0x08c3ffffffffffff').features),
    captured: dissect(capture, input.capture),
    checksums: checksumsAgree(buffer),
  };
}

function errorOf(run, type) {
  try {
    run();
  } catch (error) {
    return error instanceof type ? error.code : String(error);
  }
  return 'none';
}

function dissect({ CaptureDissector }, file) {
  const dissector = new CaptureDissector();
  const maps = [...dissector.receive(file), ...dissector.end()].filter((event) => event.kind === 'message' && event.known?.name === 'MMonMap');
  return [dissector.counts.messages, maps.length];
}

/** Long runs of bytes go through WebAssembly where that is allowed, short ones never do. */
function checksumsAgree({ crc32c }) {
  const bytes = Uint8Array.from({ length: 1 << 20 }, (_, i) => (i * i) >>> 3);
  let pieces = 0;
  for (let at = 0; at < bytes.length; at += 64) pieces = crc32c(pieces, bytes.subarray(at, at + 64));
  return crc32c(0, bytes) === pieces;
}

function sameBytes(a, b) {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
