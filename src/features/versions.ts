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

/** A release or `linux`, and the numbers of a version: `Squid`, `v12.2.5`, `hammer@0.94.4`, `squid 19.2.6`, `linux-5.15`; '' where one is not given. */
export interface NamedVersion {
  /** In lower case. */
  readonly name: string;
  readonly version: string;
}

/** The name and the version in text; undefined for text in another form, which {@link parseVersionName} may read. */
export function namedVersion(text: string): NamedVersion | undefined {
  const [, name = '', version = ''] = /^([a-z]{3,})?[\s@_-]*v?(\d+(?:\.\d+){0,3})?$/i.exec(text) ?? [];
  return name === '' && version === '' ? undefined : { name: name.toLowerCase(), version };
}
