/** JSON for a terminal or a file: indented by four columns, as Ceph prints it, with a line end. */
export function indentedJson(json: unknown): string {
  return `${JSON.stringify(json, null, 4)}\n`;
}

/** JSON on one line, with its line end. */
export function jsonLine(json: unknown): string {
  return `${JSON.stringify(json)}\n`;
}
