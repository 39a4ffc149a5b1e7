/** What the palette offers: screens, the actions of this screen, looks, languages, and any question. */
import type { EngineSettings } from '../../src-preload/contract/settings.ts';
import { type Language, languages, type Say } from '../words/words.ts';
import type { Theme } from './appStore.ts';
import type { KeyAction } from './keys.ts';

export interface Command {
  readonly id: string;
  readonly title: string;
  readonly keys: string | null;
  readonly run: () => void;
}

interface CommandSources {
  readonly say: Say;
  readonly actions: readonly KeyAction[];
  readonly setTheme: (theme: Theme) => void;
  readonly setLanguage: (language: Language) => void;
  /** Those that may be switched to. */
  readonly engines: readonly Pick<EngineSettings, 'id' | 'name'>[];
  readonly switchEngine: (id: EngineSettings['id']) => void;
}

export function allCommands({ say, actions, setTheme, setLanguage, engines, switchEngine }: CommandSources): Command[] {
  const themes = ['system', 'light', 'dark'] as const;
  return [
    ...actions.map((action) => ({ id: action.keys, title: say(action.word), keys: action.keys, run: action.run })),
    ...engines.map(({ id, name }) => ({ id: `engine-${id}`, title: say('palette.engine', { name }), keys: null, run: () => switchEngine(id) })),
    ...themes.map((theme) => ({ id: `theme-${theme}`, title: say('palette.theme', { theme: say(`theme.${theme}`) }), keys: null, run: () => setTheme(theme) })),
    ...languages.map((language) => ({
      id: `language-${language}`,
      title: say('palette.language', { language: say(`language.${language}`) }),
      keys: null,
      run: () => setLanguage(language),
    })),
  ];
}

const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Commands whose title holds every typed word, in any order and without accents; those that start with the text come first. */
export function findCommands(commands: readonly Command[], typed: string): Command[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const starts = (command: Command) => (plain(command.title).startsWith(plain(typed.trim())) ? 0 : 1);
  return commands.filter(({ title }) => words.every((word) => plain(title).includes(word))).sort((a, b) => starts(a) - starts(b));
}
