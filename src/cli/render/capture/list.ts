import type { CaptureEvent } from '../../../capture/ceph/event.ts';
import { CaptureDissector } from '../../../capture/dissect.ts';
import type { CaptureReport, CaptureSummary } from './report.ts';
import { Progress } from '../progress.ts';
import { onStopSignal } from '../../shell/signals.ts';
import type { Terminal } from '../../shell/terminal.ts';

export interface CaptureListing {
  /** `-` for standard input. */
  readonly file: string;
  readonly isWanted: (event: CaptureEvent) => boolean;
  readonly report: CaptureReport;
}

/** Prints what a capture holds, no faster than the output takes it; a signal to stop ends it early. */
export async function listCapture(listing: CaptureListing, terminal: Terminal): Promise<CaptureSummary> {
  const controller = new AbortController();
  const dispose = onStopSignal(() => {
    controller.abort();
    dispose(); // so that a second signal ends the process
  });
  const progress = new Progress(terminal);
  try {
    return await list(listing, terminal, progress, controller.signal);
  } finally {
    progress.clear();
    dispose();
  }
}

async function list({ file, isWanted, report }: CaptureListing, terminal: Terminal, progress: Progress, signal: AbortSignal): Promise<CaptureSummary> {
  const dissector = new CaptureDissector();
  let [bytes, shown, gaps] = [0, 0, 0];
  const print = async (text: string): Promise<void> => {
    if (text === '') return;
    progress.clear();
    await terminal.out(text);
  };
  const textOf = (event: CaptureEvent): string => {
    if (event.kind === 'lost') gaps++;
    if (!isWanted(event)) return '';
    if (event.kind === 'message') shown++;
    return report.event(event);
  };
  await print(report.head);
  for await (const chunk of terminal.stream(file, signal)) {
    bytes += chunk.length;
    await print(dissector.receive(chunk).map(textOf).join(''));
    progress.show(bytes, dissector.counts.messages);
    if (dissector.error !== null || signal.aborted) break;
  }
  await print(dissector.end().map(textOf).join(''));
  const isInterrupted = signal.aborted;
  const error = isInterrupted ? null : dissector.error; // the rest of the file was not read: it is not damaged
  const summary: CaptureSummary = { bytes, shown, gaps, counts: dissector.counts, isInterrupted, error };
  await print(report.summary(summary));
  return summary;
}
