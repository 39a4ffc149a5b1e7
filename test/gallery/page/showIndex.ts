/** All states as a tree; the chosen one beside it, in the chosen theme and language. */
import './index.css';
import { states } from '../states/all.ts';
import { addressOf, type Chosen, chosen, galleryLanguages, themes } from './chosen.ts';

const names = Object.keys(states);
/** The chosen state stands behind `#`, so that Back goes from state to state. */
const now = (): Chosen => {
  const behind = chosen(window.location.hash.replace('#', '?'));
  return { ...behind, state: behind.state ?? names[0] ?? null };
};
const link = (look: Chosen) => `#${addressOf(look).slice(1)}`;

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function choice<T extends string>(label: string, values: readonly T[], onChoose: (value: T) => void): { readonly node: Node; show(value: T): void } {
  const select = element('select', {}, ...values.map((value) => element('option', { value }, value)));
  select.addEventListener('change', () => {
    const value = values.find((one) => one === select.value);
    if (value !== undefined) onChoose(value);
  });
  return { node: element('label', {}, `${label} `, select), show: (value) => void (select.value = value) };
}

function treeOf(links: ReadonlyMap<string, HTMLAnchorElement>): Node[] {
  const screens = Map.groupBy(links, ([name]) => name.split('/', 1)[0] ?? '');
  return [...screens].map(([screen, entries]) => {
    const details = element('details', { open: true }, element('summary', {}, `${screen} (${entries.length})`), ...entries.map(([, anchor]) => anchor));
    return details;
  });
}

export function showIndex(): void {
  const links = new Map(names.map((name) => [name, element('a', {}, name.split('/')[1] ?? name)]));
  const frame = element('iframe', { title: 'The chosen state' });
  const alone = element('a', { target: '_blank' }, 'alone');
  const go = (part: Partial<Chosen>) => void (window.location.hash = link({ ...now(), ...part }));
  const theme = choice('Theme', themes, (value) => go({ theme: value }));
  const language = choice('Language', galleryLanguages, (value) => go({ language: value }));
  const nav = element('nav', {}, element('h1', {}, `Resync gallery: ${names.length} states`), ...treeOf(links));
  const shown = element('div', { className: 'shown' }, element('div', { className: 'looks' }, theme.node, language.node, alone), frame);
  document.body.replaceChildren(element('div', { className: 'gallery' }, nav, shown));

  const show = () => {
    const look = now();
    theme.show(look.theme);
    language.show(look.language);
    for (const [name, anchor] of links) {
      anchor.href = link({ ...look, state: name });
      anchor.toggleAttribute('aria-current', name === look.state);
    }
    alone.href = addressOf(look);
    if (frame.getAttribute('src') !== addressOf(look)) frame.src = addressOf(look);
  };
  window.addEventListener('hashchange', show);
  show();
}
