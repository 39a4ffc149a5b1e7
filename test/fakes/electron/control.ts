/** The line to the test that started this process: events out, commands in. */
export interface StandInEvent {
  readonly name: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export type StandInCommand =
  | { readonly kind: 'quit' }
  | { readonly kind: 'close-window' }
  /** The button the next message box is answered with; without one it is cancelled. */
  | { readonly kind: 'answer-dialog'; readonly button: number }
  | { readonly kind: 'click-tray'; readonly label: string };

/** Tells the test what the app did to the outside world. */
export function report(name: string, detail: StandInEvent['detail'] = {}): void {
  process.send?.({ name, detail } satisfies StandInEvent);
}

export function onCommand<K extends StandInCommand['kind']>(kind: K, act: (command: Extract<StandInCommand, { kind: K }>) => void): void {
  process.on('message', (command: StandInCommand) => {
    if (command.kind === kind) act(command as Extract<StandInCommand, { kind: K }>);
  });
}
