import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { LONGEST_TIMEOUT } from '../../net/limits.ts';
import { UsageError } from './errors.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** node:util's parser, with its complaints as usage errors. */
export function parse<O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? firstSentence(error.message) : String(error));
  }
}

function firstSentence(message: string): string {
  return (message.split('. ')[0] ?? message).replace(/\.$/, '');
}

/** Exactly the positionals that `names` tells; the last one optional where it ends with `?`. */
export function positionals<const N extends readonly string[]>(given: readonly string[], ...names: N): { [I in keyof N]: string } {
  const missing = names[given.length];
  if (missing !== undefined) throw new UsageError(`${missing} is missing`);
  if (given.length > names.length) throw new UsageError(`"${given[names.length]}" is one argument too many`);
  return given as unknown as { [I in keyof N]: string };
}

/** One of `choices`. */
export function choice<const C extends string>(option: string, given: string, choices: readonly C[]): C {
  const found = choices.find((c) => c === given);
  if (found === undefined) throw new UsageError(`${option} takes ${choices.join(' or ')}, not "${given}"`);
  return found;
}

/** A time that a timer can wait. */
export function milliseconds(option: string, text: string | undefined, byDefault: number): number {
  if (text === undefined) return byDefault;
  const ms = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(ms <= LONGEST_TIMEOUT)) throw new UsageError(`${option} takes milliseconds, not "${text}"`);
  return ms;
}
