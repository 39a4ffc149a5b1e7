/** Every sentence exists in three languages and asks for the same values in each. */
import { describe, expect, it } from 'vitest';
import { completed, completionsFor, slashCommands } from '../../../src-renderer/chat/completion.ts';
import { findCommands } from '../../../src-renderer/frame/commands.ts';
import { keyCaps } from '../../../src-renderer/ui/marks/Kbd.tsx';
import type { Saying } from '../../../src-renderer/words/saying.ts';
import { allWords, nearestLanguage } from '../../../src-renderer/words/words.ts';

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([found]) => found).toSorted((a, b) => a.localeCompare(b));

describe('words', () => {
  it('say the same in all languages, with the same values', () => {
    const uneven = Object.entries<Saying>(allWords).filter(([, sayings]) =>
      sayings.some((saying) => saying === '' || String(placeholders(saying)) !== String(placeholders(sayings[0]))),
    );
    expect(uneven).toEqual([]);
  });
  it('follow the language of the system as near as we have it', () => {
    expect([nearestLanguage('pt-PT'), nearestLanguage('es-MX'), nearestLanguage('de')]).toEqual(['pt-BR', 'es', 'en']);
  });
});

describe('the palette', () => {
  const commands = ['Ir para Saúde', 'Tema: escuro', 'Ir para Plano'].map((title) => ({ id: title, title, keys: null, run: () => undefined }));
  it('finds a command by its words without accents, in any order', () => {
    expect(findCommands(commands, 'saude ir').map(({ title }) => title)).toEqual(['Ir para Saúde']);
  });
  it('puts what starts with the typed text first', () => {
    expect(findCommands(commands, 't')[0]?.title).toBe('Tema: escuro');
  });
});

describe('slash completion', () => {
  it('offers every command after a slash and none inside a question', () => {
    expect(completionsFor('/')).toEqual(slashCommands);
    expect(completionsFor('why / how')).toEqual([]);
    expect(completionsFor('/job LOAD')).toEqual([]);
  });
  it('offers what begins as typed, in any case, and nothing more once a command without argument stands there', () => {
    expect(completionsFor('/WA').map(({ name }) => name)).toEqual(['/watch']);
    expect(completionsFor('/s').map(({ name }) => name)).toEqual(['/summary', '/succ', '/stream']);
    expect(completionsFor('/help')).toEqual([]);
    expect(completionsFor('/hel').map(({ name }) => name)).toEqual(['/help']);
    expect(completionsFor('/late')).toEqual([]);
    expect(completionsFor('/job').map(({ name }) => name)).toEqual(['/job']);
    expect(completionsFor('/none')).toEqual([]);
    expect(completionsFor('a/')).toEqual([]);
    expect(completionsFor('')).toEqual([]);
  });
  it('leaves room for the argument of a command that takes one', () => {
    expect(completionsFor('/fa').map(completed)).toEqual(['/failed ']);
    expect(completionsFor('/lat').map(completed)).toEqual(['/late']);
  });
});

it('keys read as they are printed', () => {
  expect(keyCaps('g r')).toEqual([['G'], ['R']]);
  expect(keyCaps('$mod+k')).toEqual([['Ctrl', 'K']]);
});
