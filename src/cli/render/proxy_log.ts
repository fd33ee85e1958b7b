import type { ConnectionReport } from '../../net/proxy/proxied_connection.ts';
import type { Terminal } from '../shell/terminal.ts';

/** What a proxy prints: lines for people, or one JSON object on each line. */
export interface ProxyLog {
  /** Something about the proxy itself; `fields` are for JSON. */
  readonly say: (event: string, text: string, fields: Readonly<Record<string, unknown>>) => void;
  readonly connection: (report: ConnectionReport) => void;
}

export function proxyLog(terminal: Terminal, json: boolean): ProxyLog {
  // A log that nobody reads any more is no reason to leave the clients alone.
  const line = (text: string): void => void terminal.out(`${text}\n`).catch(() => undefined);
  const object = (event: string, fields: object): void => line(JSON.stringify({ time: new Date().toISOString(), event, ...fields }));
  return {
    say: (event, text, fields) => (json ? object(event, fields) : line(text)),
    connection: (report) => (json ? object('connection', report) : line(reportText(report))),
  };
}

/** A report as one line. */
export function reportText({ client, outcome, masking, why }: ConnectionReport): string {
  const said = masking === null ? [] : [hidingText(masking)];
  return `${client} ${outcome}: ${[...said, why].join('; ')}`;
}

function hidingText({ features, sent, masked: hidden }: NonNullable<ConnectionReport['masking']>): string {
  if (hidden.length === 0) return `nothing to hide in ${features}`;
  return `${features} became ${sent}, ${[...new Set(hidden.map(({ text }) => text))].join(', ')}`;
}
