/** Orders versions by their numbers, for `sort`: 0.94.9, 0.94.10, 9.0.0. */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A range of versions: `5.3 to 5.10`, `5.3` alone, and `5.11 and later` where no last one is known. */
export function rangeText(first: string, last: string | null | undefined): string {
  return last === null || last === undefined ? `${first} and later` : last === first ? first : `${first} to ${last}`;
}

/** A name and the numbers of a version; '' where one is not given. */
export interface NamedVersion {
  /** In lower case; whether it is one of a release, the caller knows. */
  readonly name: string;
  readonly version: string;
}

/**
 * The name and the version in text of the forms `Squid`, `v12.2.5`, `hammer@0.94.4`, `squid 19.2.6`; undefined for text in another
 * form. {@link parseVersionName} reads more forms, but needs the table of releases, which a program that only decodes does not carry.
 */
export function namedVersion(text: string): NamedVersion | undefined {
  const [, name = '', version = ''] = /^([a-z]{3,})?[\s@_-]*v?(\d+(?:\.\d+){0,3})?$/i.exec(text) ?? [];
  return name === '' && version === '' ? undefined : { name: name.toLowerCase(), version };
}
