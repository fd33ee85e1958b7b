/** The `./inspect` entry: what each byte is, who can read the bytes, and why others cannot. */
export type { BytesLike, Joinable } from './arguments/bytes.ts';
export { diagnose } from './inspect/diagnose/diagnose.ts';
export type { Blame, DiagnoseOptions, Diagnosis, PeerDiagnosis } from './inspect/diagnose/diagnose.ts';
export { diagnosisJson, peerJson } from './inspect/diagnose/json.ts';
export type { DiagnosisJson, PeerDiagnosisJson, ReadingJson } from './inspect/diagnose/json.ts';
export type { SnakeCased } from './text/snake_case.ts';
export type { Misread, Reading, Verdict } from './inspect/diagnose/reading.ts';
export type { FormCondition, Sender } from './inspect/diagnose/sender.ts';
export { diagnosisText } from './inspect/diagnose/text.ts';
export type { DiagnosisTextOptions } from './inspect/diagnose/text.ts';
export { explain } from './inspect/explain/explain.ts';
export type { Explanation } from './inspect/explain/explain.ts';
export { explainJson } from './inspect/explain/json.ts';
export type { ErrorJson, ExplanationJson, RowJson } from './inspect/explain/json.ts';
export type { Row, RowState } from './inspect/explain/row.ts';
export { explainTable } from './inspect/explain/table.ts';
export type { TableOptions } from './inspect/explain/table.ts';
export { explainHtml } from './inspect/html/html.ts';
