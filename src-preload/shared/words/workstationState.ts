/** The STATE column of conman (`LTI JW M`): written from the sets of states the API tells, taken apart, and put into words. Pure. */
import type { Language } from './language.ts';

/** What one letter stands for. `H` and `X` mean two things: before `J` how the link goes, after it through whom jobs are written. */
const LETTERS = {
  L: ['linked', 'ligada', 'enlazada'],
  F: ['fully linked, secondary links too', 'totalmente ligada, inclusive as ligações secundárias', 'totalmente enlazada, también los enlaces secundarios'],
  T: ['directly over TCP/IP', 'diretamente por TCP/IP', 'directamente por TCP/IP'],
  H: ['through its host', 'através do seu host', 'a través de su host'],
  X: ['as an extended agent', 'como agente estendido', 'como agente extendido'],
  B: ['through the broker', 'através do broker', 'a través del broker'],
  I: ['job manager initialised', 'gerenciador de jobs inicializado', 'gestor de jobs inicializado'],
  J: ['job manager running', 'gerenciador de jobs em execução', 'gestor de jobs en ejecución'],
  W: ['writer connected', 'writer conectado', 'writer conectado'],
  M: ['event monitoring running', 'monitoração de eventos em execução', 'supervisión de eventos en ejecución'],
  E: ['event processor installed and running', 'processador de eventos instalado e em execução', 'procesador de eventos instalado y en ejecución'],
  e: ['event processor installed, not running', 'processador de eventos instalado, parado', 'procesador de eventos instalado, parado'],
  D: ['monitoring configuration up to date', 'configuração de monitoração atualizada', 'configuración de supervisión al día'],
  A: ['application server running', 'servidor de aplicações em execução', 'servidor de aplicaciones en ejecución'],
  R: ['application server restarting', 'servidor de aplicações reiniciando', 'servidor de aplicaciones reiniciándose'],
} as const;
type Letter = keyof typeof LETTERS;

/** Said of the letters that are not there. */
const NOT_LINKED = ['not linked', 'sem ligação', 'sin enlace'] as const;
const NO_JOBMAN = ['job manager not running', 'gerenciador de jobs parado', 'gestor de jobs parado'] as const;

const INDEX: Readonly<Record<Language, 0 | 1 | 2>> = { en: 0, 'pt-BR': 1, es: 2 };

/** Which of the API's states each letter stands for (which state means which letter is operators' practice, not documented). */
const ANY: Readonly<Record<string, readonly string[]>> = {
  F: ['FULLY_LINKED', 'FULLYLINKED'],
  L: ['LINKED', 'DIRECTLY_LINKED', 'HOST_LINKED', 'EXTENDED_LINKED', 'BROKER', 'ONLINE'],
  T: ['TCP_IP_LINKED', 'DIRECTLY_LINKED'],
  H: ['HOST_LINKED'],
  X: ['EXTENDED_LINKED'],
  B: ['BROKER'],
  I: ['IS_INITED'],
  J: ['JOBMAN_UP'],
  W: ['WRITER_RUNNING', 'WRITER_UP'],
  M: ['MONMAN'],
  E: ['EVT_PROC_RUNNING', 'INSTALLED_AND_RUNNING'],
  e: ['INSTALLED'],
  D: ['CONFIG_UPDATED'],
  R: ['SERVER_RESTARTING'],
  A: ['SERVER_STARTED'],
};

/** `LTI JW M` from `LINKED, TCP_IP_LINKED, IS_INITED, JOBMAN_UP, WRITER_RUNNING, MONMAN`; empty when none of them has a letter. */
export function stateText(states: readonly string[]): string {
  const active = new Set(states.map((state) => state.trim().toUpperCase()));
  const first = (...letters: readonly string[]) => letters.find((letter) => ANY[letter]?.some((state) => active.has(state))) ?? '';
  const isUp = first('J') !== '';
  const groups = [
    first('F', 'L') + first('B', 'X', 'H', 'T') + first('I'),
    first('J') + (isUp ? first('X', 'H', 'W') : ''),
    first('M'),
    first('E', 'e') + first('D') + first('R', 'A'),
  ];
  return groups.filter((group) => group !== '').join(' ');
}

/** `AF T` of conman's `;link`: what is set for the link, whatever its state. `B`: no jobs are launched there. */
const FLAG_LETTERS = [
  ['AUTO_LINK', 'A'],
  ['DISABLED_DEACTIVE_JOB_LAUNCHING_FLAG', 'B'],
  ['FULL_STATUS', 'F'],
  ['MAILMAN', 's'],
  ['TCP_IP_LINK', 'T'],
] as const;

export const linkFlagText = (flags: readonly string[]): string =>
  FLAG_LETTERS.filter(([flag]) => flags.some((one) => one.trim().toUpperCase() === flag))
    .map(([, letter]) => letter)
    .join('');

export interface WorkstationLetters {
  readonly link: 'linked' | 'fully-linked' | 'not-linked';
  readonly over: 'tcp' | 'host' | 'extended' | 'broker' | null;
  readonly isInitialised: boolean;
  readonly isJobmanUp: boolean;
  readonly writesThrough: 'itself' | 'host' | 'extended' | null;
  readonly isMonitoring: boolean;
  readonly eventProcessor: 'running' | 'installed' | null;
  readonly isConfigurationCurrent: boolean;
  readonly server: 'running' | 'restarting' | null;
}

const COLUMN =
  /^(?<link>[LF])?(?<over>[THXB])?(?<inited>I)?\s{0,9}(?<jobman>J)?(?<writer>[WHX])?\s{0,9}(?<monman>M)?\s{0,9}(?<events>[Ee])?(?<config>D)?\s{0,9}(?<server>[AR])?$/;
const OVER = { T: 'tcp', H: 'host', X: 'extended', B: 'broker' } as const;
const WRITER = { W: 'itself', H: 'host', X: 'extended' } as const;

/** Takes a STATE column apart; null for a text that is none. An empty one is a workstation that is neither linked nor up. */
export function lettersOf(column: string): WorkstationLetters | null {
  const groups = COLUMN.exec(column.trim())?.groups;
  if (groups === undefined) return null;
  const { link, over, inited, jobman, writer, monman, events, config, server } = groups;
  return {
    link: link === 'F' ? 'fully-linked' : link === 'L' ? 'linked' : 'not-linked',
    over: OVER[over as keyof typeof OVER] ?? null,
    isInitialised: inited !== undefined,
    isJobmanUp: jobman !== undefined,
    writesThrough: WRITER[writer as keyof typeof WRITER] ?? null,
    isMonitoring: monman !== undefined,
    eventProcessor: events === 'E' ? 'running' : events === 'e' ? 'installed' : null,
    isConfigurationCurrent: config !== undefined,
    server: server === 'A' ? 'running' : server === 'R' ? 'restarting' : null,
  };
}

/** Each letter of a STATE column in the reader's language, in their order; null for a text that is none. */
export function stateMeaning(column: string, language: Language): string[] | null {
  const said = lettersOf(column);
  if (said === null) return null;
  const words = (meaning: readonly [string, string, string]) => meaning[INDEX[language]];
  const letters = column.replaceAll(/\s/g, '').split('') as Letter[]; // the pattern lets no others pass
  const upTo = letters.indexOf('J');
  // Through whom jobs are written says no more than how the link goes.
  const told = letters.filter((letter, index) => upTo < 0 || index <= upTo || (letter !== 'H' && letter !== 'X'));
  return [
    ...(said.link === 'not-linked' ? [words(NOT_LINKED)] : []),
    ...told.map((letter) => words(LETTERS[letter])),
    ...(said.isJobmanUp ? [] : [words(NO_JOBMAN)]),
  ];
}
