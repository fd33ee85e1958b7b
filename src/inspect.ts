/** The `./inspect` entry: what each byte is, who can read it, and why not. */
export { diagnose } from './inspect/diagnose.ts';
export type { Blame, DiagnoseOptions, Diagnosis, PeerDiagnosis } from './inspect/diagnose.ts';
export { diagnosisJson } from './inspect/diagnose_json.ts';
export { diagnosisText } from './inspect/diagnose_text.ts';
export type { DiagnoseTextOptions } from './inspect/diagnose_text.ts';
export { explain } from './inspect/explain.ts';
export type { Explanation } from './inspect/explain.ts';
export { explainJson } from './inspect/explain_json.ts';
export { explainHtml } from './inspect/html.ts';
export type { Misread, Reading, Verdict } from './inspect/reading.ts';
export type { Row, RowState } from './inspect/row.ts';
export type { FormCondition, Sender } from './inspect/sender.ts';
export { explainTable } from './inspect/table.ts';
export type { TableOptions } from './inspect/table.ts';
