/** Every fault in the languages Resync speaks besides English: what happened, and what to do about it. */
import type { FaultCode } from '../../contract/fault.ts';
import type { Language } from './language.ts';

type Sayings = Readonly<Record<Exclude<Language, 'en'>, string>>;

export const FAULT_WORDS: Readonly<Record<FaultCode, Sayings>> = {
  INVALID_INPUT: {
    'pt-BR': 'O que foi informado não é válido: corrija e tente de novo.',
    es: 'Lo indicado no es válido: corríjalo e inténtelo de nuevo.',
  },
  UNAUTHENTICATED: { 'pt-BR': 'É preciso entrar primeiro.', es: 'Primero hay que iniciar sesión.' },
  FORBIDDEN: { 'pt-BR': 'Isto não é permitido a este usuário.', es: 'Esto no le está permitido a este usuario.' },
  NOT_FOUND: { 'pt-BR': 'Isto não existe, ou já foi removido.', es: 'Esto no existe, o ya se quitó.' },
  CONFLICT: {
    'pt-BR': 'Isto mudou nesse meio-tempo ou está em uso: olhe de novo e repita.',
    es: 'Esto cambió entretanto o está en uso: mírelo de nuevo y repita.',
  },
  RATE_LIMITED: { 'pt-BR': 'Pedidos demais de uma vez: tente de novo em instantes.', es: 'Demasiadas solicitudes a la vez: inténtelo de nuevo en un momento.' },
  NO_ENGINE: {
    'pt-BR': 'Nenhum engine está conectado: abra Ajustes e conecte um, ou explore o plano demo.',
    es: 'No hay ningún engine conectado: abra Ajustes y conecte uno, o explore el plan demo.',
  },
  READ_ONLY: {
    'pt-BR': 'O Resync só lê: este pedido foi recusado antes de chegar ao engine.',
    es: 'Resync solo lee: esta solicitud se rechazó antes de llegar al engine.',
  },
  TWS_UNREACHABLE: {
    'pt-BR': 'O engine não está acessível: verifique o endereço e a porta, a rede, e se o engine está no ar.',
    es: 'No se puede acceder al engine: compruebe la dirección y el puerto, la red, y que el engine esté en marcha.',
  },
  TWS_TIMEOUT: {
    'pt-BR': 'O engine não respondeu a tempo: ele, o agente ou a rede podem estar sobrecarregados; tente de novo.',
    es: 'El engine no respondió a tiempo: él, el agente o la red pueden estar sobrecargados; inténtelo de nuevo.',
  },
  TWS_TLS: {
    'pt-BR': 'O certificado do engine não é aceito: escolha o arquivo da CA em Ajustes, ou peça um certificado válido ao administrador.',
    es: 'No se acepta el certificado del engine: elija el archivo de la CA en Ajustes, o pida un certificado válido al administrador.',
  },
  TWS_AUTH: {
    'pt-BR': 'Não foi possível entrar no engine: verifique em Ajustes o usuário e a senha, ou a chave de API.',
    es: 'No se pudo entrar en el engine: compruebe en Ajustes el usuario y la contraseña, o la clave de API.',
  },
  TWS_FORBIDDEN: {
    'pt-BR': 'O engine não deixa este usuário ler isso: peça ao administrador os direitos DISPLAY e LIST.',
    es: 'El engine no deja leer eso a este usuario: pida al administrador los derechos DISPLAY y LIST.',
  },
  TWS_NOT_FOUND: {
    'pt-BR': 'O engine não tem isso: pode ter saído do plano, ou o job ainda não rodou.',
    es: 'El engine no lo tiene: puede haber salido del plan, o el job aún no ha corrido.',
  },
  TWS_UNSUPPORTED: {
    'pt-BR': 'Este engine não oferece essa leitura: verifique se o endereço é o do master e se a versão é 10.1 ou mais nova.',
    es: 'Este engine no ofrece esa lectura: compruebe que la dirección sea la del master y la versión 10.1 o posterior.',
  },
  TWS_ERROR: {
    'pt-BR': 'O engine falhou ao responder ou recusou a pergunta: tente de novo, e se persistir veja o log do engine.',
    es: 'El engine falló al responder o rechazó la pregunta: inténtelo de nuevo y, si persiste, mire el log del engine.',
  },
  TWS_BAD_ANSWER: {
    'pt-BR': 'A resposta do engine não é a que se espera da API: verifique se o endereço é o do próprio engine.',
    es: 'La respuesta del engine no es la que se espera de la API: compruebe que la dirección sea la del propio engine.',
  },
  PARTIAL_DATA: { 'pt-BR': 'Parte da leitura falhou: pode faltar algo nela.', es: 'Parte de la lectura falló: puede faltar algo en ella.' },
  LLM_UNAVAILABLE: {
    'pt-BR': 'O modelo de linguagem não pode ser usado agora: verifique se ele está no ar, e o endereço e o modelo em Ajustes.',
    es: 'El modelo de lenguaje no se puede usar ahora: compruebe que esté en marcha, y la dirección y el modelo en Ajustes.',
  },
  LLM_AUTH: {
    'pt-BR': 'O modelo de linguagem recusou a chave de API: informe uma válida em Ajustes.',
    es: 'El modelo de lenguaje rechazó la clave de API: indique una válida en Ajustes.',
  },
  LLM_TLS: {
    'pt-BR': 'O certificado do modelo de linguagem não é aceito e nada foi enviado: ele precisa de um de uma autoridade pública.',
    es: 'No se acepta el certificado del modelo de lenguaje y no se envió nada: necesita uno de una autoridad pública.',
  },
  LLM_TIMEOUT: {
    'pt-BR': 'O modelo de linguagem não respondeu a tempo: pode estar sobrecarregado.',
    es: 'El modelo de lenguaje no respondió a tiempo: puede estar sobrecargado.',
  },
  LLM_BAD_ANSWER: {
    'pt-BR': 'O modelo de linguagem interrompeu a resposta ou enviou algo ilegível: veja o log dele.',
    es: 'El modelo de lenguaje se interrumpió o envió algo ilegible: mire su log.',
  },
  LLM_TOO_LONG: {
    'pt-BR': 'O que se perguntou ao modelo de linguagem não cabe em seu contexto: dê a ele um contexto maior ou pergunte menos de uma vez.',
    es: 'Lo que se preguntó al modelo de lenguaje no cabe en su contexto: déle un contexto mayor o pregunte menos de una vez.',
  },
  EGRESS_REFUSED: {
    'pt-BR': 'Esta conexão foi recusada e nada foi enviado: verifique o endereço em Ajustes.',
    es: 'Esta conexión se rechazó y no se envió nada: compruebe la dirección en Ajustes.',
  },
  NOT_CONFIRMED: {
    'pt-BR': 'Este endereço vem do arquivo de ajustes e ninguém o confirmou: nada foi enviado; confirme em Ajustes.',
    es: 'Esta dirección viene del archivo de ajustes y nadie la ha confirmado: no se envió nada; confírmela en Ajustes.',
  },
  SECRETS_UNAVAILABLE: {
    'pt-BR': 'O chaveiro do sistema não pôde ser usado: desbloqueie-o e tente de novo.',
    es: 'No se pudo usar el llavero del sistema: desbloquéelo e inténtelo de nuevo.',
  },
  STORE_LOCKED: {
    'pt-BR': 'Os dados do Resync estão em uso por outro processo: feche-o e tente de novo.',
    es: 'Los datos de Resync están en uso por otro proceso: ciérrelo e inténtelo de nuevo.',
  },
  STORE_FAILED: {
    'pt-BR': 'Os dados do Resync não puderam ser lidos ou gravados: verifique o disco e o diretório de dados.',
    es: 'No se pudieron leer o escribir los datos de Resync: compruebe el disco y el directorio de datos.',
  },
  STOPPED: { 'pt-BR': 'Parado.', es: 'Detenido.' },
  INTERNAL: {
    'pt-BR': 'Algo deu errado dentro do Resync: o log tem os detalhes.',
    es: 'Algo salió mal dentro de Resync: el log tiene los detalles.',
  },
};
