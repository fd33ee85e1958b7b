import { UNSEEN, escaped } from './visible.ts';

const UNSEEN_OR_MARKUP = new RegExp(`[&<>"']|${UNSEEN.source}`, 'gu');

const ENTITIES: ReadonlyMap<string, string> = new Map([['&', '&amp;'], ['<', '&lt;'], ['>', '&gt;'], ['"', '&quot;'], ["'", '&#39;']]);

/** The text as HTML, for the content of an element or a quoted attribute. Characters that cannot be seen are written as in visible.ts. */
export function escapeHtml(text: string): string {
  return text.replace(UNSEEN_OR_MARKUP, (character) => ENTITIES.get(character) ?? escaped(character));
}
