/** The words of answers in Spanish. */
export const spanish = String.raw`
state FAILED: fallo | fallaron | ha fallado | han fallado | fallado | fallada | fallados | en fallo | en error | con error | con errores | dio error | cayo | se cayo | termino con error | fallos | termino en error
state ABEND: abendo | aborto | abortaron | abend | abendaron | termino en abend | termino anormalmente | ha abortado
state RUNNING: corriendo | ejecutando | ejecutandose | en ejecucion | en curso | esta corriendo | sigue corriendo | activo | activa
state DONE: terminaron bien | acabaron bien | acabo bien | con exito | exitoso | exitosa | exitosos | completado | completada | completados | completaron | completo | termino bien | termino con exito | terminaron con exito | hechos | ok | finalizado con exito
state ENDED: termino | terminaron | acabo | acabaron | finalizo | finalizaron | ha terminado | han terminado | terminado | terminados | finalizado | finalizados | ha acabado
state STARTED: ya empezo | ya comenzo | ya arranco
state NOT_STARTED: no empezo | no ha empezado | no arranco | no ha arrancado | aun no empezo | todavia no empezo | no han empezado | no comenzo | aun no ha empezado
state WAITING: esperando | en espera | espera | esperan | aguardando | en cola | pendiente | pendientes | siguen esperando
state READY: listos | listo | lista | listo para correr | listo para arrancar
state HELD: retenido | retenida | retenidos | en hold manual
state CANCELED: se cancelo | cancelo | fue cancelado | cancelado | cancelada | cancelados | canceladas
state BLOCKED: trabado | trabada | trabados | atascado | atascados
state SUPPRESS: suprimido | suprimida | suprimidos
state UNDECIDED: indeciso
state LATE: tardio | tardia | de retraso | atrasado | atrasada | atrasados | retrasado | retrasada | retrasados | con retraso | tarde | fuera de plazo
state CRITICAL: critico | critica | criticos | criticas
state UNLINKED: desconectado | desconectada | desconectadas | sin enlace | desvinculada | fuera de linea | no conectada
state LINKED: conectado | conectada | conectadas | enlazada | en linea | vinculada
state DOWN: caido | caida | parado | parada
state OPEN: abierto | abierta | abiertos | sin respuesta | esperando respuesta
state ARRIVED: llego | llegaron | ha llegado | han llegado
state MISSING: falta | faltan | no llego | no llegaron | no ha llegado
state IN_USE: en uso | ocupadas | ocupados
state FREE: libre | libres | disponible | disponibles
event start: empezo | comenzo | arranco | inicio | empezaron | arrancaron | empieza | arranca | se inicio
event end: termino | acabo | cayo | fin | paro | finalizo | terminaron | acaba | termina | terminar | se detuvo
event run: de ejecucion | ejecucion | lleva | corrio | corrieron | duro | tardo | tarda | llevo | ejecuto | se ejecuto | corre | duracion
event schedule: estaba previsto | previsto | programado | programada | agendado | planificado
attribute rc: codigo de retorno | codigo de salida | return code | rc | codigo
attribute priority: prioridad | prioridades
attribute limit: limite | limite de jobs | limites
attribute fence: fence | valla
attribute user: usuario | login
attribute deadline: plazo | deadline | fecha limite | hora limite | vencimiento
attribute estimate: estimado | estimada | estimados | estimadas | estimacion | tiempo estimado | duracion estimada | previstos
attribute usual: en promedio | normalmente | habitualmente | suele tardar | suele | media | mediana | promedio | de media
attribute forecast: debe terminar | deberia terminar | va a terminar | acabaria | terminaria | deberia acabar | prevision | fin previsto | termino previsto | fin estimado | pronostico | previsto para
attribute slack: holgura | margen
attribute attempt: intento
attribute version: version
attribute stream: job stream | stream | flujo
attribute workstation: workstation | estacion | agente | maquina | servidor
attribute status: estado | status
attribute run-number: ejecucion numero | numero de ejecucion | run number
attribute risk: riesgo
relation waits-for: espera a que termine | espera que termine | esperan a que termine | espera a | esperan a | espera por | espera al | esperando a | esperando al | esperando por | depende de | depende del | dependen de | dependen del | necesita | aguarda a
relation blocks: bloquea | bloquean | bloqueando | retiene | impide | traba | frena | afecta | impacta
relation blocked-by: bloqueado por | bloqueada por | bloqueados por | bloqueadas por | trabado por | retenido por | frenado por | detras de | parados por
relation follows: viene despues de | sucesor de | sigue a
relation precedes: viene antes de | predecesor de | seguido por | seguido de
relation because-of: por culpa de | a causa de | debido a | debido al | causado por
unit job: job | jobs | trabajos | trabajo | procesos | sucesores | predecesores | dependientes
unit stream: streams | flujos | job streams
unit workstation: workstations | estaciones | agentes | maquinas
unit prompt: prompts | prompt
unit resource: recursos | recurso
unit file: archivos | archivo | ficheros
unit unit: unidades | unidad | plazas
unit attempt: veces | intentos | reejecuciones | ejecuciones
unit reason: motivos | razones
unit line: lineas | linea
number 0: cero
number 1: uno | un | una | un solo | una sola | una vez
number 2: dos | dos veces
number 3: tres
number 4: cuatro
number 5: cinco
number 6: seis
number 7: siete
number 8: ocho
number 9: nueve
number 10: diez
number 11: once
number 12: doce
number 14: catorce
not: no | nunca | jamas | tampoco | ni
none: ningun | ninguno | ninguna | nada | nadie | ninguno de
all: todos | todas | todo | toda | cada | todos los | todas las
both: ambos | ambas | los dos | las dos
neither: ninguno de los dos | ninguna de las dos
only: solo | solamente | unicamente
about: cerca de | aproximadamente | unos | unas | casi | alrededor de | mas o menos
at-least: al menos | por lo menos | como minimo
more: mas de | mas que | por encima de | mayor que | superior a
less: menos de | menos que | por debajo de | hasta | como maximo | inferior a
of: de | del | de los | de las
in: en | en el | en la | en los
at: a las | a la | a | al
from: desde | desde las | a partir de | a partir de las
to: hasta las | para
for: por | durante | desde hace
by: por
ago: hace
within: en menos de | dentro de
is: tenia | tenian | dio | ya esta | queda | quedan | estaba | estaban | es | esta | estan | son | fue | fueron | era | eran | tiene | tienen | quedo | sigue | siguen | continua | permanece | ser | estar | hay | existen | existe | ha sido | estuvo
and: y | e | & | o | u | asi como
it: el job | este job | ese job | ella | ellos | ellas | su | sus | este trabajo | eso | esto
which: que | el cual | la cual | cuyo | donde
if: si | cuando | en cuanto | mientras | una vez que | siempre que | a menos que | tan pronto como
will: va a | van a | ira | sera | seran | debe | debera | podra | podran | puede empezar | puede arrancar | pueden empezar
may: puede | pueden | podria | quizas | quiza | tal vez | probablemente | posiblemente | parece | deberia
earlier: ayer | anteriormente | anoche | la semana pasada | anterior | antes de eso | la ultima vez
usual: normalmente | habitualmente
expected: en lugar de | en vez de | en lugar de los | frente a
after: despues de | despues del | tras | despues | luego de
before: antes de | antes del | antes que | antes
local: hora de sao paulo | de sao paulo | en sao paulo | hora local | horario local | hora de brasilia | local
direct: directamente | directo | directa | directos | inmediatos
other: otro | otra | otros | otras | demas | restantes | los demas | el resto
advice: recomiendo | se recomienda | sugerencia | sugiero | conviene | verifique | pedir | pida | avisar | contacte | llame | hay que | aconsejo | siguiente paso
cause: porque | causa | motivo | razon | por eso | es decir | por lo tanto | pues | asi que | o sea
absent: no existe | no existen | no se encontro | no fue encontrado | no fue encontrada | no esta en el plan
present: existe en el plan | esta en el plan
total: total | en total
again: relanzado | reejecutado
filler: dice | mensaje | aparece | ruta critica | camino critico | error | linea | indica | consta | el | la | los | las | un | una | lo | ya | aun | todavia | ahora | ahora mismo | en este momento | actualmente | tambien | si | con | como | log | plan | actual | hoy | job | jobs | entre ellos | siendo | incluyendo | pero | segun | muestra | hora | horas | minutos | segundos | utc | alli | aqui | propio | noche | lectura | se | para | yo | usted | ese | esa | este | muy | bien | que | solo
relation waits-for: depende | dependen | necesita
state PROBLEM: tiene problemas | tienen problemas | con problemas | con problema | tiene un problema
between: entre
first-run: primera ejecucion | primer intento | ejecucion 1
second-run: segunda ejecucion | segundo intento | ejecucion 2
last-run: ultima ejecucion | ultimo intento
absent: no tiene job | no tiene ningun job | no hay job | no hay ningun job | no existe ningun job | ningun job llamado
state HELD_BY_PERSON: retenido por un operador | retenida por un operador | retenido manualmente
window: en las ultimas | en los ultimos | en la ultima | en el ultimo | durante las ultimas
attribute deadline: vence | vencia | vencio
of-them: de ellos | de ellas | de los cuales | de las cuales | de estos | de esos
state ON_TIME: a tiempo | dentro del plazo | en plazo
attribute stream: pertenece al | pertenece a | pertenece al stream | pertenece al flujo | es parte del | es parte de | forma parte de | forma parte del
state JOBMAN_DOWN: jobman caido | jobman parado | jobman no esta activo
state JOBMAN_UP: jobman activo | jobman arriba
state UP: arriba
attribute limit: admite | permite | acepta
attribute recovery: opcion de recuperacion | recuperacion
state LINKED: enlazado
except: salvo | excepto | fuera de | aparte de | ademas de | menos
cannot-run: no pueden correr | no puede correr | no pueden arrancar | no puede arrancar | no pueden ejecutarse | no puede ejecutarse | no corren
`;
