/** Plan facts in Brazilian Portuguese. */
import { aboutDependency, type ConditionWords, inWords, type PlanWords, type SubstatusWords, type WhoseWords } from './planWords.ts';

const who: WhoseWords = ({ kind, name }, hand) => (kind === 'job' ? hand.name(name) : `O job stream ${hand.name(name)}`);
const withCode = (returnCode: number | null) => (returnCode === null ? '' : ` com código de retorno ${returnCode}`);

const SUBSTATUS: SubstatusWords = {
  HOLD_WAITING_FOR_PREDECESSOR: 'espera um predecessor',
  HOLD_UNEXPECTED_PREDECESSOR_CONDITION: 'espera porque um predecessor terminou em uma condição inesperada',
  HOLD_WAITING_FOR_TIME: 'espera seu horário',
  HOLD_WAITING_FOR_PROMPT: 'espera a resposta a um prompt',
  HOLD_WAITING_FOR_FILE: 'espera um arquivo',
  HOLD_WAITING_FOR_INPUT: 'espera uma entrada',
  HOLD_PRIORITY_ZERO: 'tem prioridade 0',
  READY_WAITING_FOR_RESOURCES: 'espera um recurso',
  READY_WAITING_FOR_LIMIT: 'espera um lugar livre dentro de um limite de jobs',
  READY_WAITING_FOR_AGENT: 'espera seu agente',
  READY_WAITING_FOR_USER_INTERVENTION: 'espera que alguém aja',
};

const CONDITION: ConditionWords = {
  STARTED: 'que inicie',
  SUCC: 'que termine bem',
  ABEND: 'que termine em erro',
  FAIL: 'que falhe ao ser lançado',
  SUPPR: 'que fique de fora',
  OUTPUT: 'que cumpra uma condição de saída',
};

export const portuguese: PlanWords = {
  wait: {
    canceled: ({ whose }, hand) => `${who(whose, hand)} foi cancelado${whose.kind === 'job' ? ': não vai rodar neste plano' : ''}.`,
    running: ({ job, since }, hand) => `${hand.name(job)} está rodando${since === null ? '' : ` desde ${hand.time(since)}`}: nada o impede.`,
    suppressed: ({ job, status }, hand) =>
      `${hand.name(job)} foi suprimido (${hand.text(status)}): sua condição não foi atendida ou seu último horário de início passou.`,
    'will-not-run': ({ job, missed }, hand) => `${hand.name(job)} não vai rodar de modo algum: ${portuguese.missed(missed, hand.name(missed.on))}.`,
    ended: ({ job, status, returnCode, at }, hand) =>
      `${hand.name(job)} não espera: terminou em ${hand.text(status)}${withCode(returnCode)}${at === null ? '' : ` às ${hand.time(at)}`}.`,
    'priority-zero': ({ whose: { kind, name } }, hand) =>
      kind === 'job'
        ? `A prioridade de ${hand.name(name)} é 0: ele nunca inicia até que alguém a aumente.`
        : `A prioridade do job stream ${hand.name(name)} é 0: nada dele inicia.`,
    held: ({ job, status }, hand) => `${hand.name(job)} está retido (${hand.text(status)}): alguém precisa liberá-lo.`,
    predecessor: ({ whose, target, state, hasFailed, more }, hand) => {
      const is = hasFailed ? 'terminou em' : 'está em';
      const said = state === null ? 'está em um estado que o engine não informa' : `${is} ${hand.text(state)}`;
      return `${who(whose, hand)} espera ${hand.name(target)}, que ${said}${aboutDependency(portuguese, more)}.`;
    },
    join: ({ whose, target, more }, hand) => `${who(whose, hand)} espera o join ${hand.name(target)}${aboutDependency(portuguese, more)}.`,
    file: ({ whose, target, state }, hand) =>
      `${who(whose, hand)} espera o arquivo ${hand.name(target)}${state === null ? '' : `, que está em "${hand.text(state)}"`}.`,
    prompt: ({ whose, target, state, text }, hand) => {
      const said = text === null ? '' : `: "${hand.text(text)}"`;
      if (state === 'answered-no') return `${who(whose, hand)} espera o prompt ${hand.name(target)}, que foi respondido com não${said}.`;
      return `${who(whose, hand)} espera uma resposta ao prompt ${hand.name(target)}${state === 'not-asked' ? ' (ainda não perguntado)' : ''}${said}.`;
    },
    resource: ({ whose, target, more }, hand) => `${who(whose, hand)} espera o recurso ${hand.name(target)}${aboutDependency(portuguese, more)}.`,
    internetwork: ({ whose, target }, hand) => `${who(whose, hand)} espera ${hand.name(target)} em outra rede.`,
    'unknown-dependency': ({ whose, target }, hand) => `${who(whose, hand)} espera algo que esta versão do Resync não conhece (${hand.name(target)}).`,
    'upstream-failed': ({ job, target, status, returnCode }, hand) =>
      `Mais acima, ${hand.name(target)} terminou em ${hand.text(status)}${withCode(returnCode)}: o que ${hand.name(job)} espera depende dele.`,
    'start-time': ({ whose, at }, hand) => `${who(whose, hand)} só inicia a partir de ${hand.time(at)}.`,
    workstation: ({ workstation, fact }, hand) =>
      fact === null ? `${hand.name(workstation)} não pode iniciar jobs agora.` : inWords(portuguese.workstation, fact, hand.name(workstation)),
    fence: ({ workstation, fence, job, priority }, hand) =>
      `A fence de ${hand.name(workstation)} é ${fence} e a prioridade de ${hand.name(job)} é ${priority}: ele não inicia até que a fence baixe ou a prioridade suba.`,
    'limit-zero': ({ workstation }, hand) => `O limite de jobs de ${hand.name(workstation)} é 0: lá não inicia nada de prioridade comum.`,
    'limit-reached': ({ workstation, running, limit }, hand) => `${hand.name(workstation)} já tem ${running} em execução e seu limite é ${limit}.`,
    'stream-limit': ({ stream, limit, running, job }, hand) =>
      `O limite do job stream ${hand.name(stream)} é ${limit} e ele já tem ${running} em execução; ${hand.name(job)} precisa esperar.`,
    substatus: ({ job, substatus }, hand) => `${hand.name(job)} ${SUBSTATUS[substatus]}; o engine não diz qual.`,
    'untold-dependencies': ({ job, count }, hand) =>
      `O engine conta ${count} ${count === 1 ? 'dependência não resolvida' : 'dependências não resolvidas'} de ${hand.name(job)}, mas não diz ${count === 1 ? 'qual' : 'quais'}.`,
    unexplained: ({ job, status }, hand) => `Nada do que o Resync consegue ler impede ${hand.name(job)} de iniciar; seu status é ${hand.text(status)}.`,
  },
  workstation: {
    ignored: (_fact, name) => `${name} está ignorada neste plano: nada roda lá.`,
    'state-unknown': (_fact, name) => `O engine não diz em que estado ${name} está.`,
    'not-linked': (_fact, name) => `${name} está sem link: seus jobs não podem iniciar e os logs deles podem estar fora de alcance.`,
    'jobman-down': (_fact, name) => `${name} tem link, mas seu gerenciador de jobs não está ativo: os jobs não podem iniciar.`,
    'launching-disabled': (_fact, name) => `O início de jobs está desabilitado em ${name}.`,
    'limit-zero': (_fact, name) => `O limite de jobs de ${name} é 0: só iniciam jobs com prioridade hi ou go.`,
    fence: ({ fence }, name) => `A fence de ${name} é ${fence}: jobs com prioridade ${fence} ou menor não iniciam.`,
  },
  dependency: {
    orphaned: () => 'órfã: o predecessor nunca chegará neste plano',
    pending: () => 'pendente: o predecessor ainda não está no plano',
    join: ({ satisfied, members, needed }) => `satisfeitas: ${satisfied} de ${members}; necessárias: ${needed}`,
    resource: ({ needed, available }) => `precisa de ${needed}${available === null ? '' : `, disponíveis: ${available}`}`,
  },
  missed: ({ conditions }, name) =>
    conditions.length === 0 ? `vem depois de ${name}, que também não vai rodar` : `pede a ${name} ${conditions.map((one) => CONDITION[one]).join(' ou ')}`,
  summaryPart: {
    counts: 'as contagens por status',
    'failed-jobs': 'os jobs com falha',
    'late-jobs': 'os jobs atrasados',
    'streams-in-error': 'os job streams em erro',
    workstations: 'as estações',
    'critical-jobs': 'os jobs críticos',
    'engine-information': 'as informações do engine',
  },
  partFailed: (part, why) => `Não foi possível ler ${part}: ${why}`,
  partCut: (part) => `Não foi possível ler até o fim ${part}: pode haver mais do que se mostra.`,
};
