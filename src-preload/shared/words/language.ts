/** The languages Resync speaks. */
export type Language = 'en' | 'pt-BR' | 'es';
