/** What the odd thread and its core serve to each other. */
export interface OddSide {
  greet(name: string): Promise<string>;
  same(value: unknown): Promise<unknown>;
  page(bytes: number): Promise<{ readonly bytes: Uint8Array }>;
  /** 0 once it was handed over. */
  lengthOfLastPage(): Promise<number>;
  fail(): Promise<void>;
  bug(): Promise<void>;
  unsendable(): Promise<unknown>;
  hang(): Promise<void>;
  never(): Promise<void>;
  crash(): Promise<void>;
  leave(): Promise<void>;
  eat(): Promise<void>;
  untilStopped(name: string, signal: AbortSignal): Promise<void>;
  askCore(what: readonly string[]): Promise<readonly unknown[]>;
  askThenHang(what: string): Promise<void>;
}
export interface OddCore {
  note(text: string): void;
  answer(what: string): Promise<unknown>;
}
