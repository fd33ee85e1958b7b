import { describe, expect, it } from 'vitest';
import { parse } from '../../../src/cli/shell/args.ts';
import type { Operand } from '../../../src/cli/shell/args.ts';
import { flag, format, option, optional, required, withDefault } from '../../../src/cli/shell/options.ts';

const text = (name: string): Operand<string> => ({ name, help: '', read: (given) => given });
const operands = { type: optional(text('TYPE'), ''), file: text('FILE') };
const options = {
  format: format(['text', 'json', 'html'], 'text'),
  output: { ...option('FILE', '', (path) => path), short: 'o' },
  exact: flag(''),
  port: withDefault(option('N', '', Number), '6789'),
};
const given = (...args: string[]) => parse(args, operands, options);

describe('parse', () => {
  it('gives each operand and option by its key, and defaults for the rest', () => {
    expect(given('map')).toEqual({ type: undefined, file: 'map', format: 'text', output: undefined, exact: false, port: 6789 });
    expect(given('MonMap', 'map', '--format', 'html', '-o', 'page', '--exact', '--port=3300')).toEqual({
      type: 'MonMap', file: 'map', format: 'html', output: 'page', exact: true, port: 3300,
    });
  });

  it('takes options before, between and after operands', () => {
    const expected = { type: 'MonMap', file: 'map', format: 'json', output: '-' };
    expect(given('-o', '-', 'MonMap', '--json', 'map')).toMatchObject(expected);
    expect(given('--json', 'MonMap', 'map', '-o-')).toMatchObject(expected);
  });

  it('takes - for a file, and anything after --', () => {
    expect(given('-').file).toBe('-');
    expect(given('--', '--exact')).toMatchObject({ file: '--exact', exact: false });
  });

  it('takes the last of an option that is given twice', () => {
    expect(given('map', '--format', 'html', '--format', 'text').format).toBe('text');
  });

  it('takes --json for --format json, beside it too', () => {
    expect(given('map', '--json').format).toBe('json');
    expect(given('map', '--json', '--format', 'json').format).toBe('json');
  });

  it('takes a value that begins with a dash and is no option', () => {
    expect(given('map', '-o', '-- 10.0.0.2:0/123 >> 10.0.0.1:6789/0').output).toBe('-- 10.0.0.2:0/123 >> 10.0.0.1:6789/0');
    expect(given('map', '--port', '-1').port).toBe(-1);
    expect(given('map', '--output=--json').output).toBe('--json');
  });

  it.each([
    [['map', '--what'], 'unknown option "--what"'],
    [['map', '--what=x'], 'unknown option "--what"'],
    [['map', '-x'], 'unknown option "-x"'],
    [['map', '--__proto__'], 'unknown option "--__proto__"'],
    [['map', '--toString', 'x'], 'unknown option "--toString"'],
    [['map', '--no-exact'], 'unknown option "--no-exact"'],
    [['map', '--output'], '--output needs a value: FILE'],
    [['map', '-o'], '-o needs a value: FILE'],
    [['map', '-o', '--json'], '-o needs a value: FILE'],
    [['map', '--format', '-o', 'x'], '--format needs a value: text|json|html'],
    [['map', '--exact=yes'], '--exact takes no value'],
    [['map', '--json=yes'], '--json takes no value'],
    [['map', '--format', 'yaml'], '--format takes text or json or html, not "yaml"'],
    [['map', '--json', '--format', 'text'], '--json and --format text contradict each other'],
    [['map', '--format', 'html', '--json'], '--json and --format html contradict each other'],
    [[], 'FILE is missing'],
    [['a', 'b', 'c', 'd'], '"c" is one argument too many'],
  ])('refuses %j', (args, complaint) => {
    expect(() => given(...args)).toThrow(complaint);
  });

  it('names the first operand that is missing, and a required option', () => {
    const both = { type: text('TYPE'), file: text('FILE') };
    expect(() => parse([], both, {})).toThrow('TYPE is missing');
    expect(() => parse(['a'], both, {})).toThrow('FILE is missing');
    expect(() => parse([], {}, { listen: required(option('HOST:PORT', '', String)) })).toThrow('--listen is missing');
  });
});
