/** In which of the three languages a question is asked. */
import { folded } from '../folded.ts';

export type Language = 'en' | 'pt-BR' | 'es';

const words = (list: string) => new Set(list.split(' '));
/** Small words that tell the languages apart; words two of them share stand in both. */
const MARKS: Record<Language, ReadonlySet<string>> = {
  en: words(
    'the what why which who when where how is are was were did does do has have in on at of for from by last since hours hour today yesterday failed fail jobs show list me my it and with if not running waiting hello hi hey good morning will would can you please there any slow status late thanks everything this that mean',
  ),
  'pt-BR': words(
    'o os as um uma que qual quais quem quando onde como por porque foi foram esta estao e sao no na nos nas em de do da dos das desde ultimas ultimos ultima horas hora hoje ontem falhou falharam falhas erro erros atrasado atrasados parado rodando esperando aguardando voce meu minha ola oi bom boa dia tarde noite me mostre mostra liste tudo bem sistema se nao ao pelo pela com lento devagar significa obrigado estado executando quebrou caiu acontece fila impacto depende bloqueado agora esse este job jobs sucessores reexecute cancele libere segure rode fluxo fluxos estacao estacoes resumo critico criticos retorno codigo historico terminou acabou mudou aconteceu detalhes ha tem algum alguma nenhum avise quando arquivos recursos padrao passagem turno execucoes pare vigie historico quanto',
  ),
  es: words(
    'el los las un una que cual cuales quien cuando donde como por porque fue fueron esta estan es son en de del desde ultimas ultimos ultima horas hora hoy ayer fallo fallaron fallos error errores atrasado retrasado retrasados parado esperando usted mi hola buenos buenas dias tardes noches muestra muestrame lista todo bien sistema si no al con lento significa gracias estado ejecutando pasa cola impacto depende bloqueado ahora ese este trabajo trabajos y sucesores reejecuta reejecutar cancela libera reten flujo flujos estacion estaciones resumen critico criticos retorno codigo historico termino acabo cambio paso detalles hay algun alguno ningun avisame avisa cuando archivos recursos patron relevo ejecuciones historial deja vigila retrasa falla cuanto caen',
  ),
};

/** English when nothing speaks for another; Portuguese before Spanish when both are as likely. */
/** Without what looks like a name. */
const wordsOf = (question: string): string =>
  question
    .split(/\s/)
    .filter((word) => !/[_#@/]/.test(word))
    .join(' ');

export function languageOf(question: string): Language {
  const tokens = folded(wordsOf(question)).match(/[a-z]+/g) ?? [];
  const score = (language: Language) => new Set(tokens.filter((token) => MARKS[language].has(token))).size;
  const scores = {
    en: score('en'),
    'pt-BR': score('pt-BR') + marked(question, /[ãõçêôâ]|\b[éà]\b|não/giu),
    es: score('es') + marked(question, /[ñ¿¡]|ció|\bqué\b|\bcuál|\bestán\b|\bfalló\b/giu),
  };
  if (scores.en >= scores['pt-BR'] && scores.en >= scores.es) return 'en';
  return scores.es > scores['pt-BR'] ? 'es' : 'pt-BR';
}

/** Letters only one of the languages has weigh more than a small word. */
function marked(question: string, letters: RegExp): number {
  return question.match(letters) === null ? 0 : 3;
}
