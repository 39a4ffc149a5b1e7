/** Labels of statuses and states in the languages the simulator speaks; the rest are spelled from their keys. */
export type Labels = Readonly<Record<string, Readonly<Record<'en' | 'pt' | 'es', string>>>>;

export const COMMON_LABELS: Labels = {
  WAITING: { en: 'Waiting', pt: 'Em espera', es: 'En espera' },
  WAITING_FOR_TRIGGER: { en: 'Waiting for trigger', pt: 'Aguardando acionador', es: 'Esperando desencadenante' },
  READY: { en: 'Ready', pt: 'Pronto', es: 'Preparado' },
  RUNNING: { en: 'Running', pt: 'Em execução', es: 'En ejecución' },
  SUCCESSFUL: { en: 'Successful', pt: 'Bem-sucedido', es: 'Satisfactorio' },
  ERROR: { en: 'Error', pt: 'Erro', es: 'Error' },
  CANCELED: { en: 'Canceled', pt: 'Cancelado', es: 'Cancelado' },
  HELD: { en: 'Held', pt: 'Retido', es: 'Retenido' },
  UNDECIDED: { en: 'Undecided', pt: 'Indeciso', es: 'Indeciso' },
  BLOCKED: { en: 'Blocked', pt: 'Bloqueado', es: 'Bloqueado' },
  SUPPRESS: { en: 'Suppressed', pt: 'Suprimido', es: 'Suprimido' },
};

export const STATUS_LABELS: Labels = {
  ABEND: { en: 'Ended in error', pt: 'Terminado com erro', es: 'Terminado con error' },
  FAIL: { en: 'Could not be started', pt: 'Não pôde ser iniciado', es: 'No se pudo iniciar' },
  EXEC: { en: 'Running', pt: 'Em execução', es: 'En ejecución' },
  HOLD: { en: 'Waiting for dependencies', pt: 'Aguardando dependências', es: 'Esperando dependencias' },
  READY: { en: 'Ready', pt: 'Pronto', es: 'Preparado' },
  FENCE: { en: 'Below the fence', pt: 'Abaixo do limite de prioridade', es: 'Por debajo del límite de prioridad' },
  SUCC: { en: 'Successful', pt: 'Bem-sucedido', es: 'Satisfactorio' },
  STUCK: { en: 'Blocked', pt: 'Bloqueado', es: 'Bloqueado' },
  SUPPR: { en: 'Suppressed', pt: 'Suprimido', es: 'Suprimido' },
  LINKED: { en: 'Linked', pt: 'Vinculada', es: 'Enlazada' },
  ONLINE: { en: 'Online', pt: 'On-line', es: 'En línea' },
  JOBMAN_UP: { en: 'Jobman running', pt: 'Jobman em execução', es: 'Jobman en ejecución' },
  WRITER_RUNNING: { en: 'Writer running', pt: 'Writer em execução', es: 'Writer en ejecución' },
  ASKED: { en: 'Asked', pt: 'Perguntado', es: 'Preguntado' },
  AVAILABLE: { en: 'Available', pt: 'Disponível', es: 'Disponible' },
  NOT_AVAILABLE: { en: 'Not available', pt: 'Indisponível', es: 'No disponible' },
};
