import type ts from 'typescript';
import { truth } from '../language/fold.ts';
import { Unsupported } from '../language/unsupported.ts';
import { NEVER, UNDEFINED, code } from '../language/value.ts';
import type { Value } from '../language/value.ts';
import type { Compiler } from './context.ts';
import { negated, stripped } from './lines/text.ts';
import type { Line } from './lines/writer.ts';

/** A branch that was written apart, and its value. */
export interface Branch {
  readonly value: Value;
  readonly lines: readonly Line[];
}

/** Either of two, as the condition says; one that always fails leaves the other in its place. */
export function conditional(c: Compiler, condition: Value, whenTrue: () => Value, whenFalse: () => Value, node: ts.Node): Value {
  const wanted = c.hint;
  const is = truth(condition);
  if (condition.kind === 'never') return NEVER;
  if (is !== undefined) return is ? whenTrue() : whenFalse();
  const { writer } = c;
  const test = c.text(condition, node);
  const name = writer.fresh(wanted);
  writer.endRun();
  const before = writer.state;
  const first = branch(c, whenTrue);
  if (first.value.kind === 'never') {
    writer.state = before;
    writer.line(`if (${stripped(test)}) fail();`);
    return whenFalse();
  }
  const after = writer.state;
  writer.state = before;
  const second = branch(c, whenFalse);
  if (second.value.kind === 'never') {
    writer.state = after;
    writer.line(`if (${negated(stripped(test))}) fail();`);
    writer.splice(first.lines, 0);
    return first.value;
  }
  if (writer.limit !== after.limit) throw new Unsupported(node, 'a struct is finished in one branch and not in the other');
  return joined(c, test, first, second, name, node);
}

export function branch(c: Compiler, write: () => Value): Branch {
  let value: Value = UNDEFINED;
  const lines = c.writer.captured(() => {
    value = write();
  });
  return { value, lines };
}

export function joined(c: Compiler, test: string, first: Branch, second: Branch, name: string, node: ts.Node): Value {
  const { writer } = c;
  const isSame = first.value.kind === 'const' && second.value.kind === 'const' && first.value.value === second.value.value;
  if (isSame && first.lines.length + second.lines.length === 0) return first.value;
  if (!isSame && first.lines.length + second.lines.length === 0) return code(`(${test} ? ${c.text(first.value, node)} : ${c.text(second.value, node)})`);
  if (!isSame) writer.line(`let ${name};`);
  const write = ({ value, lines }: Branch): void => {
    writer.splice(lines, 1);
    if (!isSame) writer.splice(writer.captured(() => writer.line(`${name} = ${c.text(value, node)};`)), 1);
  };
  if (first.lines.length === 0 && isSame) {
    writer.line(`if (${negated(stripped(test))}) {`);
    write(second);
  } else {
    writer.line(`if (${stripped(test)}) {`);
    write(first);
    if (second.lines.length > 0 || !isSame) {
      writer.line('} else {');
      write(second);
    }
  }
  writer.line('}');
  return isSame ? first.value : code(name, true);
}
