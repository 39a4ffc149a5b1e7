/** A start that failed on the store, put before a person: the sentence, the newest backup, and what they may choose. */
import type { BackupEntry } from '../../src-preload/contract/backup.ts';
import type { Language } from '../../src-preload/shared/words/language.ts';
import { asFault, Fault } from '../base/fault.ts';
import { StoreRefusal } from '../database/guard/storeRefusal.ts';

type StartChoice = 'again' | 'restore' | 'accept';
/** The last step of the address a choice leads to. */
export const isStartChoice = (place: string | null): place is StartChoice => place === 'again' || place === 'restore' || place === 'accept';

/** What a host shows until the start worked. */
export interface StartDesk {
  /** For a terminal. */
  reason(): string;
  page(language: Language): string;
  /** Tries again as the person chose. */
  choose(choice: StartChoice): Promise<'started' | 'refused'>;
}

/** To the newest backup. */
interface WayBack {
  /** null: there is none. */
  readonly newest: () => BackupEntry | null;
  /** Puts it in place of the store, which is kept aside. Raises why it cannot. */
  readonly restore: (backup: BackupEntry) => Promise<void>;
}

interface Starting<T> {
  readonly open: (isStoreAccepted: boolean) => Promise<T>;
  readonly isStoreAccepted: boolean;
  readonly wayBack: WayBack;
  /** Called once, at the first refusal. */
  readonly onRefused: (desk: StartDesk) => void;
}

/** Resolves when the store was opened, at once or after a person chose. Raises every other failure. */
export async function startWithPerson<T>({ open, isStoreAccepted, wayBack, onRefused }: Starting<T>): Promise<T> {
  try {
    return await open(isStoreAccepted);
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== 'STORE_FAILED') throw thrown;
    return new Promise((resolve) => onRefused(createDesk(thrown, { open, wayBack }, resolve)));
  }
}

function createDesk<T>(first: Fault, { open, wayBack }: Pick<Starting<T>, 'open' | 'wayBack'>, resolve: (opened: T) => void): StartDesk {
  let refusal = first;
  let trying: Promise<'started' | 'refused'> | null = null;
  const attempt = async (choice: StartChoice) => {
    try {
      const backup = choice === 'restore' ? wayBack.newest() : null;
      if (backup !== null) await wayBack.restore(backup);
      resolve(await open(choice === 'accept'));
      return 'started';
    } catch (thrown) {
      refusal = asFault(thrown);
      trying = null;
      return 'refused';
    }
  };
  return {
    reason: () => refusal.message,
    page: (language) => startFailurePage(refusal, wayBack.newest(), language),
    // A second click waits for the first.
    choose: (choice) => (trying ??= attempt(choice)),
  };
}

interface Words {
  readonly title: string;
  readonly unchanged: string;
  readonly again: string;
  readonly restore: string;
  /** {at}, {turns}, {memories}, {decisions} */
  readonly backup: string;
  readonly accept: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    title: 'Resync did not open its store',
    unchanged: 'Nothing was changed. Put things right and try again, go back to a backup, or go on deliberately.',
    again: 'Try again',
    restore: 'Restore the newest backup',
    backup: 'made {at}; it holds {turns} questions, {memories} memories and {decisions} review decisions. What is there now is kept aside',
    accept: 'Go on with what is there',
  },
  'pt-BR': {
    title: 'O Resync não abriu seus dados',
    unchanged: 'Nada foi alterado. Corrija e tente de novo, volte a um backup, ou prossiga de propósito.',
    again: 'Tentar de novo',
    restore: 'Restaurar o backup mais recente',
    backup: 'feito em {at}; contém {turns} perguntas, {memories} memórias e {decisions} decisões de revisão. O que existe agora é guardado à parte',
    accept: 'Prosseguir com o que existe',
  },
  es: {
    title: 'Resync no abrió sus datos',
    unchanged: 'No se cambió nada. Corríjalo e inténtelo de nuevo, vuelva a una copia, o siga adelante a propósito.',
    again: 'Intentar de nuevo',
    restore: 'Restaurar la copia más reciente',
    backup: 'hecha el {at}; contiene {turns} preguntas, {memories} memorias y {decisions} decisiones de revisión. Lo que hay ahora se guarda aparte',
    accept: 'Seguir con lo que hay',
  },
};

const STYLE = `:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:0;display:grid;place-items:center;min-height:100vh;background:light-dark(#fff,#16181d);color:light-dark(#1b1d22,#e8eaee)}
main{max-width:42rem;padding:2rem}h1{font-size:1.25rem;margin:0 0 1rem}p{margin:0 0 1rem;overflow-wrap:anywhere}.why{border-left:3px solid light-dark(#b3261e,#ff8a80);padding-left:1rem}
a{display:inline-block;margin-right:.75rem;padding:.4rem .9rem;border:1px solid light-dark(#8a8f98,#6b7078);border-radius:5px;color:inherit;text-decoration:none}a:focus-visible{outline:2px solid light-dark(#1a56db,#8ab4ff);outline-offset:2px}small{color:light-dark(#555b66,#a9afba)}`;

/** Nothing may run or be loaded: the page is made of our words and of paths. */
export const START_PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

/** @param refusal its sentence says what is wrong, where the newest backup is and what to do */
function startFailurePage(refusal: Fault, backup: BackupEntry | null, language: Language): string {
  const words = WORDS[language];
  const goingOn = refusal instanceof StoreRefusal ? refusal.goingOn : null;
  const choices = [
    { href: 'again', name: words.again, what: null },
    ...(backup === null ? [] : [{ href: 'restore', name: words.restore, what: backupText(words.backup, backup) }]),
    ...(goingOn === null ? [] : [{ href: 'accept', name: words.accept, what: goingOn }]),
  ];
  const links = choices.map(({ href, name }) => `<a href="${href}">${name}</a>`).join('');
  const meanings = choices.flatMap(({ name, what }) => (what === null ? [] : [`<p><small>${name}: ${escaped(what)}.</small></p>`])).join('');
  return page(
    language,
    words.title,
    `<h1>${words.title}</h1><p class="why">${escaped(refusal.message)}</p><p>${words.unchanged}</p><p>${links}</p>${meanings}`,
  );
}

function backupText(text: string, { at, facts }: BackupEntry): string {
  const values: Readonly<Record<string, string | number>> = { at, turns: facts?.turns ?? 0, memories: facts?.memories ?? 0, decisions: facts?.decisions ?? 0 };
  return text.replaceAll(/\{(\w{1,20})\}/g, (_whole, name: string) => String(values[name] ?? ''));
}

/** The first of the reader's languages that Resync speaks: `es-MX;q=0.9` is Spanish. */
export function languageIn(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const name = tag.trim().slice(0, 2).toLowerCase();
    if (name === 'pt') return 'pt-BR';
    if (name === 'es' || name === 'en') return name;
  }
  return 'en';
}

/** Leads to the app that has started; also to an address with a fragment. */
export function startedPage(address: string, language: Language): string {
  return page(language, 'Resync', `<p><a href="${escaped(address)}">Resync</a></p>`, `<meta http-equiv="refresh" content="0;url=${escaped(address)}">`);
}

function page(language: Language, title: string, body: string, head = ''): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title}</title>${head}<style>${STYLE}</style></head><body><main>${body}</main></body></html>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
