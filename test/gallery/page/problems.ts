/** What can be seen to be wrong with a drawn page without knowing what it is to show. */
import { allWords } from '../../../src-renderer/words/words.ts';

const shortly = (text: string) => text.replaceAll(/\s+/g, ' ').trim().slice(0, 80);

/** Read by screen readers only. */
const isUnseen = (element: Element, style: CSSStyleDeclaration): boolean =>
  element.closest('.sr-only') !== null || style.visibility === 'hidden' || !element.checkVisibility();

const ownText = (element: Element): string =>
  [...element.childNodes]
    .filter((node) => node.nodeType === Node.TEXT_NODE)
    .map((node) => node.textContent ?? '')
    .join('')
    .trim();

/** Text that runs out of its box, or is cut where nothing says that it is. */
function overflow(element: Element): string | null {
  const text = ownText(element);
  if (text === '' || !(element instanceof HTMLElement) || element.clientWidth === 0) return null;
  const style = getComputedStyle(element);
  if (isUnseen(element, style) || style.display === 'inline') return null;
  const scrolls = ['auto', 'scroll'].includes(style.overflowX);
  const isTold = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
  if (!scrolls && !isTold && element.scrollWidth > element.clientWidth + 1)
    return `"${shortly(text)}" is ${element.scrollWidth - element.clientWidth} px wider than its place`;
  return null;
}

/** What hangs out of the window, or is cut at the edge of an ancestor that does not scroll. */
function cut(element: Element): string | null {
  const text = ownText(element);
  if (text === '') return null;
  const style = getComputedStyle(element);
  if (isUnseen(element, style)) return null;
  const range = document.createRange();
  range.selectNodeContents(element);
  const box = range.getBoundingClientRect();
  if (box.width === 0) return null;
  for (let around = element; around !== document.documentElement; ) {
    const parent: Element | null = around.parentElement;
    if (parent === null) break;
    const { overflowX, textOverflow, webkitLineClamp } = getComputedStyle(around);
    if (['auto', 'scroll'].includes(overflowX) || textOverflow === 'ellipsis' || webkitLineClamp !== 'none') return null;
    // What is pressed or stands in a table ends where it is seen to end.
    if (['hidden', 'clip'].includes(overflowX) || around.matches('button, td, th, li, [role="cell"]')) {
      const edge = around.getBoundingClientRect();
      if (box.right > edge.right + 1.5 || box.left < edge.left - 1.5) return `"${shortly(text)}" is cut at the side`;
    }
    around = parent;
  }
  return box.right > window.innerWidth + 1 ? `"${shortly(text)}" hangs out of the window` : null;
}

const WORDS: ReadonlySet<string> = new Set(Object.keys(allWords).map((key) => key.replace(/_(one|other)$/, '')));
const prefixes: ReadonlySet<string> = new Set([...WORDS].map((key) => key.split('.', 1)[0] ?? ''));
const KEY = /^([a-zA-Z]+)(\.[a-zA-Z0-9-]+)+$/;

function untold(text: string): string | null {
  const plain = text.trim();
  if (WORDS.has(plain) && plain.includes('.')) return `the key ${plain} stands where its words should`;
  if (KEY.test(plain) && prefixes.has(plain.split('.', 1)[0] ?? '')) return `${plain} looks like a key without words`;
  if (/\{\{|\}\}/.test(plain)) return `"${shortly(plain)}" has a gap that nothing was put into`;
  if (/\b(undefined|NaN|\[object Object\]|Invalid Date)\b/.test(plain)) return `"${shortly(plain)}" shows a value nobody meant to show`;
  return null;
}

const SAID = ['aria-label', 'title', 'placeholder', 'alt'] as const;

/** Sentences, each once. */
export function problemsOf(root: Element): string[] {
  const problems = new Set<string>();
  const add = (problem: string | null) => {
    if (problem !== null) problems.add(problem);
  };
  for (const element of root.querySelectorAll('*')) {
    if (element.closest('svg, script, style') !== null) continue;
    add(overflow(element));
    add(cut(element));
    // What the scheduler or a person wrote is no word of ours.
    if (element.closest('pre, code, .font-mono') === null) add(untold(ownText(element)));
    for (const name of SAID) add(untold(element.getAttribute(name) ?? ''));
  }
  if (document.documentElement.scrollWidth > window.innerWidth) problems.add('The page is wider than the window');
  return [...problems];
}
