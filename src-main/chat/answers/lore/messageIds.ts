/** Messages operators meet in job logs: how to recognise them, what they mean, what people usually do next. Advice for a person, never an action. */
import type { Language } from '../asked/language.ts';

type Said = Readonly<Record<Language, string>>;
interface MessageKind {
  readonly pattern: RegExp;
  /** How much it says about the cause: 100 is a named root cause, 40 a generic complaint. */
  readonly weight: number;
  readonly meaning: Said;
  readonly next: Said;
}
const said = (en: string, pt: string, es: string): Said => ({ en, 'pt-BR': pt, es });
const kind = (pattern: RegExp, weight: number, meaning: Said, next: Said): MessageKind => ({ pattern, weight, meaning, next });

const DBA = said(
  'ask the database administrator with this message',
  'acionar o administrador de banco de dados com esta mensagem',
  'avisar al administrador de la base de datos con este mensaje',
);

/** The first kind that matches a line names it; specific ones stand before their families. */
const MESSAGE_KINDS: readonly MessageKind[] = [
  kind(
    /\bORA-0165[0-8]\b/,
    100,
    said(
      'the Oracle tablespace named in the message has no room left to extend the object',
      'o tablespace Oracle citado na mensagem não tem mais espaço para estender o objeto',
      'el tablespace de Oracle que nombra el mensaje no tiene espacio para extender el objeto',
    ),
    said(
      'have the DBA extend that tablespace (add or resize a datafile), then rerun the job',
      'pedir ao DBA que estenda esse tablespace (adicionar ou aumentar um datafile) e depois reexecutar o job',
      'pedir al DBA que amplíe ese tablespace (añadir o agrandar un datafile) y después reejecutar el job',
    ),
  ),
  kind(
    /\bORA-0(?:1555|30036)\b|\bORA-30036\b/,
    95,
    said(
      'Oracle ran out of undo space for a long transaction',
      'o Oracle ficou sem espaço de undo para uma transação longa',
      'Oracle se quedó sin espacio de undo para una transacción larga',
    ),
    said(
      'have the DBA check the undo tablespace and retention, then rerun',
      'pedir ao DBA que verifique o tablespace de undo e a retenção, e depois reexecutar',
      'pedir al DBA que revise el tablespace de undo y la retención, y después reejecutar',
    ),
  ),
  kind(
    /\bORA-(?:0?1017|28000|28001)\b/,
    95,
    said(
      'the database refused the user: wrong or expired password, or the account is locked',
      'o banco recusou o usuário: senha errada ou expirada, ou conta bloqueada',
      'la base de datos rechazó al usuario: contraseña errónea o caducada, o cuenta bloqueada',
    ),
    said(
      'have the account and its password checked by its owner before any rerun: repeats can lock it',
      'pedir ao responsável que verifique a conta e a senha antes de reexecutar: repetições podem bloqueá-la',
      'pedir al responsable que revise la cuenta y la contraseña antes de reejecutar: repetir puede bloquearla',
    ),
  ),
  kind(
    /\bORA-12(?:1|5)\d\d\b|\bTNS-\d{5}\b/,
    95,
    said(
      'the job could not connect to the Oracle database (listener, service name or network)',
      'o job não conseguiu conectar ao banco Oracle (listener, nome do serviço ou rede)',
      'el job no pudo conectar con la base Oracle (listener, nombre de servicio o red)',
    ),
    said(
      'check that the database and its listener are up, then rerun',
      'verificar se o banco e o listener estão no ar e depois reexecutar',
      'comprobar que la base y su listener están activos y después reejecutar',
    ),
  ),
  kind(
    /\bORA-00001\b/,
    95,
    said(
      'a row with the same unique key exists already: often a second load of the same data',
      'já existe uma linha com a mesma chave única: muitas vezes uma segunda carga dos mesmos dados',
      'ya existe una fila con la misma clave única: a menudo una segunda carga de los mismos datos',
    ),
    said(
      'find out whether the data was loaded before, and clean up before a rerun',
      'verificar se os dados já foram carregados e limpar antes de reexecutar',
      'averiguar si los datos ya se cargaron y limpiar antes de reejecutar',
    ),
  ),
  kind(
    /\bORA-(?:00060|00054)\b/,
    95,
    said(
      'another session holds a lock the job needs',
      'outra sessão mantém um bloqueio de que o job precisa',
      'otra sesión mantiene un bloqueo que el job necesita',
    ),
    said(
      'find the blocking session with the DBA, then rerun',
      'localizar a sessão bloqueadora com o DBA e depois reexecutar',
      'localizar la sesión bloqueante con el DBA y después reejecutar',
    ),
  ),
  kind(
    /\bORA-(?:06512|00604|20\d{3})\b/,
    55,
    said(
      'Oracle reports where in its code the error surfaced, or an error raised by the application',
      'o Oracle informa em que ponto do código o erro apareceu, ou um erro levantado pela aplicação',
      'Oracle indica en qué punto de su código apareció el error, o un error lanzado por la aplicación',
    ),
    said('read the neighbouring ORA lines for the cause', 'ler as linhas ORA vizinhas para achar a causa', 'leer las líneas ORA vecinas para hallar la causa'),
  ),
  kind(/\bORA-\d{4,5}\b/, 90, said('an Oracle database error', 'um erro do banco de dados Oracle', 'un error de la base de datos Oracle'), DBA),
  kind(
    /\bSQL(?:0|1)?911N\b|\bSQL0913N\b/,
    95,
    said(
      'Db2 rolled the work back because of a deadlock or lock timeout',
      'o Db2 desfez o trabalho por deadlock ou tempo de espera de bloqueio',
      'Db2 deshizo el trabajo por interbloqueo o tiempo de espera de bloqueo',
    ),
    said(
      'check for a concurrent job on the same tables, then rerun',
      'verificar se há outro job nas mesmas tabelas e depois reexecutar',
      'comprobar si hay otro job sobre las mismas tablas y después reejecutar',
    ),
  ),
  kind(
    /\bSQL0?964C\b|\bSQL0?289N\b|\bSQL0968C\b/,
    95,
    said(
      'Db2 has no room left (transaction log, table space or file system)',
      'o Db2 está sem espaço (log de transações, table space ou sistema de arquivos)',
      'Db2 se quedó sin espacio (registro de transacciones, table space o sistema de archivos)',
    ),
    DBA,
  ),
  kind(/\bSQL\d{4,5}[NCW]\b|\bSQLSTATE[= ]?\[?\w{5}/, 85, said('a Db2 or SQL error', 'um erro do Db2 ou de SQL', 'un error de Db2 o de SQL'), DBA),
  kind(
    /\bAWSBHT001E\b/,
    100,
    said(
      'the scheduler could not launch the job at all (script access, user, password, home directory or agent)',
      'o scheduler nem conseguiu iniciar o job (acesso ao script, usuário, senha, diretório home ou agente)',
      'el planificador ni siquiera pudo lanzar el job (acceso al script, usuario, contraseña, directorio home o agente)',
    ),
    said(
      'fix what the message names, then rerun',
      'corrigir o que a mensagem indica e depois reexecutar',
      'corregir lo que indica el mensaje y después reejecutar',
    ),
  ),
  kind(
    /\bAWSBDW00[129]E\b/,
    100,
    said(
      'the agent could not start the job as its user (user id, group or password)',
      'o agente não conseguiu iniciar o job com o usuário definido (id, grupo ou senha)',
      'el agente no pudo arrancar el job con su usuario (id, grupo o contraseña)',
    ),
    said(
      'have the user definition and its password checked on that workstation',
      'pedir a verificação do usuário e da senha nessa estação',
      'hacer revisar el usuario y su contraseña en esa estación',
    ),
  ),
  kind(
    /\bAWK?S?ITA\d{3}E\b|\bAWKJDE\d{3}[EW]\b|\bAWSJMR011E\b/,
    90,
    said(
      'the dynamic agent could not take or run the job',
      'o agente dinâmico não conseguiu receber ou executar o job',
      'el agente dinámico no pudo recibir o ejecutar el job',
    ),
    said(
      'check that the agent is up and can reach the broker',
      'verificar se o agente está no ar e alcança o broker',
      'comprobar que el agente está activo y alcanza el broker',
    ),
  ),
  kind(
    /\bAWS[A-Z]{3}\d{3}E\b/,
    85,
    said('an error message of the scheduler itself', 'uma mensagem de erro do próprio scheduler', 'un mensaje de error del propio planificador'),
    said(
      'look the message up in the product documentation',
      'consultar a mensagem na documentação do produto',
      'buscar el mensaje en la documentación del producto',
    ),
  ),
  kind(
    /\bJCL ERROR\b|\bIEFC?\d{3}I\b.{0,50}\b(?:JCL ERROR|NOT FOUND|FAILED)\b|\bDATA SET NOT FOUND\b/,
    90,
    said(
      'the JCL was refused or a data set it needs does not exist',
      'o JCL foi recusado ou um data set necessário não existe',
      'el JCL fue rechazado o no existe un data set que necesita',
    ),
    said(
      'check the step and data set named in the message, then resubmit',
      'verificar o step e o data set indicados na mensagem e depois resubmeter',
      'revisar el paso y el data set que nombra el mensaje y después reenviar',
    ),
  ),
  kind(
    /\bS0C7\b/,
    100,
    said(
      'z/OS data exception: a numeric field holds something that is no number',
      'exceção de dados no z/OS: um campo numérico contém algo que não é número',
      'excepción de datos en z/OS: un campo numérico contiene algo que no es un número',
    ),
    said(
      'have the application team find the bad record before a rerun',
      'pedir à equipe da aplicação que encontre o registro ruim antes de reexecutar',
      'pedir al equipo de la aplicación que encuentre el registro malo antes de reejecutar',
    ),
  ),
  kind(
    /\b(?:ABEND(?:ED)?[ =:]{0,9})?(?:S[0-9A-F]{3}|U\d{4})\b(?=.{0,30}ABEND)|\bABEND[ =:]{1,9}S?[0-9A-F]{3,4}\b/i,
    80,
    said('a z/OS abend code', 'um código de abend do z/OS', 'un código de abend de z/OS'),
    said(
      'look the abend code up and check the dump or SYSOUT',
      'consultar o código de abend e ver o dump ou o SYSOUT',
      'consultar el código de abend y mirar el dump o el SYSOUT',
    ),
  ),
  kind(
    /\bcommand not found\b|: not found\s*$|is not recognized as an internal or external command/i,
    95,
    said(
      'the script or command does not exist where the job looks for it',
      'o script ou comando não existe onde o job o procura',
      'el script o comando no existe donde el job lo busca',
    ),
    said(
      'check the path, the deployment and PATH of the job user on that workstation',
      'verificar o caminho, a implantação e o PATH do usuário do job nessa estação',
      'revisar la ruta, el despliegue y el PATH del usuario del job en esa estación',
    ),
  ),
  kind(
    /\bNo such file or directory\b|\bFileNotFoundException\b|\bcannot find the (?:file|path)\b|\barquivo n[aã]o encontrado\b|\barchivo no encontrado\b/i,
    85,
    said('a file the job needs is not there', 'um arquivo de que o job precisa não está lá', 'falta un archivo que el job necesita'),
    said(
      'check whether the file has arrived, and its path',
      'verificar se o arquivo chegou e qual o caminho',
      'comprobar si el archivo llegó y cuál es su ruta',
    ),
  ),
  kind(
    /\bPermission denied\b|\bAccess (?:is )?denied\b|\bpermiss[aã]o negada\b|\bpermiso denegado\b|\bEACCES\b/i,
    90,
    said(
      'the job user may not read, write or execute something it needs',
      'o usuário do job não tem permissão de ler, gravar ou executar algo necessário',
      'el usuario del job no tiene permiso para leer, escribir o ejecutar algo que necesita',
    ),
    said(
      'have the permissions of the named file or object checked for the job user',
      'pedir a verificação das permissões do arquivo ou objeto para o usuário do job',
      'hacer revisar los permisos del archivo u objeto para el usuario del job',
    ),
  ),
  kind(
    /\bNo space left on device\b|\bdisk full\b|\bENOSPC\b|\bdisco cheio\b|\bdisco lleno\b|\bnot enough space on the disk\b/i,
    98,
    said('the file system is full', 'o sistema de arquivos está cheio', 'el sistema de archivos está lleno'),
    said(
      'have space freed or added on that file system, then rerun',
      'liberar ou aumentar espaço nesse sistema de arquivos e depois reexecutar',
      'liberar o añadir espacio en ese sistema de archivos y después reejecutar',
    ),
  ),
  kind(
    /\bOutOfMemoryError\b|\bout of memory\b|\bCannot allocate memory\b|\boom-?kill/i,
    95,
    said('the program ran out of memory', 'o programa ficou sem memória', 'el programa se quedó sin memoria'),
    said(
      'check the heap or memory limit and the size of the input',
      'verificar o heap ou limite de memória e o tamanho da entrada',
      'revisar el heap o límite de memoria y el tamaño de la entrada',
    ),
  ),
  kind(
    /\bConnection refused\b|\bECONNREFUSED\b|\bconex[aã]o recusada\b|\bconexi[oó]n rechazada\b/i,
    90,
    said(
      'nothing answered at the address the job tried to reach',
      'nada respondeu no endereço que o job tentou alcançar',
      'nada respondió en la dirección a la que el job quiso llegar',
    ),
    said(
      'check that the target service is up, then rerun',
      'verificar se o serviço de destino está no ar e depois reexecutar',
      'comprobar que el servicio de destino está activo y después reejecutar',
    ),
  ),
  kind(
    /\b(?:connection|read|operation|socket) timed? ?out\b|\bETIMEDOUT\b|\bSocketTimeoutException\b|\bUnknownHostException\b|\bNo route to host\b/i,
    88,
    said(
      'the target system did not answer in time or could not be reached',
      'o sistema de destino não respondeu a tempo ou não foi alcançado',
      'el sistema de destino no respondió a tiempo o no se pudo alcanzar',
    ),
    said(
      'check the network and the target system, then rerun',
      'verificar a rede e o sistema de destino e depois reexecutar',
      'revisar la red y el sistema de destino y después reejecutar',
    ),
  ),
  kind(
    /\bHost key verification failed\b|\bAuthentication failed\b|\bLogin incorrect\b|\bPermission denied \(publickey\b|\bNot logged in\b/i,
    92,
    said('the remote system refused the login', 'o sistema remoto recusou o login', 'el sistema remoto rechazó el acceso'),
    said(
      'have the key, user or password checked by its owner',
      'pedir ao responsável que verifique chave, usuário ou senha',
      'hacer revisar la clave, el usuario o la contraseña por su responsable',
    ),
  ),
  kind(
    /\bCaused by:\s*[\w$.]+(?:Exception|Error)\b/,
    92,
    said('the root exception of a Java program', 'a exceção raiz de um programa Java', 'la excepción raíz de un programa Java'),
    said('hand the stack trace to the application team', 'encaminhar o stack trace à equipe da aplicação', 'pasar la traza al equipo de la aplicación'),
  ),
  kind(
    /(?<![\w$]|[\w$]\.)[\w$]+(?:\.[\w$]+)*(?:Exception|Error)\b(?=:|\s{0,9}$)|\bTraceback \(most recent call last\)/,
    70,
    said('an unhandled exception of the program', 'uma exceção não tratada do programa', 'una excepción no tratada del programa'),
    said('hand the stack trace to the application team', 'encaminhar o stack trace à equipe da aplicação', 'pasar la traza al equipo de la aplicación'),
  ),
  kind(
    /\bSegmentation fault\b|\bcore dumped\b|\bBus error\b/i,
    92,
    said('the program crashed', 'o programa quebrou', 'el programa se rompió'),
    said('hand the core file to the application team', 'encaminhar o core à equipe da aplicação', 'pasar el core al equipo de la aplicación'),
  ),
];

export interface MessageHit {
  /** The words recognised: `ORA-01653`, `command not found`. */
  readonly id: string;
  readonly kind: MessageKind;
}

/** The most telling message of a line, or null. */
export function messageIn(line: string): MessageHit | null {
  let best: MessageHit | null = null;
  for (const candidate of MESSAGE_KINDS) {
    const match = candidate.pattern.exec(line);
    if (match !== null && (best === null || candidate.weight > best.kind.weight)) best = { id: match[0].trim().replace(/^:\s*/, ''), kind: candidate };
  }
  return best;
}

/** What a return code says by itself, where Unix gives it a meaning; null elsewhere. */
export function returnCodeMeaning(code: number, language: Language): string | null {
  const known: Readonly<Record<number, Said>> = {
    0: said('success', 'sucesso', 'éxito'),
    126: said(
      'the command was found but may not be executed (permissions)',
      'o comando foi encontrado mas não pode ser executado (permissões)',
      'el comando existe pero no se puede ejecutar (permisos)',
    ),
    127: said('command not found', 'comando não encontrado', 'comando no encontrado'),
    130: said('interrupted (signal 2)', 'interrompido (sinal 2)', 'interrumpido (señal 2)'),
    137: said(
      'killed (signal 9), often for lack of memory',
      'morto (sinal 9), muitas vezes por falta de memória',
      'matado (señal 9), a menudo por falta de memoria',
    ),
    139: said('crashed (signal 11)', 'quebrou (sinal 11)', 'se rompió (señal 11)'),
    143: said('terminated (signal 15)', 'terminado (sinal 15)', 'terminado (señal 15)'),
  };
  return known[code]?.[language] ?? null;
}
