/** The names of a written module. Each is given once. */
export class Names {
  private readonly taken = new Set<string>();

  constructor(taken: readonly string[]) {
    for (const name of taken) this.taken.add(name);
  }

  /** A name that nothing else has: the wanted one, or that with a number. */
  fresh(wanted: string): string {
    let name = wanted;
    for (let i = 2; this.taken.has(name); i++) name = `${wanted}${i}`;
    this.taken.add(name);
    return name;
  }
}
