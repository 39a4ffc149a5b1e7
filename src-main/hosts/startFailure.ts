/** A start that failed on the store, put before a person: the sentence, the newest backup, and what they may choose. */
import type { Language } from '../../src-preload/contract/words/language.ts';
import { asFault, Fault } from '../base/fault.ts';
import { StoreRefusal } from '../database/guard/storeRefusal.ts';

type StartChoice = 'again' | 'accept';
/** The last step of the address a choice leads to. */
export const isStartChoice = (place: string | null): place is StartChoice => place === 'again' || place === 'accept';

/** What a host shows until the start worked. */
export interface StartDesk {
  /** For a terminal. */
  reason(): string;
  page(language: Language): string;
  /** Tries again as the person chose. */
  choose(choice: StartChoice): Promise<'started' | 'refused'>;
}

interface Starting<T> {
  readonly open: (isStoreAccepted: boolean) => Promise<T>;
  readonly isStoreAccepted: boolean;
  /** Called once, at the first refusal. */
  readonly onRefused: (desk: StartDesk) => void;
}

/** Resolves when the store was opened, at once or after a person chose. Raises every other failure. */
export async function startWithPerson<T>({ open, isStoreAccepted, onRefused }: Starting<T>): Promise<T> {
  try {
    return await open(isStoreAccepted);
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== 'STORE_FAILED') throw thrown;
    return new Promise((resolve) => onRefused(createDesk(thrown, open, resolve)));
  }
}

function createDesk<T>(first: Fault, open: (isStoreAccepted: boolean) => Promise<T>, resolve: (opened: T) => void): StartDesk {
  let refusal = first;
  let trying: Promise<'started' | 'refused'> | null = null;
  const attempt = async (choice: StartChoice) => {
    try {
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
    page: (language) => startFailurePage(refusal, language),
    // A second click waits for the first.
    choose: (choice) => (trying ??= attempt(choice)),
  };
}

interface Words {
  readonly title: string;
  readonly unchanged: string;
  readonly again: string;
  readonly accept: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    title: 'Resync did not open its store',
    unchanged: 'Nothing was changed. Put things right and try again, or go on deliberately.',
    again: 'Try again',
    accept: 'Go on with what is there',
  },
  'pt-BR': {
    title: 'O Resync não abriu seus dados',
    unchanged: 'Nada foi alterado. Corrija e tente de novo, ou prossiga de propósito.',
    again: 'Tentar de novo',
    accept: 'Prosseguir com o que existe',
  },
  es: {
    title: 'Resync no abrió sus datos',
    unchanged: 'No se cambió nada. Corríjalo e inténtelo de nuevo, o siga adelante a propósito.',
    again: 'Intentar de nuevo',
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
function startFailurePage(refusal: Fault, language: Language): string {
  const words = WORDS[language];
  const goingOn = refusal instanceof StoreRefusal ? refusal.goingOn : null;
  const accept = goingOn === null ? '' : `<a href="accept">${words.accept}</a>`;
  const what = goingOn === null ? '' : `<p><small>${words.accept}: ${escaped(goingOn)}.</small></p>`;
  return page(
    language,
    words.title,
    `<h1>${words.title}</h1><p class="why">${escaped(refusal.message)}</p><p>${words.unchanged}</p><p><a href="again">${words.again}</a>${accept}</p>${what}`,
  );
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
