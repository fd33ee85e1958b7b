import { readFileSync } from 'node:fs';

/** The version in package.json, one folder above dist/, three above this file. */
export function version(): string {
  for (const path of ['../package.json', '../../../package.json']) {
    try {
      return (JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { version: string }).version;
    } catch {
      continue;
    }
  }
  return 'unknown';
}
