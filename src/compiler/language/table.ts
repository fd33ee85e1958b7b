import ts from 'typescript';
import { bare } from './program.ts';
import { Unsupported } from './unsupported.ts';

/** The call `byRelease({ … })` that declares a table; undefined for any other expression. */
export function tableCall(node: ts.Node | undefined): ts.CallExpression | undefined {
  return node !== undefined && ts.isCallExpression(node) && node.expression.getText() === 'byRelease' ? node : undefined;
}

/**
 * Our own row of a table: its members are those of the last rows that have them, in the order of the releases. Hammer's row is
 * complete, so the rows of kernels before it do not count.
 *
 * The order is that of the rows as they are written, which a test holds to that of the releases.
 */
export function ownRow(call: ts.CallExpression): ReadonlyMap<string, ts.Expression> {
  const [rows] = call.arguments;
  if (rows === undefined || !ts.isObjectLiteralExpression(rows)) throw new Unsupported(call, 'a table by release is an object written in its call');
  const row = new Map<string, ts.Expression>();
  for (const release of rows.properties) {
    const members = ts.isPropertyAssignment(release) ? bare(release.initializer) : undefined;
    if (members === undefined || !ts.isObjectLiteralExpression(members)) throw new Unsupported(release, 'a row of a table by release is an object written in its place');
    for (const member of members.properties) {
      if (!ts.isPropertyAssignment(member)) throw new Unsupported(member, 'a member of a row is a name and a value');
      row.set(member.name.getText(), member.initializer);
    }
  }
  return row;
}
