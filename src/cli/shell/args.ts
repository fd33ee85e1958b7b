import { parseArgs } from 'node:util';
import { UsageError } from './errors.ts';

/** An argument that is known by its place. */
export interface Operand<T> {
  /** Its name in help: `FILE`. */
  readonly name: string;
  readonly help: string;
  /** Whether it may be left out; at most one operand of a command may. */
  readonly isOptional?: boolean;
  readonly read: (text: string) => T;
}

/** An argument that is known by its name. */
export interface Option<T> {
  /** The name of its value in help: `FILE`. Null for a flag, which has no value. */
  readonly takes: string | null;
  readonly help: string;
  /** One letter: `o` for `-o`. */
  readonly short?: string;
  readonly isRequired?: boolean;
  /** Values that are also flags: with `json`, `--json` is short for `--format json`. */
  readonly flags?: readonly string[];
  /** @param text the value; '' for a flag; undefined if the option is not given */
  readonly read: (text: string | undefined, name: string) => T;
}

export type Operands = Readonly<Record<string, Operand<unknown>>>;
export type Options = Readonly<Record<string, Option<unknown>>>;

/** What a command line gives: each operand and option by its key, as its `read` returned it. */
export type Given<P extends Operands, O extends Options> = {
  readonly [K in keyof P]: P[K] extends Operand<infer T> ? T : never;
} & {
  readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never;
};

/**
 * Reads the arguments of a command as it declares them. Operands come in the order of their keys.
 *
 * @throws UsageError for arguments that do not fit the declarations
 */
export function parse<P extends Operands, O extends Options>(args: readonly string[], operands: P, options: O): Given<P, O> {
  const { tokens } = parseArgs({ args: [...args], options: nodeOptions(options), allowPositionals: true, strict: false, tokens: true });
  const texts = optionTexts(tokens.filter((token) => token.kind === 'option'), options);
  const places = placed(tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : [])), operands);
  const values = [
    ...Object.entries(operands).map(([key, { read }]) => [key, mapped(places.get(key), read)]),
    ...Object.entries(options).map(([key, { read }]) => [key, read(texts.get(key), `--${key}`)]),
  ];
  return Object.fromEntries(values) as Given<P, O>; // the keys and the types of the values are those of the declarations
}

/** The members that are not undefined, as optional parameters of the library want them. */
export function defined<T extends object>(members: T): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined)) as Partial<{ [K in keyof T]: Exclude<T[K], undefined> }>;
}

function mapped<T>(text: string | undefined, read: (text: string) => T): T | undefined {
  return text === undefined ? undefined : read(text);
}

interface NodeOption {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
}

/** The declarations as node:util's parser wants them, which then tells a value from an operand. */
function nodeOptions(options: Options): Record<string, NodeOption> {
  const all = Object.entries(options).flatMap(([name, { takes, short, flags = [] }]): [string, NodeOption][] => [
    [name, { type: takes === null ? 'boolean' : 'string', ...defined({ short }) }],
    ...flags.map((flag): [string, NodeOption] => [flag, { type: 'boolean' }]),
  ]);
  return Object.fromEntries(all);
}

interface OptionToken {
  readonly name: string;
  /** As it was typed: `-o`, `--output`. */
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

/** The text of each given option, by its key; of an option that is given twice, the last. */
function optionTexts(tokens: readonly OptionToken[], options: Options): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const byFlag = new Map<string, string>();
  for (const token of tokens) {
    const [key, option] = Object.entries(options).find(([name, { flags }]) => name === token.name || flags?.includes(token.name)) ?? [];
    if (key === undefined || option === undefined) throw new UsageError(`unknown option "${token.rawName}"`);
    const isFlag = key !== token.name;
    if (isFlag) byFlag.set(key, flagText(token, token.name));
    else texts.set(key, option.takes === null ? flagText(token, '') : valueText(token, option.takes));
  }
  for (const [key, text] of byFlag) {
    const stated = texts.get(key) ?? text;
    if (stated !== text) throw new UsageError(`--${text} and --${key} ${stated} contradict each other`);
    texts.set(key, text);
  }
  return texts;
}

/** The text that a flag stands for. */
function flagText({ rawName, value }: OptionToken, text: string): string {
  if (value !== undefined) throw new UsageError(`${rawName} takes no value`);
  return text;
}

/** A forgotten value must not make an option of the next one: `-o --json` names no file. */
function valueText({ rawName, value, inlineValue }: OptionToken, takes: string): string {
  const isOption = inlineValue !== true && value !== undefined && /^--?[a-z]/i.test(value);
  if (value === undefined || isOption) throw new UsageError(`${rawName} needs a value: ${takes}`);
  return value;
}

/** The text of each operand by its key; one that may be left out has none where the others take all. */
function placed(texts: readonly string[], operands: Operands): ReadonlyMap<string, string> {
  const all = Object.entries(operands);
  const needed = all.filter(([, { isOptional }]) => isOptional !== true);
  const missing = needed[texts.length];
  if (missing !== undefined) throw new UsageError(`${missing[1].name} is missing`);
  if (texts.length > all.length) throw new UsageError(`"${texts[all.length]}" is one argument too many`);
  const given = texts.length === all.length ? all : needed;
  return new Map(given.map(([key], i) => [key, texts[i] ?? '']));
}
