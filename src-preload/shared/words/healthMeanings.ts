/** What a component's trouble means for the person at the screen. */
import type { ComponentHealth, ComponentName } from '../../contract/health.ts';
import type { Language } from './language.ts';

type Trouble = Exclude<ComponentHealth['state'], 'healthy'>;
/** English, Brazilian Portuguese, Spanish. */
type Meaning = readonly [en: string, ptBR: string, es: string];

const UNKNOWN: Meaning = [
  'Resync cannot tell whether this works; do not rely on it until it can.',
  'O Resync não consegue saber se isto funciona; não conte com isto até que consiga.',
  'Resync no puede saber si esto funciona; no confíe en ello hasta que pueda.',
];

const MEANINGS: Record<ComponentName, Partial<Record<Trouble, Meaning>>> = {
  engine: {
    // It answers; its certificate is not verified or ends soon, or a backup host stands in.
    degraded: [
      'The engine answers, but its connection needs an administrator: see what is said beside it (certificate, or a backup host in place of the primary).',
      'O engine responde, mas a conexão precisa de um administrador: veja o que está dito ao lado (certificado, ou um host reserva no lugar do primário).',
      'El engine responde, pero la conexión necesita un administrador: vea lo que se dice al lado (certificado, o un host de respaldo en lugar del primario).',
    ],
    unhealthy: [
      'Questions about the plan cannot be answered from live data until the engine answers again.',
      'Perguntas sobre o plano não podem ser respondidas com dados ao vivo até que o engine volte a responder.',
      'Las preguntas sobre el plan no se pueden responder con datos en vivo hasta que el engine vuelva a responder.',
    ],
    unknown: [
      'It is not known whether the engine answers; nothing about the plan is confirmed.',
      'Não se sabe se o engine responde; nada sobre o plano está confirmado.',
      'No se sabe si el engine responde; nada sobre el plan está confirmado.',
    ],
    off: [
      'Connect an engine, or explore the demo, to ask about a plan.',
      'Conecte um engine, ou explore o demo, para perguntar sobre um plano.',
      'Conecte un engine, o explore el demo, para preguntar por un plan.',
    ],
  },
  llm: {
    degraded: ['Some answers are built without the model.', 'Algumas respostas são feitas sem o modelo.', 'Algunas respuestas se hacen sin el modelo.'],
    unhealthy: [
      'Answers are built without a model: commands and the usual questions work, free conversation does not.',
      'As respostas são feitas sem modelo: comandos e as perguntas habituais funcionam, conversa livre não.',
      'Las respuestas se hacen sin modelo: los comandos y las preguntas habituales funcionan, la conversación libre no.',
    ],
    off: [
      'Answers are built without a model, by choice.',
      'As respostas são feitas sem modelo, por escolha.',
      'Las respuestas se hacen sin modelo, por elección.',
    ],
  },
  store: {
    degraded: ['Saving is slower than it should be.', 'Gravar está mais lento do que deveria.', 'Guardar es más lento de lo que debería.'],
    unhealthy: [
      'New questions, memories and decisions cannot be stored.',
      'Novas perguntas, memórias e decisões não podem ser gravadas.',
      'No se pueden guardar nuevas preguntas, memorias ni decisiones.',
    ],
  },
  backup: {
    degraded: [
      'Should the store be lost now, what was added since the last backup is lost with it; an administrator can see to it under Settings, Backups.',
      'Se o armazenamento se perder agora, o que foi acrescentado desde o último backup se perde com ele; um administrador pode cuidar disso em Ajustes, Backups.',
      'Si el almacén se pierde ahora, se pierde con él lo añadido desde la última copia; un administrador puede atenderlo en Ajustes, Copias de seguridad.',
    ],
    off: ['No backups are made by themselves, by choice.', 'Nenhum backup é feito por si só, por escolha.', 'No se hacen copias por sí solas, por elección.'],
  },
  keychain: {
    degraded: [
      'Passwords are kept for this session only and must be entered again after a restart.',
      'As senhas ficam só nesta sessão e devem ser informadas de novo após reiniciar.',
      'Las contraseñas se conservan solo en esta sesión y hay que indicarlas de nuevo tras reiniciar.',
    ],
    unhealthy: [
      'Stored passwords cannot be read; connections that need them fail.',
      'As senhas guardadas não podem ser lidas; as conexões que precisam delas falham.',
      'No se pueden leer las contraseñas guardadas; las conexiones que las necesitan fallan.',
    ],
  },
  auditor: {
    degraded: [
      'Memories wait longer than usual for their check.',
      'As memórias esperam mais que o normal por sua verificação.',
      'Las memorias esperan más de lo habitual su comprobación.',
    ],
    unhealthy: [
      'New memories stay in quarantine: nothing new is remembered until the auditor works again.',
      'As novas memórias ficam em quarentena: nada novo é lembrado até que o auditor volte a funcionar.',
      'Las nuevas memorias quedan en cuarentena: no se recuerda nada nuevo hasta que el auditor vuelva a funcionar.',
    ],
    off: [
      'New memories stay in quarantine, because the auditor is switched off.',
      'As novas memórias ficam em quarentena, porque o auditor está desligado.',
      'Las nuevas memorias quedan en cuarentena, porque el auditor está apagado.',
    ],
  },
  recorder: {
    degraded: [
      'The last try to record failed; if it goes on, history and handover will have a gap here, and will say so.',
      'A última tentativa de gravar falhou; se continuar, o histórico e a passagem de turno terão uma lacuna aqui, e dirão isso.',
      'El último intento de registrar falló; si sigue así, el historial y el cambio de turno tendrán un hueco aquí, y lo dirán.',
    ],
    unhealthy: [
      'What happens in the plan is not being recorded: history and handover have a gap from here on, and say so.',
      'O que acontece no plano não está sendo gravado: o histórico e a passagem de turno têm uma lacuna a partir daqui, e dizem isso.',
      'Lo que pasa en el plan no se está registrando: el historial y el cambio de turno tienen un hueco desde aquí, y lo dicen.',
    ],
    off: [
      'Nothing is recorded for history and handover, by choice or because no engine is connected.',
      'Nada é gravado para histórico e passagem de turno, por escolha ou porque nenhum engine está conectado.',
      'No se registra nada para historial y cambio de turno, por elección o porque no hay ningún engine conectado.',
    ],
  },
  search: {
    degraded: [
      'Finding past answers is slower than it should be.',
      'Encontrar respostas anteriores está mais lento do que deveria.',
      'Encontrar respuestas anteriores es más lento de lo que debería.',
    ],
    unhealthy: [
      'Answers are given without what was learned before.',
      'As respostas são dadas sem o que já foi aprendido.',
      'Las respuestas se dan sin lo aprendido antes.',
    ],
  },
  agents: {
    degraded: [
      'agents.json has a mistake; the last good agents stay in force.',
      'agents.json tem um erro; os últimos agentes válidos continuam em vigor.',
      'agents.json tiene un error; siguen en vigor los últimos agentes válidos.',
    ],
    unhealthy: [
      'No agent can be used until agents.json is repaired.',
      'Nenhum agente pode ser usado até que agents.json seja corrigido.',
      'No se puede usar ningún agente hasta que se corrija agents.json.',
    ],
  },
  threads: {
    unhealthy: [
      'A part of Resync stopped several times and pauses for up to a minute; what needs it is refused until then. If it goes on, an administrator should look at the log.',
      'Uma parte do Resync parou várias vezes e faz uma pausa de até um minuto; o que precisa dela é recusado até lá. Se continuar, um administrador deve ver o log.',
      'Una parte de Resync se detuvo varias veces y hace una pausa de hasta un minuto; lo que la necesita se rechaza hasta entonces. Si continúa, un administrador debe ver el registro.',
    ],
  },
};

const COLUMN = { en: 0, 'pt-BR': 1, es: 2 } as const satisfies Record<Language, number>;

/** Empty when healthy. */
export function meaningOf(component: ComponentName, state: ComponentHealth['state'], language: Language): string {
  if (state === 'healthy') return '';
  const meaning = MEANINGS[component][state] ?? (state === 'unknown' ? UNKNOWN : null);
  return meaning === null ? '' : meaning[COLUMN[language]];
}
