/** Words of Re-verify now. */
export const reverifyWords = {
  'reverify.now': ['Re-verify now', 'Verificar de novo', 'Verificar de nuevo'],
  'reverify.asking': ['Asking the scheduler …', 'Perguntando ao agendador …', 'Preguntando al planificador …'],
  'reverify.title': ['Asked again', 'Perguntado de novo', 'Preguntado de nuevo'],
  'reverify.changes': ['What changed since', 'O que mudou desde então', 'Qué cambió desde entonces'],
  'reverify.subject': ['About', 'Sobre', 'Acerca de'],
  'reverify.field': ['Value', 'Valor', 'Valor'],
  'reverify.was': ['Was', 'Era', 'Era'],
  'reverify.isNow': ['Is now', 'É agora', 'Es ahora'],
  'reverify.readings': ['Readings', 'Leituras', 'Lecturas'],
  'reverify.nothing': ['not there', 'ausente', 'ausente'],
  'reverify.same': ['Nothing the answer rests on has changed.', 'Nada em que a resposta se apoia mudou.', 'Nada en lo que se apoya la respuesta ha cambiado.'],
  'reverify.sameRead': [
    'Nothing changed in what could be read again.',
    'Nada mudou no que pôde ser lido de novo.',
    'Nada cambió en lo que se pudo leer de nuevo.',
  ],
  'reverify.unreadable': [
    'Reading {{label}} ({{tool}}) could not be made again: whether it still holds is unknown.',
    'A leitura {{label}} ({{tool}}) não pôde ser refeita: não se sabe se ainda vale.',
    'La lectura {{label}} ({{tool}}) no se pudo repetir: no se sabe si sigue vigente.',
  ],
  'reverify.partial': [
    'A reading was cut or incomplete: rows that are missing from it are not reported as gone or new.',
    'Uma leitura foi cortada ou incompleta: linhas ausentes não são relatadas como removidas ou novas.',
    'Una lectura fue cortada o incompleta: las filas ausentes no se informan como quitadas o nuevas.',
  ],
  'reverify.otherPlan': [
    'The plan has rolled over since: this was said of an earlier plan run.',
    'O plano mudou desde então: isto foi dito de uma execução anterior do plano.',
    'El plan cambió desde entonces: esto se dijo de una ejecución anterior del plan.',
  ],
  'reverify.cut': [
    'Only the first {{count}} changes are shown.',
    'Só as primeiras {{count}} mudanças são mostradas.',
    'Solo se muestran los primeros {{count}} cambios.',
  ],
} as const;
