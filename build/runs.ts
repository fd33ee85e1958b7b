/**
 * Runs of reads of a fixed length, with nothing between them that may be left out or that needs the offset. One check of
 * bounds stands before the first, and the offset moves behind the last: known only when the run ends, so that until then marks
 * stand around each read.
 */
export class Runs {
  private readonly temporary: () => string;
  /** What goes before and behind each read. */
  private readonly around: [before: string, behind: string][] = [];
  private length = 0;
  /** The first read of the run, or -1 where none has begun. */
  private first = -1;

  constructor(temporary: () => string) {
    this.temporary = temporary;
  }

  /** One more read of `length` bytes. */
  read(length: number, expression: (at: string) => string): string {
    const at = this.length === 0 ? '$o' : `$o + ${this.length}`;
    const read = this.around.push(['', '']) - 1;
    if (this.first < 0) this.first = read;
    this.length += length;
    return `\u0001${read}<${expression(at)}\u0001${read}>`;
  }

  end(): void {
    if (this.first < 0) return;
    const value = this.temporary();
    this.enclose(this.around.length - 1, `(${value} = `, `, $o += ${this.length}, ${value})`);
    this.enclose(this.first, `($o + ${this.length} > $l && $fails(), `, ')');
    this.first = -1;
    this.length = 0;
  }

  /** The text with its marks replaced. */
  filled(text: string): string {
    return text.replace(/\u0001(\d+)([<>])/g, (_, read: string, side: string) => this.around[Number(read)]?.[side === '<' ? 0 : 1] ?? '');
  }

  private enclose(read: number, before: string, behind: string): void {
    const [inner, outer] = this.around[read] ?? ['', ''];
    this.around[read] = [before + inner, outer + behind];
  }
}
