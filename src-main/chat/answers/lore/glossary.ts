/** What the words of the trade mean, in our own words. No live call is made for these. */
import type { Language } from '../asked/language.ts';
import { messageIn, returnCodeMeaning } from './messageIds.ts';

interface Term {
  /** How it is asked for, on folded text. */
  readonly asked: RegExp;
  readonly title: string;
  readonly said: Readonly<Record<Language, string>>;
}
const term = (asked: RegExp, title: string, en: string, pt: string, es: string): Term => ({ asked, title, said: { en, 'pt-BR': pt, es } });

const TERMS: readonly Term[] = [
  term(
    /\bjob ?streams?\b|\bfluxos? de jobs?\b|\bflujos? de trabajos?\b/,
    'Job stream',
    'a group of jobs that belong together, with an order, dependencies and a schedule. Each planned occurrence is an instance of its own in the plan',
    'um grupo de jobs que formam um conjunto, com ordem, dependências e agenda. Cada ocorrência planejada é uma instância própria no plano',
    'un grupo de jobs que van juntos, con orden, dependencias y calendario. Cada ocurrencia planificada es una instancia propia en el plan',
  ),
  term(
    /\bworkstations?\b|\bestacao\b|\bestacion\b/,
    'Workstation',
    'a machine, agent, or pool of agents on which jobs run',
    'uma máquina, agente ou grupo de agentes onde os jobs rodam',
    'una máquina, agente o grupo de agentes donde corren los jobs',
  ),
  term(
    /\bplan\b|\bplano\b/,
    'Plan',
    'the list of everything the scheduler has to run in the current period, usually one day, with the state of each part',
    'a lista de tudo o que o scheduler tem de rodar no período atual, normalmente um dia, com o estado de cada parte',
    'la lista de todo lo que el planificador debe ejecutar en el período actual, normalmente un día, con el estado de cada parte',
  ),
  term(
    /\babend\b/,
    'ABEND',
    'the job ran and ended with a return code outside its success condition. Common status ERROR',
    'o job rodou e terminou com código de retorno fora da condição de sucesso. Status comum ERROR',
    'el job corrió y terminó con un código de retorno fuera de su condición de éxito. Estado común ERROR',
  ),
  term(
    /\bfail(?:ed)?\b/,
    'FAIL',
    'the job could not be launched at all: script, user, password, home directory or agent. Common status ERROR',
    'o job nem pôde ser iniciado: script, usuário, senha, diretório home ou agente. Status comum ERROR',
    'el job ni siquiera pudo lanzarse: script, usuario, contraseña, directorio home o agente. Estado común ERROR',
  ),
  term(
    /\bhold\b/,
    'HOLD',
    'the job waits for its dependencies: a predecessor, a time, a prompt, a file or a resource. Nobody is holding it: that is *Held*',
    'o job espera suas dependências: um predecessor, um horário, um prompt, um arquivo ou um recurso. Ninguém o está segurando: isso é *Held*',
    'el job espera sus dependencias: un predecesor, una hora, un prompt, un archivo o un recurso. Nadie lo retiene: eso es *Held*',
  ),
  term(
    /\bheld\b|\bretido\b|\bretenido\b/,
    'Held',
    'somebody keeps the job from starting (held by a user, or priority 0). It is not HOLD, which waits for dependencies',
    'alguém impede o job de iniciar (retido por um usuário, ou prioridade 0). Não é HOLD, que espera dependências',
    'alguien impide que el job arranque (retenido por un usuario, o prioridad 0). No es HOLD, que espera dependencias',
  ),
  term(
    /\bready\b/,
    'READY',
    'all dependencies are satisfied and the job was not launched yet: typically a workstation limit, an unlinked agent, or a missing resource',
    'todas as dependências estão satisfeitas e o job ainda não foi iniciado: tipicamente limite da estação, agente sem link ou falta de recurso',
    'todas las dependencias están satisfechas y el job aún no se lanzó: típicamente límite de la estación, agente sin enlace o falta de un recurso',
  ),
  term(
    /\bexec\b|\brunning\b/,
    'EXEC',
    'the job is running. Common status RUNNING',
    'o job está rodando. Status comum RUNNING',
    'el job está corriendo. Estado común RUNNING',
  ),
  term(
    /\bsucc\b|\bsuccessful\b/,
    'SUCC',
    'the job ended inside its success condition. Common status SUCCESSFUL',
    'o job terminou dentro da condição de sucesso. Status comum SUCCESSFUL',
    'el job terminó dentro de su condición de éxito. Estado común SUCCESSFUL',
  ),
  term(
    /\bstuck\b/,
    'STUCK',
    'a job stream was interrupted: a job of it ended badly and nothing more can start until somebody deals with it. Common status BLOCKED',
    'um job stream foi interrompido: um job dele terminou mal e nada mais inicia até alguém tratar. Status comum BLOCKED',
    'un job stream quedó interrumpido: un job suyo terminó mal y nada más arranca hasta que alguien lo atienda. Estado común BLOCKED',
  ),
  term(
    /\berror\b/,
    'ERROR',
    'as common status: the job ended in ABEND or FAIL. As internal status: the check of a dependency on another network failed',
    'como status comum: o job terminou em ABEND ou FAIL. Como status interno: falhou a verificação de uma dependência de outra rede',
    'como estado común: el job terminó en ABEND o FAIL. Como estado interno: falló la comprobación de una dependencia de otra red',
  ),
  term(
    /\bsuppr?(?:ess\w*)?\b/,
    'SUPPR',
    'the job will not run in this plan: a condition chose another branch, its latest start time passed, or its workstation is ignored',
    'o job não vai rodar neste plano: uma condição escolheu outro ramo, o horário limite passou ou a estação está ignorada',
    'el job no correrá en este plan: una condición eligió otra rama, pasó su hora límite de inicio o su estación está ignorada',
  ),
  term(
    /\bsusp(?:ended)?\b/,
    'SUSP',
    'blocked by dependencies that are not fulfilled; on IBM i, waiting for the reply to a message',
    'bloqueado por dependências não satisfeitas; no IBM i, esperando resposta a uma mensagem',
    'bloqueado por dependencias no cumplidas; en IBM i, espera la respuesta a un mensaje',
  ),
  term(
    /\bcanc(?:l|p|elled|eled)\w*\b|\bcancelado\b/,
    'CANCL',
    'an operator canceled the job; what waits for it is released from that dependency',
    'um operador cancelou o job; o que esperava por ele fica livre dessa dependência',
    'un operador canceló el job; lo que lo esperaba queda libre de esa dependencia',
  ),
  term(
    /\bintro\b/,
    'INTRO',
    'the job was handed over for launching; it should last a moment only',
    'o job foi entregue para início; deve durar só um instante',
    'el job se entregó para lanzarse; debe durar solo un momento',
  ),
  term(
    /\bpend\b/,
    'PEND',
    'the job finished and waits for an operator to confirm how it ended',
    'o job terminou e espera que um operador confirme como terminou',
    'el job terminó y espera que un operador confirme cómo terminó',
  ),
  term(
    /\bdone\b/,
    'DONE',
    'the job ended and the scheduler does not know how, usually because an agent was lost',
    'o job terminou e o scheduler não sabe como, normalmente por perda de um agente',
    'el job terminó y el planificador no sabe cómo, normalmente por perder un agente',
  ),
  term(
    /\bextrn\b/,
    'EXTRN',
    'the status of a job on another engine is not known',
    'o status de um job em outro engine é desconhecido',
    'se desconoce el estado de un job en otro motor',
  ),
  term(
    /\bundecided\b/,
    'UNDECIDED',
    'the scheduler cannot tell the state, for example of a dependency on another network',
    'o scheduler não consegue dizer o estado, por exemplo de uma dependência de outra rede',
    'el planificador no puede decir el estado, por ejemplo de una dependencia de otra red',
  ),
  term(
    /\bwaiting\b/,
    'WAITING',
    'common status of jobs that are not ready yet; the internal status is usually HOLD',
    'status comum dos jobs que ainda não estão prontos; o status interno costuma ser HOLD',
    'estado común de los jobs que aún no están listos; el estado interno suele ser HOLD',
  ),
  term(
    /\bblocked\b/,
    'BLOCKED',
    'common status of what cannot go on by itself: STUCK streams and SUSP jobs',
    'status comum do que não avança sozinho: streams STUCK e jobs SUSP',
    'estado común de lo que no avanza solo: streams STUCK y jobs SUSP',
  ),
  term(
    /\bfence\b/,
    'Fence',
    'a bar on a workstation: jobs whose priority is not above it do not start',
    'uma barreira na estação: jobs com prioridade que não a supera não iniciam',
    'una barrera en la estación: los jobs cuya prioridad no la supera no arrancan',
  ),
  term(
    /\blimits?\b|\blimites?\b/,
    'Limit',
    'how many jobs may run at once on a workstation or in a job stream; with 0 only hi and go jobs start',
    'quantos jobs podem rodar ao mesmo tempo numa estação ou num job stream; com 0 só iniciam jobs hi e go',
    'cuántos jobs pueden correr a la vez en una estación o un job stream; con 0 solo arrancan los jobs hi y go',
  ),
  term(
    /\bpriority\b|\bprioridade\b|\bprioridad\b/,
    'Priority',
    '0 to 99, then hi (100) and go (101). 0 means never launch',
    'de 0 a 99, depois hi (100) e go (101). 0 significa nunca iniciar',
    'de 0 a 99, luego hi (100) y go (101). 0 significa no lanzar nunca',
  ),
  term(
    /\bprompts?\b/,
    'Prompt',
    'a question the scheduler asks an operator; jobs that depend on it wait for a yes',
    'uma pergunta que o scheduler faz a um operador; jobs que dependem dela esperam um sim',
    'una pregunta que el planificador hace a un operador; los jobs que dependen de ella esperan un sí',
  ),
  term(
    /\bresources?\b|\brecursos?\b/,
    'Resource',
    'a counted thing jobs share, such as tape drives; a job waits until enough of it is free',
    'algo contado que os jobs compartilham, como unidades de fita; o job espera até haver o bastante livre',
    'algo contado que los jobs comparten, como unidades de cinta; el job espera hasta que haya suficiente libre',
  ),
  term(
    /\bcarry ?-?forward\b|\bcarried forward\b/,
    'Carry forward',
    'a job stream that did not finish moves into the next plan',
    'um job stream que não terminou passa para o próximo plano',
    'un job stream que no terminó pasa al plan siguiente',
  ),
  term(
    /\bcritical (?:job|path)\b|\bjob critico\b|\bcaminho critico\b|\bcamino critico\b/,
    'Critical job',
    'a job with a deadline the scheduler watches ahead of time, together with everything it waits for',
    'um job com prazo que o scheduler acompanha com antecedência, junto com tudo de que ele depende',
    'un job con plazo que el planificador vigila con antelación, junto con todo lo que espera',
  ),
  term(
    /\bdeadline\b|\bprazo\b/,
    'Deadline',
    'the time by which a job has to be finished; when it passes the job is late',
    'o horário até o qual o job deve terminar; depois dele o job está atrasado',
    'la hora a la que un job debe haber terminado; después está retrasado',
  ),
  term(
    /\brerun\b|\bre-?execuc?ao\b|\breejecucion\b/,
    'Rerun',
    'a new run of the same job; only the last run of the chain counts for its status',
    'uma nova execução do mesmo job; só a última da cadeia conta para o status',
    'una nueva ejecución del mismo job; solo la última de la cadena cuenta para su estado',
  ),
  term(
    /\brecovery\b|\brecuperac\w+\b/,
    'Recovery',
    'what the definition says to do when the job ends badly: stop, continue, or rerun, possibly after a prompt',
    'o que a definição manda fazer quando o job termina mal: parar, continuar ou reexecutar, talvez após um prompt',
    'lo que la definición manda hacer cuando el job termina mal: parar, continuar o reejecutar, quizá tras un prompt',
  ),
  term(
    /\bunlinked\b/,
    'Unlinked',
    'the scheduler has lost contact with that workstation; its jobs do not start and its logs cannot be read',
    'o scheduler perdeu contato com essa estação; seus jobs não iniciam e seus logs não podem ser lidos',
    'el planificador perdió contacto con esa estación; sus jobs no arrancan y sus logs no se pueden leer',
  ),
  term(
    /\brc\b|\breturn codes?\b|\bexit codes?\b|\bcodigos? de retorno\b/,
    'RC',
    "return code: the number a job ends with. 0 is success; other values fail unless the job's success condition accepts them",
    'código de retorno: o número com que o job termina. 0 é sucesso; os demais falham, a menos que a condição de sucesso do job os aceite',
    'código de retorno: el número con el que termina un job. 0 es éxito; los demás fallan, salvo que la condición de éxito del job los acepte',
  ),
  term(
    /\bstatus(?:es)?\b|\bstates\b/,
    'Status',
    'the scheduler has internal statuses (ABEND, EXEC, HOLD, ...) and common ones (ERROR, RUNNING, WAITING, ...). Ask about any of them',
    'o scheduler tem status internos (ABEND, EXEC, HOLD, ...) e comuns (ERROR, RUNNING, WAITING, ...). Pergunte por qualquer um',
    'el planificador tiene estados internos (ABEND, EXEC, HOLD, ...) y comunes (ERROR, RUNNING, WAITING, ...). Pregunte por cualquiera',
  ),
];

/** @returns keys `describeTerm` understands: titles, `rc N`, and message ids. Empty: nothing known is asked for. */
export function glossaryTermsIn(raw: string, plain: string): string[] {
  const message = messageIn(raw);
  if (message !== null && /\d/.test(message.id)) return [message.id];
  const code = /\b(?:rc|return code|codigo de retorno)\s{0,4}(?:=|:)?\s{0,4}(-?\d{1,5})\b/.exec(plain)?.[1];
  if (code !== undefined) return [`rc ${code}`];
  const found = TERMS.filter(({ asked }) => asked.test(plain)).map(({ title }) => title);
  // "Status ABEND" asks for ABEND; the general entries give way to a particular one.
  const particular = found.filter((title) => title !== 'Status' && title !== 'Plan');
  return (particular.length > 0 ? particular : found).slice(0, 4);
}

/** One bullet, or null for a key that is not known. */
export function describeTerm(key: string, language: Language): string | null {
  const known = TERMS.find(({ title }) => title === key);
  if (known !== undefined) return `- **${known.title}**: ${known.said[language]}.`;
  const code = /^rc (-?\d+)$/.exec(key)?.[1];
  if (code !== undefined) return describeReturnCode(Number(code), language);
  const message = messageIn(key);
  return message === null ? null : `- **${message.id}**: ${message.kind.meaning[language]}. ${NEXT[language]}: ${message.kind.next[language]}.`;
}

const NEXT: Readonly<Record<Language, string>> = { en: 'Usual next step', 'pt-BR': 'Próximo passo usual', es: 'Siguiente paso habitual' };
const OWN_CODE: Readonly<Record<Language, string>> = {
  en: "a code of the program itself: its documentation or its log says what it means. The scheduler only compares it with the job's success condition. Name the job and I will read both",
  'pt-BR':
    'um código do próprio programa: a documentação ou o log dele diz o que significa. O scheduler só o compara com a condição de sucesso do job. Diga o job e eu leio os dois',
  es: 'un código del propio programa: su documentación o su log dice qué significa. El planificador solo lo compara con la condición de éxito del job. Diga el job y leo ambos',
};

function describeReturnCode(code: number, language: Language): string {
  const general = TERMS.find(({ title }) => title === 'RC')!.said[language];
  return `- **RC ${code}**: ${returnCodeMeaning(code, language) ?? OWN_CODE[language]}.\n- **RC**: ${general}.`;
}
