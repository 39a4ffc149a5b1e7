/** The words of answers in Portuguese. */
export const portuguese = String.raw`
state FAILED: falhou | falharam | com falha | em falha | em erro | com erro | deu erro | falha | caiu | quebrou | terminou com erro | com erros | terminou em erro | falhas
state ABEND: abendou | abendaram | abend | abortou | abortaram | terminou em abend | encerrou em abend | terminou anormalmente | abendado
state RUNNING: rodando | executando | em execucao | em andamento | esta rodando | segue rodando | em processamento | ativo | ativa
state DONE: terminaram bem | terminou bem | concluiu | concluido | concluida | concluidos | concluidas | com sucesso | finalizado com sucesso | terminou com sucesso | terminaram com sucesso | completou | completado | completados | ok | concluiram | bem-sucedidos
state ENDED: terminou | terminaram | acabou | acabaram | finalizou | finalizaram | encerrou | encerrado | terminado | terminados | finalizado | finalizados
state STARTED: ja comecou | ja iniciou
state NOT_STARTED: nao comecou | nao iniciou | ainda nao comecou | ainda nao iniciou | nao comecaram | nao iniciaram
state WAITING: aguardando | esperando | em espera | aguarda | espera | aguardam | esperam | na fila | pendente | pendentes
state READY: prontos | pronto | pronta | pronto para rodar | pronto para iniciar | prontos para rodar
state HELD: retido | retida | retidos | segurado | segurada | em hold manual
state CANCELED: foi cancelado | cancelou | cancelado | cancelada | cancelados | canceladas
state BLOCKED: travado | travada | travados | travadas
state SUPPRESS: suprimido | suprimida | suprimidos
state UNDECIDED: indefinido | indecidido
state LATE: de atraso | atrasado | atrasada | atrasados | atrasadas | em atraso | com atraso | fora do prazo
state CRITICAL: critico | critica | criticos | criticas
state UNLINKED: desconectado | desconectada | desconectadas | sem link | offline | fora do ar | desvinculada | nao conectada
state LINKED: conectado | conectada | conectadas | com link | online | vinculada
state DOWN: parado | parada | caida
state UP: no ar
state OPEN: aberto | aberta | abertos | sem resposta | esperando resposta
state ARRIVED: chegou | chegaram
state MISSING: faltando | nao chegou | nao chegaram | ausente | falta | faltam
state IN_USE: em uso | ocupadas | ocupados | alocadas
state FREE: livre | livres | disponivel | disponiveis
event start: comecou | iniciou | inicio | comecaram | iniciaram | comeca | inicia | partiu | arrancou
event end: terminou | acabou | caiu | fim | parou | encerrou | finalizou | terminaram | acaba | termina | terminar
event run: de execucao | execucao | rodou | rodaram | durou | levou | leva | demorou | executou | roda | correu | duracao
event schedule: agendado | programado | agendada | programada | agendamento
attribute rc: codigo de retorno | codigo de saida | return code | rc | codigo | retorno
attribute priority: prioridade | prioridades
attribute limit: limite | limite de jobs | limites
attribute fence: fence | cerca
attribute user: usuario | login
attribute deadline: prazo | deadline | hora limite | vencimento
attribute estimate: estimado | estimada | estimados | estimadas | estimativa | tempo estimado | duracao estimada | previstos
attribute usual: em media | normalmente | geralmente | costuma levar | costuma | media | mediana | normalmente leva
attribute forecast: deve terminar | devera terminar | vai terminar | so deve terminar | previsto para terminar | deve acabar | previsao | fim previsto | previsao de termino | termino previsto | previsto para
attribute slack: folga | margem
attribute attempt: tentativa
attribute version: versao
attribute stream: job stream | stream | fluxo
attribute workstation: workstation | estacao | agente | maquina | servidor
attribute status: status | estado | situacao
attribute run-number: numero da execucao | run number
attribute risk: risco
relation waits-for: espera o | espera a | so espera o | espera o termino do | aguarda o termino do | aguarda o fim do | esperando pelo | esperando pela | espera por | espera pelo | espera pela | esperando por | esperando o | esperando a | aguarda o | aguarda a | aguardando o | aguardando a | aguarda pelo | depende de | depende do | depende da | dependem do | precisa do | precisa de | dependem de
relation blocks: bloqueia | bloqueiam | bloqueando | segura | impede | trava | travando | impacta | afeta | prende
relation blocked-by: bloqueado por | bloqueado pelo | bloqueada por | bloqueada pelo | bloqueados por | bloqueados pelo | preso pelo | preso por | travado pelo | travado por | atras do | atras de | parados por | nao podem rodar enquanto
relation follows: vem depois do | sucessor de | sucessor do
relation precedes: vem antes do | predecessor do | predecessor de | seguido por | seguido de
relation because-of: por causa do | por causa da | por causa de | devido ao | devido a | causado por
unit job: job | jobs | tarefas | processos | sucessores | predecessores | dependentes
unit stream: streams | fluxos | job streams
unit workstation: workstations | estacoes | agentes | maquinas
unit prompt: prompts | prompt
unit resource: recursos | recurso
unit file: arquivos | arquivo
unit unit: unidades | unidade | vagas
unit attempt: vezes | tentativas | reexecucoes | execucoes
unit reason: motivos | razoes
unit line: linhas | linha
number 0: zero
number 1: um | uma | um unico | uma vez
number 2: dois | duas | duas vezes
number 3: tres
number 4: quatro
number 5: cinco
number 6: seis
number 7: sete
number 8: oito
number 9: nove
number 10: dez
number 11: onze
number 12: doze
number 14: quatorze | catorze
not: nao | nunca | jamais | tampouco | nem
none: nenhum | nenhuma | nada | ninguem | nenhum dos | nenhuma das
all: todos | todas | todo | toda | tudo | cada | todos os | todas as
both: ambos | ambas | os dois | as duas
neither: nenhum dos dois | nenhuma das duas
only: so | somente | apenas
about: cerca de | aproximadamente | uns | umas | quase | em torno de | por volta de | mais ou menos | perto de
at-least: pelo menos | no minimo | ao menos
more: mais de | mais que | acima de | maior que | superior a
less: menos de | menos que | abaixo de | ate | no maximo | inferior a
of: de | do | da | dos | das
in: em | no | na | nos | nas | num | numa
at: as | a | ao | aos | pras
from: desde | das | desde as | a partir das | a partir de
to: ate as | para
for: por | durante | ha
by: pelo | pela | pelos | pelas
ago: ha | faz | atras
within: em menos de | dentro de
is: tinha | tinham | deu | estava | estavam | esta | estao | sao | foi | foram | era | eram | tem | ficou | fica | segue | continua | continuam | permanece | ser | estar | ha | existem | existe | esteve | teve
and: e | & | ou | assim como | mais
it: deste | desta | desse | dessa | este | ele | ela | eles | elas | dele | dela | seu | sua | seus | suas | o job | este job | esse job | isso | isto
which: que | o qual | a qual | cujo | onde
if: se | caso | quando | assim que | enquanto | logo que | desde que | a menos que
will: vai | vao | ira | sera | serao | deve | devera | deverao | previsto | pode comecar | poderao | pode rodar | podem comecar
may: pode | podem | poderia | talvez | provavelmente | possivelmente | parece | deveria
earlier: ontem | anteriormente | na noite passada | na semana passada | anterior | antes disso | da ultima vez
usual: normalmente | geralmente
expected: em vez de | em vez dos | ao inves de | contra
after: depois do | depois da | apos o | apos a | depois de | apos | depois
before: antes do | antes da | antes de | antes
local: horario de sao paulo | hora de sao paulo | de sao paulo | em sao paulo | horario local | hora local | horario de brasilia | de brasilia | horario do engine | local
direct: diretamente | direto | direta | diretos | imediatos
other: outro | outra | outros | outras | demais | restantes | os demais | o resto
advice: recomendo | recomenda-se | sugestao | sugiro | convem | verifique | peca | pedir | avisar | contate | ligue | precisa ser | deve-se | vale | aconselho | proximo passo | e preciso
cause: porque | causa | motivo | razao | por isso | ou seja | portanto | pois | entao | o motivo
absent: nao existe | nao existem | nao foi encontrado | nao foi encontrada | nao esta no plano | inexistente
present: existe no plano | esta no plano
total: total | no total | ao todo
again: reexecutado | reprocessado | rodou de novo
filler: diz | mensagem | aparece | caminho critico | caminho | erro | linha | dizendo | indica | apareceu | consta | o | a | os | as | um | uma | ja | ainda | agora | neste momento | no momento | atualmente | tambem | sim | com | como | log | plano | atual | hoje | job | jobs | entre eles | sendo | incluindo | mas | porem | segundo | conforme | mostra | hora | horas | minutos | segundos | utc | la | aqui | ali | ser | proprio | noite | leitura | pelo | para | eu | voce | nos | seu | esse | essa | este | esta | muito | bem | que
relation waits-for: depende | dependem | precisa
state PROBLEM: tem problema | com problema | com problemas | tem problemas
between: entre
first-run: primeira execucao | primeira tentativa | execucao 1
second-run: segunda execucao | segunda tentativa | execucao 2
last-run: ultima execucao | ultima tentativa
absent: nao tem job | nao tem nenhum job | nao ha job | nao ha nenhum job | nao existe job | nao tem job com o nome | nao existe nenhum job | nenhum job chamado
state HELD_BY_PERSON: retido por um operador | retida por um operador | segurado por um operador | retido manualmente
window: nas ultimas | nos ultimos | na ultima | no ultimo | durante as ultimas
attribute deadline: vence | vencia | venceu | vence as
of-them: deles | delas | dos quais | das quais | dentre eles | desses | destes
state ON_TIME: no prazo | dentro do prazo | em dia | a tempo
attribute stream: pertence ao | pertence a | pertence ao stream | pertence ao fluxo | faz parte do | faz parte da | faz parte de
state JOBMAN_DOWN: jobman caido | jobman parado | jobman fora do ar | jobman esta parado | jobman nao esta ativo
state JOBMAN_UP: jobman ativo | jobman no ar | jobman esta no ar
attribute limit: aceita | admite | permite
attribute recovery: opcao de recuperacao | recuperacao
filler: falha | falha do | tambem esta
except: exceto | fora o | fora a | fora do | fora da | fora | alem do | alem da | salvo
cannot-run: nao podem rodar | nao pode rodar | nao podem iniciar | nao pode iniciar | nao rodam | nao conseguem rodar | ficam parados
`;
