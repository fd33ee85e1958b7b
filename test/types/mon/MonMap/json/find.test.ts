import { describe, expect, it } from 'vitest';
import { JsonNode } from '../../../../../src/text/json.ts';
import { findMonMap } from '../../../../../src/types/mon/MonMap/json/find.ts';

const map = { epoch: 1, fsid: 'x', mons: [] };
const summary = { epoch: 3, min_mon_release_name: 'squid', num_mons: 3 };
const find = (document: unknown): JsonNode => findMonMap(new JsonNode(document, ''));

describe('the monitor map of a document', () => {
  it.each([
    ['mon dump', map, ''],
    ['quorum_status, mon_status, report, status up to Nautilus', { election_epoch: 14, quorum: [0], monmap: map }, 'monmap'],
    ['ping mon.a', { health: {}, mon_status: { monmap: map } }, 'mon_status.monmap'],
    ['the dashboard’s API', { in_quorum: [], mon_status: { name: 'a', monmap: map } }, 'mon_status.monmap'],
    ['a list of documents', [{ version: 1 }, { monmap: map }], '[1].monmap'],
    ['a tool with names of its own', { 'mon dump': map }, 'mon dump'],
    ['a map with an appended one, which is part of it', { monmap: { ...map, appended_map: map } }, 'monmap'],
    ['a report with a summary beside the map', { status: { monmap: summary }, monmap: map }, 'monmap'],
  ])('is found in %s', (_, document, path) => {
    const found = find(document);
    expect(found.path).toBe(path);
    expect(found.value).toMatchObject({ mons: [] });
  });

  it('is not chosen if there are several', () => {
    expect(() => find({ a: { monmap: map }, b: [{ monmap: map }, { 'mon dump': map }] })).toThrow(
      'has 3 monitor maps, at a.monmap, b[0].monmap, b[1]."mon dump"; keep one of them, for example with jq \'.a.monmap\'',
    );
    expect(() => find(Array.from({ length: 6 }, () => map))).toThrow("has 6 monitor maps, at [0], [1], [2], [3], …; keep one of them, for example with jq '.[0]'");
  });

  it('is not there in `ceph status` since Octopus, which says where it is', () => {
    expect(() => find({ fsid: 'x', monmap: summary })).toThrow(
      'monmap: is only a summary, without monitors and addresses, as "ceph status" has it since Octopus: use "ceph mon dump -f json" or "ceph quorum_status"',
    );
  });

  it('is the document itself if there is none, so that its missing key is named', () => {
    expect(find({ epoch: 1 }).path).toBe('');
  });

  it('is not looked for in endless depth', () => {
    let deep: object = { monmap: map };
    for (let i = 0; i < 100_000; i++) deep = { a: deep };
    expect(find(deep).path).toBe('');
  });
});
