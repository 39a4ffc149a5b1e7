/** The desktop around the window: menu, tray, notifications, dialogs, the system's browser. Each reports what it was asked. */
import { EventEmitter } from 'node:events';
import { onCommand, report } from './control.ts';

interface MenuItem {
  readonly label?: string;
  readonly role?: string;
  readonly click?: () => void;
  readonly submenu?: readonly MenuItem[];
}

export class Menu {
  readonly items: readonly MenuItem[];
  constructor(items: readonly MenuItem[]) {
    this.items = items;
  }
  static buildFromTemplate(items: readonly MenuItem[]): Menu {
    return new Menu(items);
  }
  static setApplicationMenu(menu: Menu | null): void {
    report('menu', { labels: menu?.items.map((item) => item.label ?? item.role ?? '') ?? [] });
  }
}

export class Tray extends EventEmitter {
  #menu: Menu | null = null;
  constructor() {
    super();
    onCommand('click-tray', ({ label }) => this.#menu?.items.find((item) => item.label === label)?.click?.());
  }
  setToolTip(text: string): void {
    report('tray', { toolTip: text });
  }
  setContextMenu(menu: Menu): void {
    this.#menu = menu;
  }
  destroy(): void {}
}

export class Notification extends EventEmitter {
  readonly #notice: { readonly title: string; readonly body: string };
  constructor(notice: { readonly title: string; readonly body: string }) {
    super();
    this.#notice = notice;
  }
  static isSupported(): boolean {
    return true;
  }
  show(): void {
    report('notification', { ...this.#notice });
  }
}

export const shell = {
  openExternal: (url: string): Promise<void> => {
    report('opened-outside', { url });
    return Promise.resolve();
  },
};

interface Question {
  readonly message: string;
  readonly detail?: string;
  readonly cancelId?: number;
}

const answers: number[] = [];
onCommand('answer-dialog', ({ button }) => answers.push(button));

export const dialog = {
  showMessageBox: (...given: [Question] | [unknown, Question]): Promise<{ response: number }> => {
    const question = given.length === 1 ? given[0] : given[1];
    report('dialog', { message: question.message, detail: question.detail ?? '' });
    return Promise.resolve({ response: answers.shift() ?? question.cancelId ?? 0 });
  },
  showErrorBox: (title: string, content: string): void => report('error-box', { title, content }),
};

export const nativeImage = {
  createFromPath: (path: string) => ({ path, resize: () => ({ path }) }),
};

export const nativeTheme = { shouldUseDarkColors: false };

export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1_920, height: 1_080 } }],
};
