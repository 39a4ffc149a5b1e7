/** What passes between the core and the simulator's thread. */
export type SimulatorMessage =
  | { readonly kind: 'started'; readonly url: string; readonly user: string; readonly password: string; readonly apiKey: string; readonly ca: string }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'closed' };
