/** Words that questions are asked with, mended when a finger slipped: `stauts`, `wating`, `faild`. Pure; only tried where a question is not understood as it stands. */
import { slipsBetween } from '../named/alike.ts';
import { MARKS } from './languageMarks.ts';

const ASKED_WITH =
  `status waiting running failed blocked critical late canceled successors predecessors workstations resources history prompts workstation resource impact delayed
  handover summary priority limit fence forecast deadline abended stuck released finished pending affected predecessor successor
  esperando rodando falharam atrasados bloqueados criticos cancelados sucessores predecessores estacoes recursos historico arquivos estacao recurso impacto prioridade limite
  passagem resumo travado previsao terminou falhou
  corriendo fallaron retrasados trabados sucesores estaciones archivos estacion relevo resumen pronostico termino fallo`.split(/\s+/);
const KNOWN = new Set([...ASKED_WITH, ...Object.values(MARKS).flatMap((words) => [...words])]);
const LEAST_LETTERS = 5;

/** @param plain folded. @returns the same text when nothing is mended. */
export const mended = (plain: string): string =>
  plain.replace(/[a-z]{5,20}/g, (word) =>
    word.length < LEAST_LETTERS || KNOWN.has(word) ? word : (ASKED_WITH.find((known) => slipsBetween(word, known) === 1) ?? word),
  );
