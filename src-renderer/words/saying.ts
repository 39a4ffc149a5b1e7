/** The same sentence in English, Brazilian Portuguese and Spanish. */
export type Saying = readonly [en: string, ptBR: string, es: string];
