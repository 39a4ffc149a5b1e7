/** Words and letters that tell the three languages apart. Folded: without accents. */

export type Language = 'en' | 'pt-BR' | 'es';

const words = (list: string) => new Set(list.trim().split(/\s+/));

/** Small words and words of the trade, each in the one language (or the two) it belongs to. */
export const MARKS: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: words(`the in on what whats what's why which who whos who's where when how hows how's is are was were did does has have had of at for from by last since hours hour
    today yesterday tonight failed fail fails failing late show list my it its it's with if not running waiting hello hi hey good morning evening will would can could you your
    please there there's any slow thanks thank everything this that those these them they and mean means meaning jobs' anything something nothing stuck broken down up run runs ran
    started finished ended finish holds holding held hold put raise lower set skip rerun restart release cancel kill confirm done ok we we're i'm i the about right now
    right after before next takes took user machine made make makes over shift brief many much still yet ever never wrong happened happening blocked blocking critical behind all file missing
    open give tell us aint isn't doesn't didn't hasn't won't don't should between through into out been be being an to`),
  'pt-BR':
    words(`o os um uma uns umas qual quais quem quando onde por porque foi foram esta estao ta tao e sao no na nos nas em de do da dos das dum pelo pela pra pro prum desde ultimas ultimos ultima
    horas hora hoje ontem falhou falharam falha falhas erro erros atrasado atrasados atrasada parado rodando rodar roda rodam rodou rodaram esperando espera aguardando voce voces meu minha seu sua dele dela
    ola oi opa bom boa dia tarde noite mostre mostra liste tudo bem sistema se nao ao aos com lento devagar significa obrigado obrigada lenta estado executando quebrou caiu cairam acontece aconteceu fila impacto depende
    bloqueado bloqueados agora esse essa esses essas este isso desse desses dessa dessas sucessores reexecute cancele libere segure rode fluxo fluxos estacao estacoes resumo critico criticos retorno codigo historico terminou
    acabou mudou detalhes tem temos ha algum alguma alguns algumas alguem nenhum nenhuma avise detalhe mudancas mudanca previsao recentes abortou atrasos proxima segue suspensos concluidos processos quantidade ligado ligada libera cancela reinicia agente agentes abrir arquivos arquivo recursos recurso padrao passagem turno execucoes pare vigie quanto quantos quantas que como travada travado travados travou
    coisa segurando quer vai vao depois antes logo fora ar mim eu nos ele ela eles elas mas mais muito ja ainda ate sobre entre cade maquina usuario usuarios aumenta aumente diminui diminua coloca coloque poe bota pula pule
    confirma mata salta cancelados cancelado abertos aberto predecessores noutro jeito errado errada deu houve rolou rolando assumindo assumi assumo passa situacao prazo tempo qualquer outra outro outras pq oque cd vc vcs blz beleza valeu favor fica ficou
    comeca comecou inicia iniciou termina acaba plano planos nessa nesse dizer diz fez faz feito fazer estava sera seria sem so tambem`),
  es: words(`el la los las un una unos unas que cual cuales quien quienes cuando donde como por porque fue fueron esta estan es son en de del al desde ultimas ultimos ultima horas hora hoy ayer fallo fallaron falla fallas fallos
    error errores atrasado retrasado retrasados retrasada parado esperando espera usted ustedes mi mis tu tus su sus hola buenos buenas dias tardes noches muestra muestrame lista todo bien sistema si no con lento significa gracias estado
    ejecutando ejecuta ejecutar pasa cola impacto depende bloqueado bloqueados ahora ese esos esas este eso esto trabajo trabajos y e sucesores reejecuta cancela libera reten flujo flujos estacion estaciones resumen critico criticos
    retorno codigo historico termino acabo cambio paso detalles hay algun alguno alguna algunos alguien ningun ninguno ninguna avisame avisa detalle pronostico recientes aborto suspendidos completados procesos retrasos proxima sigue cantidad gente explica enlazado reinicia agente agentes archivos archivo recursos recurso patron relevo turno ejecuciones historial deja vigila retrasa cuanto cuantos cuantas
    caen cayo cayeron caido caidos caida corre corren corrio corriendo correr arranca arrancan arranco arrancar algo cosa trabado trabada trabados atascado le les lo nos va van despues antes luego fuera yo ella ellos ellas pero mas muy ya aun todavia
    hasta sobre entre maquina usuario usuarios sube baja aumenta pon poner ponme pone salta omite confirma mata vuelve cancelados cancelado abiertos abierto predecesores modo tomo toma tomando plazo tiempo otra otro otras cualquier favor
    queda quedan quedo empieza empezo empiezan inicia inicio termina plan planes noche esta dime dame di cuentame quiere decir hizo hace hecho estaba sera seria sin solo tambien tiene tienen teniendo puede puedo raro rara malo mal llega llegar listo listos viene vienen`),
};

/** Letters that only one of the languages has. `é` by itself is Portuguese, `¿` is Spanish. */
export const LETTERS: Readonly<Record<Language, RegExp>> = {
  en: /(?!)/u,
  'pt-BR': /[ãõçêôâ]|(?:^|\s)[éà](?:\s|$)|não/iu,
  es: /[ñ¿¡]|ci[óo]n(?![a-z])|qué|cu[áa]l|están|falló|[ay]yó|\p{L}ó(?!\p{L})/iu,
};

/** Ends of words that one language has. */
export const ENDS: Readonly<Record<Language, RegExp>> = {
  en: /(?:[^s]ing|n't|[^aeiou]ed)$/,
  'pt-BR': /(?:[cs]ao|coes|oes|aos|agem|nh[oa]s?|lh[oae]s?|aram|eram|iram|dade|ou|mento|ncas?|arios)$/,
  es: /(?:[cs]ion|[cs]iones|aron|ieron|ll[oae]s?|dad|miento|ientes?|ue[a-z]{1,3}o)$/,
};
/** Ends that Portuguese and Spanish share. */
export const ROMANCE_ENDS = /(?:[aiu]d[oa]s|[ai]d[oa]|[ae]ndo|ente|[^e]ntes|ica|ico|ivo|ura)$/;
