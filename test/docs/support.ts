import { readFileSync, readdirSync } from 'node:fs';
import ts from 'typescript';

/** A name that an entry exports. */
export interface Export {
  /** Where it is declared: the file below src, and the name there, which an entry may change. */
  readonly at: string;
  readonly name: string;
  readonly isFunction: boolean;
  /** Its docstring without tags; empty if it has none. */
  readonly text: string;
  /** The code of its `@example`; undefined if it has none. */
  readonly example: string | undefined;
}

const { config } = ts.readConfigFile('tsconfig.json', (path) => readFileSync(path, 'utf8')) as { config: object };
export const OPTIONS = ts.parseJsonConfigFileContent(config, ts.sys, '.').options;

/** The entries that users import; `cli.ts` is a program. */
export const ENTRIES = readdirSync('src').filter((file) => file.endsWith('.ts') && file !== 'cli.ts').map((file) => `src/${file}`);

/** All that the entries export, each once. */
export function exported(): Export[] {
  const program = ts.createProgram(ENTRIES, OPTIONS);
  const checker = program.getTypeChecker();
  const symbols = new Map<ts.Symbol, string>();
  for (const entry of ENTRIES) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(entry) as ts.SourceFile) as ts.Symbol;
    for (const symbol of checker.getExportsOfModule(module)) {
      const declared = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      if (!symbols.has(declared)) symbols.set(declared, symbol.name);
    }
  }
  return [...symbols].map(([symbol, name]) => exportOf(symbol, name, checker));
}

function exportOf(symbol: ts.Symbol, name: string, checker: ts.TypeChecker): Export {
  const file = symbol.declarations?.[0]?.getSourceFile().fileName ?? '';
  const tag = symbol.getJsDocTags(checker).find((found) => found.name === 'example');
  return {
    at: `${file.slice(file.lastIndexOf('/src/') + 1)} ${symbol.name}`,
    name,
    isFunction: (symbol.flags & ts.SymbolFlags.Function) !== 0,
    text: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
    example: tag && /^```ts\n(.*)```$/s.exec(ts.displayPartsToString(tag.text))?.[1],
  };
}
