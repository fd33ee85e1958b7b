import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Mask64 } from '../../../src/features/mask64.ts';
import { probeJson } from '../../../src/net/probe/json.ts';
import type { ProbeResult } from '../../../src/net/probe/result.ts';
import type { ProbeStep } from '../../../src/net/probe/step.ts';
import { parseEntityAddr } from '../../../src/types/common/entity_addr_t.ts';
import { HAMMER, HAMMER59, MAP, PACIFIC, REQUIRED, monitorV1, monitorV2 } from '../support/fake_monitor.ts';
import { probed } from '../support/probed.ts';

const BOTH = [[1, monitorV1], [2, monitorV2]] as const;
const ADDR2 = Mask64.bit(59);

function step<K extends ProbeStep['kind']>({ steps }: ProbeResult, kind: K) {
  return steps.find((made): made is Extract<ProbeStep, { kind: K }> => made.kind === kind);
}

describe('probe', () => {
  it('reports each step over messenger v1, in order', async () => {
    const result = await probed(monitorV1(), { messenger: 1, features: HAMMER });
    const { local, remote } = step(result, 'connected') ?? {};
    expect(remote).toBe(`127.0.0.1:${result.port}`);
    expect(result.steps.slice(1)).toEqual([
      { kind: 'banner', messenger: 1, revision: null, supported: null, required: null },
      { kind: 'server', addrs: [parseEntityAddr(`v1:${remote}/0`)], isDialled: true },
      { kind: 'seen', addr: parseEntityAddr(`v1:${local}/0`) },
      { kind: 'features', supported: PACIFIC, required: null, negotiated: HAMMER.and(PACIFIC), protocolVersion: 15 },
      { kind: 'auth', globalId: 4099n },
      { kind: 'map', length: 383, isChecked: true },
    ]);
  });

  it('reports each step over messenger v2, in order', async () => {
    const result = await probed(monitorV2(), { messenger: 2, features: HAMMER59 });
    const { local, remote } = step(result, 'connected') ?? {};
    expect(result.steps.slice(1)).toEqual([
      { kind: 'banner', messenger: 2, revision: 1, supported: Mask64.bit(0), required: Mask64.NONE },
      { kind: 'seen', addr: parseEntityAddr(`v2:${local}/0`) },
      { kind: 'auth', globalId: 4099n },
      { kind: 'server', addrs: [parseEntityAddr(`v2:${remote}/0`)], isDialled: true },
      { kind: 'features', supported: PACIFIC, required: REQUIRED.or(ADDR2), negotiated: HAMMER59.and(PACIFIC), protocolVersion: null },
      { kind: 'map', length: 181, isChecked: true },
    ]);
  });

  it.each(BOTH)('uses messenger v%i if the banner is of this version', async (messenger, monitor) => {
    const result = await probed(monitor());
    expect(step(result, 'banner')?.messenger).toBe(messenger);
    expect(result.map?.diagnosis.own.value).toEqual(MAP);
    expect(result.error).toBeNull();
  });

  it.each(BOTH)('chooses messenger v%i whatever the chunks of the banner', async (messenger, monitor) => {
    const bytewise = (socket: Socket): void => {
      const write = socket.write.bind(socket);
      let last = Promise.resolve();
      socket.write = ((bytes: Uint8Array) => {
        for (const byte of bytes.subarray(0, 26)) last = last.then(() => new Promise((resolve) => write(Uint8Array.of(byte), () => setImmediate(resolve))));
        last = last.then(() => void write(bytes.subarray(26)));
        return true;
      }) as typeof socket.write;
      monitor()(socket);
    };
    expect(step(await probed(bytewise), 'banner')?.messenger).toBe(messenger);
  });

  it('reaches a monitor on IPv6', async () => {
    const result = await probed(monitorV2(), { host: '::1' });
    expect(step(result, 'connected')?.remote).toBe(`[::1]:${result.port}`);
    expect(step(result, 'server')?.isDialled).toBe(true);
    expect(result.error).toBeNull();
  });

  it('passes each step to onStep as it happens', async () => {
    const reported: ProbeStep[] = [];
    const { steps } = await probed(monitorV1(), { onStep: (step) => reported.push(step) });
    expect(reported).toEqual(steps);
  });

  it.each(BOTH)('reports a monitor of messenger v%i that states another address than the dialled one', async (_, monitor) => {
    expect(step(await probed(monitor({ claims: '10.0.0.1:6789' })), 'server')?.isDialled).toBe(false);
  });

  it('offers the features of a release and no others, and reads the map as that release', async () => {
    const { map } = await probed(monitorV1(), { features: 'hammer' });
    expect(map?.diagnosis.peer).toMatchObject({ release: 'hammer', reading: { verdict: 'reads' } });
  });

  it('reports that Hammer with bit 59 cannot read the map that it gets', async () => {
    const { map } = await probed(monitorV1(), { features: HAMMER59 });
    expect(map?.diagnosis.peer).toMatchObject({ release: 'hammer', reading: { verdict: 'fails' }, blame: [{ bit: 59, isOffered: true }] });
  });

  it('returns the front as the monitor sent it', async () => {
    const { map } = await probed(monitorV1());
    const front = map?.front ?? new Uint8Array(4);
    expect(new DataView(front.buffer).getUint32(0, true)).toBe(front.length - 4);
    expect(map?.diagnosis.own.bytes).toEqual(front.subarray(4));
  });
});

describe('probe, if features are missing,', () => {
  it.each(BOTH)('names them and the remedies, over messenger v%i', async (_, monitor) => {
    const result = await probed(monitor({ required: REQUIRED.or(Mask64.bit(58)) }), { features: HAMMER59 });
    const missing = step(result, 'missing');
    expect(missing).toMatchObject({ side: 'client', features: [{ bit: 58, release: 'jewel' }] });
    expect(missing?.features[0]?.names).toContain('CRUSH_TUNABLES5');
    expect(missing?.features[0]?.remedies).toContainEqual({ kind: 'command', run: 'ceph osd crush tunables hammer', effect: 'data moves' });
    expect(result.map).toBeNull();
    expect(result.error).toMatchObject({ code: 'missing_features', message: expect.stringContaining('the monitor requires what the client lacks: bit 58 (CRUSH_TUNABLES5') });
  });

  it('names MSG_ADDR2, which messenger v2 requires', async () => {
    const result = await probed(monitorV2(), { features: HAMMER });
    expect(step(result, 'missing')?.features.map(({ bit }) => bit)).toEqual([59]);
  });
});

describe('probe, of a monitor that requires cephx,', () => {
  it('reports so over messenger v1, if the monitor names a method', async () => {
    const { error } = await probed(monitorV1({ reply: { protocol: 2 } }));
    expect(error).toMatchObject({ code: 'not_supported', message: expect.stringContaining('requires authentication, such as cephx') });
  });

  it('reports so over messenger v1, if the monitor refuses the method', async () => {
    const { error } = await probed(monitorV1({ reply: { protocol: 0, result: -95 } }));
    expect(error).toMatchObject({ code: 'not_supported', message: expect.stringContaining('MAuthReply with protocol 0, result -95') });
  });

  it('quotes the monitor at any other refusal', async () => {
    const { error } = await probed(monitorV1({ reply: { result: -22, resultMsg: 'no such entity' } }));
    expect(error).toMatchObject({ code: 'refused', message: 'the monitor refuses the client: MAuthReply with result -22, "no such entity"' });
  });
});

describe('the JSON of a probe', () => {
  it.each([[1, monitorV1], [2, monitorV2]] as const)('is what JSON.stringify makes of its result and of each step, over messenger v%i', async (messenger, monitor) => {
    const result = await probed(monitor(), { messenger });
    const json = probeJson(result);
    expect(JSON.parse(JSON.stringify(result))).toEqual(JSON.parse(JSON.stringify(json)));
    expect(result.steps.map((step) => JSON.parse(JSON.stringify(step)) as unknown)).toEqual(JSON.parse(JSON.stringify(json.steps)));
    expect(json.steps.find(({ kind }) => kind === 'auth')).toEqual({ kind: 'auth', global_id: '4099' });
    expect(json.map?.diagnosis).toMatchObject({ type: 'MonMap', error: null, peer: { reading: { verdict: 'reads' } } });
    expect(json.error).toBeNull();
  });

  it('has the code and the message of an error', async () => {
    const result = await probed(() => undefined, { signal: AbortSignal.abort() });
    expect(JSON.parse(JSON.stringify(result))).toMatchObject({ map: null, steps: [], error: { code: 'aborted', message: 'the probe was aborted' } });
  });
});
