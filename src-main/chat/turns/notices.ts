/** What the operator is told about how an answer came to be, in the language of the question. */
import type { FaultCode } from '../../../src-preload/contract/fault.ts';
import type { Fault } from '../../base/fault.ts';
import { faultText } from '../answers/said/faultText.ts';
import type { NoAnswer } from '../../llm/reply/answerGate.ts';
import type { Language } from '../answers/asked/language.ts';
import type { Question } from '../answers/asked/question.ts';

interface Words {
  readonly noModel: string;
  readonly modelFailed: (why: string, reason: string) => string;
  readonly modelReadNothing: string;
  readonly noTools: string;
  readonly weakModel: string;
  readonly why: Readonly<Partial<Record<FaultCode, string>>>;
  readonly whyElse: string;
  readonly noMemory: string;
  readonly budgetSpent: (calls: number) => string;
  readonly nothingRead: string;
  readonly noAnswer: (why: string) => string;
  readonly noAnswerWhy: Readonly<Record<NoAnswer, string>>;
  readonly loading: string;
  readonly shortened: string;
  readonly claimsFailed: string;
  readonly untrusted: string;
  readonly notKept: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    noModel: 'No language model is configured: this answer was built from the scheduler by rules.',
    modelFailed: (why, reason) => `The language model ${why}; this answer was built from the scheduler by rules instead. Reason: ${reason}`,
    noTools: 'The server of the language model takes no tools, so the model cannot read the scheduler: choose a model with tool calls in Settings.',
    weakModel:
      'The check of the language model showed that it does not call tools, so it cannot read the scheduler: this answer was built from the scheduler by rules. See Settings.',
    modelReadNothing: 'The language model answered without reading the scheduler; this answer was built from the scheduler by rules instead.',
    why: {
      LLM_UNAVAILABLE: 'could not be used',
      LLM_AUTH: 'refused the API key (see Settings)',
      LLM_TLS: 'was not asked, because its certificate is not trusted',
      LLM_TIMEOUT: 'stopped responding',
      LLM_BAD_ANSWER: 'broke off or sent something unreadable',
      LLM_TOO_LONG: 'was asked more than its context holds',
      SECRETS_UNAVAILABLE: 'could not be asked because its key cannot be read',
      EGRESS_REFUSED: 'was not asked, because the connection was refused',
      NOT_CONFIRMED: 'was not asked, because nobody has confirmed its address (see Settings)',
    },
    whyElse: 'failed',
    noMemory: 'Earlier knowledge could not be searched: this answer was made without it.',
    budgetSpent: (calls) => `The limit of ${calls} tool calls per question was reached, so something may not have been looked at.`,
    nothingRead: 'The model answered without reading the scheduler: nothing in this answer is verified.',
    noAnswer: (why) => `What the language model wrote was no answer: ${why}. This answer was built from the scheduler by rules instead.`,
    noAnswerWhy: {
      unfinished: 'its end is missing',
      empty: 'it was empty',
      'only-thoughts': 'it held thoughts and nothing else',
      'call-as-text': 'it was the call of a tool, written as text',
      'not-prose': 'it held signs or data that are not meant for people',
      repetition: 'it repeated itself',
      'other-language': 'it was in another language than the question',
    },
    loading: 'The language model took long to begin: its server was probably loading it.',
    shortened: 'The readings did not fit the context of the language model: it was asked again with less of them, so something may be missing.',
    claimsFailed: 'The statements of this answer could not be taken apart, so none of them is verified.',
    untrusted:
      'The model read text that others wrote (a job log, a prompt, a note). What carries no mark in this answer is not verified: follow no command, link or number in it without checking.',
    notKept: 'This answer is not being kept: it is gone when Resync ends, and nothing is remembered of it. Health says why and what to do.',
  },
  'pt-BR': {
    noModel: 'Nenhum modelo de linguagem está configurado: esta resposta foi montada por regras a partir do scheduler.',
    modelFailed: (why, reason) => `O modelo de linguagem ${why}; esta resposta foi montada por regras a partir do scheduler. Motivo: ${reason}`,
    noTools:
      'O servidor do modelo de linguagem não aceita ferramentas; o modelo não pode ler o scheduler: escolha em Configurações um modelo com chamadas de ferramenta.',
    weakModel:
      'A verificação do modelo de linguagem mostrou que ele não chama ferramentas e por isso não pode ler o scheduler: esta resposta foi montada por regras a partir do scheduler. Veja Configurações.',
    modelReadNothing: 'O modelo de linguagem respondeu sem ler o scheduler; esta resposta foi montada por regras a partir do scheduler.',
    why: {
      LLM_UNAVAILABLE: 'não pôde ser usado',
      LLM_AUTH: 'recusou a chave de API (veja Configurações)',
      LLM_TLS: 'não foi consultado, porque seu certificado não é aceito',
      LLM_TIMEOUT: 'parou de responder',
      LLM_BAD_ANSWER: 'interrompeu a resposta ou enviou algo ilegível',
      LLM_TOO_LONG: 'recebeu mais do que cabe em seu contexto',
      SECRETS_UNAVAILABLE: 'não pôde ser consultado porque sua chave não pode ser lida',
      EGRESS_REFUSED: 'não foi consultado, porque a conexão foi recusada',
      NOT_CONFIRMED: 'não foi consultado, porque ninguém confirmou seu endereço (veja Configurações)',
    },
    whyElse: 'falhou',
    noMemory: 'Não foi possível pesquisar o conhecimento anterior: esta resposta foi feita sem ele.',
    budgetSpent: (calls) => `O limite de ${calls} chamadas de ferramenta por pergunta foi atingido; algo pode não ter sido verificado.`,
    nothingRead: 'O modelo respondeu sem ler o scheduler: nada nesta resposta está verificado.',
    noAnswer: (why) => `O que o modelo de linguagem escreveu não era uma resposta: ${why}. Esta resposta foi montada por regras a partir do scheduler.`,
    noAnswerWhy: {
      unfinished: 'falta o fim',
      empty: 'estava vazio',
      'only-thoughts': 'só continha pensamentos',
      'call-as-text': 'era uma chamada de ferramenta, escrita como texto',
      'not-prose': 'continha sinais ou dados que não são para pessoas',
      repetition: 'repetia-se',
      'other-language': 'estava em outro idioma que o da pergunta',
    },
    loading: 'O modelo de linguagem demorou a começar: seu servidor provavelmente o estava carregando.',
    shortened: 'As leituras não couberam no contexto do modelo de linguagem: ele foi consultado de novo com menos delas; algo pode faltar.',
    claimsFailed: 'As afirmações desta resposta não puderam ser separadas; nenhuma está verificada.',
    untrusted:
      'O modelo leu texto escrito por outros (um log, um prompt, uma nota). O que não tem marca nesta resposta não está verificado: não siga comando, link ou número dela sem conferir.',
    notKept: 'Esta resposta não está sendo guardada: ela se perde quando o Resync terminar, e nada dela é lembrado. A tela Saúde diz por quê e o que fazer.',
  },
  es: {
    noModel: 'No hay ningún modelo de lenguaje configurado: esta respuesta se construyó con reglas a partir del planificador.',
    modelFailed: (why, reason) => `El modelo de lenguaje ${why}; esta respuesta se construyó con reglas a partir del planificador. Motivo: ${reason}`,
    noTools:
      'El servidor del modelo de lenguaje no acepta herramientas; el modelo no puede leer el planificador: elija en Ajustes un modelo con llamadas a herramientas.',
    weakModel:
      'La comprobación del modelo de lenguaje mostró que no llama a herramientas, así que no puede leer el planificador: esta respuesta se construyó con reglas a partir del planificador. Vea Ajustes.',
    modelReadNothing: 'El modelo de lenguaje respondió sin leer el planificador; esta respuesta se construyó con reglas a partir del planificador.',
    why: {
      LLM_UNAVAILABLE: 'no se pudo usar',
      LLM_AUTH: 'rechazó la clave de API (vea Ajustes)',
      LLM_TLS: 'no se consultó, porque no se acepta su certificado',
      LLM_TIMEOUT: 'dejó de responder',
      LLM_BAD_ANSWER: 'se interrumpió o envió algo ilegible',
      LLM_TOO_LONG: 'recibió más de lo que cabe en su contexto',
      SECRETS_UNAVAILABLE: 'no se pudo consultar porque su clave no se puede leer',
      EGRESS_REFUSED: 'no se consultó, porque la conexión se rechazó',
      NOT_CONFIRMED: 'no se consultó, porque nadie ha confirmado su dirección (vea Ajustes)',
    },
    whyElse: 'falló',
    noMemory: 'No se pudo buscar el conocimiento anterior: esta respuesta se hizo sin él.',
    budgetSpent: (calls) => `Se alcanzó el límite de ${calls} llamadas a herramientas por pregunta; puede que algo no se haya mirado.`,
    nothingRead: 'El modelo respondió sin leer el planificador: nada en esta respuesta está verificado.',
    noAnswer: (why) => `Lo que escribió el modelo de lenguaje no era una respuesta: ${why}. Esta respuesta se construyó con reglas a partir del planificador.`,
    noAnswerWhy: {
      unfinished: 'falta el final',
      empty: 'estaba vacío',
      'only-thoughts': 'solo contenía pensamientos',
      'call-as-text': 'era una llamada a una herramienta, escrita como texto',
      'not-prose': 'contenía signos o datos que no son para personas',
      repetition: 'se repetía',
      'other-language': 'estaba en otro idioma que el de la pregunta',
    },
    loading: 'El modelo de lenguaje tardó en empezar: probablemente su servidor lo estaba cargando.',
    shortened: 'Las lecturas no cabían en el contexto del modelo de lenguaje: se le preguntó de nuevo con menos de ellas; puede faltar algo.',
    claimsFailed: 'Las afirmaciones de esta respuesta no se pudieron separar; ninguna está verificada.',
    untrusted:
      'El modelo leyó texto escrito por otros (un log, un prompt, una nota). Lo que no lleva marca en esta respuesta no está verificado: no siga ningún comando, enlace o número de ella sin comprobarlo.',
    notKept: 'Esta respuesta no se está guardando: se pierde cuando Resync termine, y nada de ella se recuerda. La pantalla Salud dice por qué y qué hacer.',
  },
};

export type Notices = Omit<Words, 'modelFailed' | 'why' | 'whyElse' | 'noAnswer' | 'noAnswerWhy'> & {
  readonly modelFailed: (fault: Fault) => string;
  readonly noAnswer: (why: NoAnswer) => string;
};

export function noticesFor({ language }: Pick<Question, 'language'>): Notices {
  const words = WORDS[language];
  return {
    ...words,
    modelFailed: (fault) => words.modelFailed(words.why[fault.code] ?? words.whyElse, faultText(language, fault.toData())),
    noAnswer: (why) => words.noAnswer(words.noAnswerWhy[why]),
  };
}
