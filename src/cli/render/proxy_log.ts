import type { ConnectionReport } from '../../net/proxy/proxied_connection.ts';
import { snakeCased } from '../../text/snake_case.ts';
import type { Terminal } from '../shell/terminal.ts';
import { jsonLine } from './json.ts';

/** What a proxy prints: lines for people, or one JSON object on each line. */
export interface ProxyLog {
  /** Something about the proxy itself; `fields` are for JSON. */
  readonly say: (event: string, text: string, fields: Readonly<Record<string, unknown>>) => void;
  readonly connection: (report: ConnectionReport) => void;
}

export function proxyLog(terminal: Terminal, format: 'text' | 'json'): ProxyLog {
  // If nobody reads the log any more, the proxy still has to serve its clients.
  const print = (text: string): void => void terminal.out(text).catch(() => undefined);
  const object = (event: string, fields: object): void => print(jsonLine(snakeCased({ time: new Date().toISOString(), event, ...fields })));
  if (format === 'json') return { say: (event, _, fields) => object(event, fields), connection: (report) => object('connection', reportFields(report)) };
  return { say: (_, text) => print(`${text}\n`), connection: (report) => print(`${reportText(report)}\n`) };
}

/** A report as one line. */
export function reportText({ client, outcome, masking, why }: ConnectionReport): string {
  const said = masking === null ? [] : [maskingText(masking)];
  return `${client} ${outcome}: ${[...said, why].join('; ')}`;
}

function reportFields({ client, outcome, masking, why }: ConnectionReport): object {
  return { client, outcome, masking, why };
}

function maskingText({ features, sent, masked }: NonNullable<ConnectionReport['masking']>): string {
  if (masked.length === 0) return `nothing to mask out of ${features}`;
  return `${features} became ${sent}, ${[...new Set(masked.map(({ text }) => text))].join(', ')}`;
}
