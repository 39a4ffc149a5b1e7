/** The address of the gallery: which state, in which theme and language. */

export const themes = ['light', 'dark'] as const;
export type GalleryTheme = (typeof themes)[number];
// The page's own list comes with all its words; the index does without.
export const galleryLanguages = ['en', 'pt-BR', 'es'] as const;
export type GalleryLanguage = (typeof galleryLanguages)[number];

export interface Chosen {
  readonly state: string | null;
  readonly theme: GalleryTheme;
  readonly language: GalleryLanguage;
}

export function chosen(search = window.location.search): Chosen {
  const query = new URLSearchParams(search);
  return {
    state: query.get('state'),
    theme: themes.find((theme) => theme === query.get('theme')) ?? 'light',
    language: galleryLanguages.find((language) => language === query.get('language')) ?? 'en',
  };
}

export function addressOf({ state, theme, language }: Chosen): string {
  const look = `theme=${theme}&language=${language}`;
  return state === null ? `?${look}` : `?state=${state}&${look}`;
}
