/** All claims of one piece, by kind. What is asked, supposed, or told of another time is no claim. */
import type { ClaimDraft } from '../answerPort.ts';
import { folded } from '../answers/folded.ts';
import { messageIn } from '../answers/messageIds.ts';
import { visible } from '../answers/visible.ts';
import { bind, bindStatus, holdsCount, holdsReturnCode, holdsThing, holdsTime } from './binding.ts';
import { countsSaid } from './counts.ts';
import { hasCommand, quotesIn } from './quotes.ts';
import { draft, type PieceName, type Reading, refOf, speechOf } from './reading.ts';
import { statusesSaid } from './statusSaid.ts';

const SUPPOSED =
  /\b(?:if|would|could|might|may|unless|once|when|whether|caso|talvez|quando|quiza|tal vez|cuando|podria|poderia)\b|\bsi (?:¤|el|la|falla|no)\b|\bse (?:¤|o|a|ele|nao)\b[^.]*?(?:ar|er|ir)\b/;
const OF_THE_PAST = /\b(?:earlier|previous(?:ly)?|before|used to|anterior(?:es)?|antes|anteriormente|yesterday|ontem|ayer)\b/;
const ASKS = /\?\s*["”')*]*$|^(?:ask|pergunte|pregunte|do you|voce quer|quiere|would you)\b/;
/** Our own line on when a reading was made. */
const FOOTNOTE = /^_.*_$/;
const CAUSE =
  /\b(?:because|due to|caused by|root cause|the cause|the reason|owing to|resulted from|porque|devido a|devido ao|por causa d[aeo]|causad[oa] por|a causa|o motivo|debido a|debido al|a causa de|por culpa de|la causa|el motivo)\b|\b(?:means|significa)\s*:/;
const ADVICE =
  /\b(?:should|recommend\w*|suggest\w*|you can|please|consider|try to|deve(?:ria)?|recomend\w*|sugiro|sugere|convem|debe(?:ria)?|conviene|sugiero)\b|^(?:check|verify|rerun|restart|ask|have|contact|extend|free|add|look|read|hand|fix|find|verifi\w+|verificar|reexecut\w+|pedir|acionar|corrigir|ler|encaminhar|liberar|localizar|consultar|revis\w+|reejecut\w+|corregir|leer|pasar|averiguar|comprobar|hacer|buscar|avisar)\b/;
const NOT_THERE =
  /\b(?:does not exist|doesn't exist|do not exist|was not found|not found|could not be found|no such|nao existe|nao foi encontrad[oa]|no existe|no se encontro|no fue encontrad[oa]|(?:has|have|tem|tiene) (?:no|nao|ningun|nenhum)|plan has no|plano (?:atual )?nao tem|plan (?:actual )?no tiene)\b/;
const RETURN_CODE = /\b(?:rc|return code|exit (?:code|status)|codigo de (?:retorno|saida|salida))\s*(?:=|:|de|of|was|is|foi|fue|e|es|was)?\s*(-?\d{1,5})\b/g;
const CONDITION = /\b(?:success condition|condicao de sucesso|condicion de exito|convention|convencao|convencion)\b/;
const STAMP = /(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|UTC|GMT(?:[+-]\d{1,2}(?::\d{2})?)?|[+-]\d{2}:\d{2})/g;
const TIME_WORDS: readonly (readonly [RegExp, string])[] = [
  // An estimate is nothing that happened.
  [/\b(?:estimate|(?:fim|inicio|fin|termino) (?:estimad[oa]|previst[oa]|esperad[oa]))/g, 'estimate'],
  [/\b(?:start\w*|iniciou|comecou|inicio|empezo|arranco|running since|rodando desde|corriendo desde|ran from)\b/g, 'started'],
  [/\b(?:end(?:ed)?|finish\w*|terminou|acabou|termino|acabo|fim|fin|at end|failed at|abended at|falhou as)\b/g, 'ended'],
  [/\b(?:scheduled|agendad[oa]|programad[oa]|previst[oa])\b/g, 'scheduled'],
  [/\b(?:deadline|due|prazo|plazo)\b/g, 'deadline'],
];
const WAITS =
  /\b(?:waits?|waiting|depends?|dependent|blocked|held up|follows?|runs? after|espera(?:ndo)?|aguarda(?:ndo)?|depende|bloquead[oa]|roda depois|corre despues)\s*(?:for|on|by|por|de|del|do|da|a|al|after|depois|despues|o|el|la|the|job|trabajo|(?:de ))*\s*$/;
const BLOCKS = /\b(?:blocks|holds up|delays|bloqueia|impede|atrasa|bloquea|retrasa)\s*(?:the|job|o|a|el|la|trabajo)*\s*$/;

export function readPiece(reading: Reading): ClaimDraft[] {
  const { piece } = reading;
  if (piece.kind === 'log') return logLineClaims(reading);
  if (piece.kind === 'quote') return [quoteClaim(reading, piece.text.trim(), null)].flatMap((claim) => claim ?? []);
  const { text, plain } = speechOf(reading);
  if (piece.kind === 'row') return [...existenceClaims(reading, plain), ...(reading.isOfThePast ? [] : statusClaims(reading, text, plain).slice(0, 1))];
  if (ASKS.test(plain.trim()) || FOOTNOTE.test(piece.text)) return [];
  const quotes = quotesIn(piece.text).flatMap(({ text, start, end }) => quoteClaim(reading, text, { start, end }) ?? []);
  const judged = [...causeClaims(reading, plain), ...adviceClaims(reading, plain)];
  const isTold = reading.isOfThePast || SUPPOSED.test(plain) || OF_THE_PAST.test(plain);
  const facts = isTold
    ? []
    : [
        ...countClaims(reading, text, plain),
        ...dependencyClaims(reading, plain),
        ...statusClaims(reading, text, plain),
        ...returnCodeClaims(reading, plain),
        ...timeClaims(reading, plain),
      ];
  const claims = [...facts, ...quotes, ...judged, ...existenceClaims(reading, plain)];
  return claims.length > 0 ? claims : otherClaim(reading);
}

/** Lines of a log block: only those that carry a message are worth checking. */
function logLineClaims(reading: Reading): ClaimDraft[] {
  const line = reading.piece.text.replace(/^\s*\d+[:\s]\s*/, '').trim();
  return messageIn(line) === null ? [] : [quoteClaim(reading, line, null)].flatMap((claim) => claim ?? []);
}

const squeezed = (text: string) => visible(text).replace(/\s+/g, ' ').trim();

function quoteClaim(reading: Reading, said: string, span: { start: number; end: number } | null): ClaimDraft | null {
  const shown = squeezed(said).replace(/ ?…$/, '');
  if (shown.length < 4) return null;
  const lines = reading.index.logLines();
  const holding = lines.filter((line) => squeezed(line.raw).includes(shown));
  const line = holding.find(({ receipt }) => reading.piece.cited.includes(receipt.label)) ?? holding[0];
  // A text that stands in another receipt (a prompt, a reason) is no log quote.
  if (line === undefined && folded(reading.index.text).includes(folded(JSON.stringify(said).slice(1, -1)))) return null;
  // With hidden characters made visible the answer differs from the log: what is checked is the log's own line then.
  const claimed =
    line === undefined || line.raw.includes(said) || said !== visible(said) || squeezed(line.raw) === line.raw.replace(/\s+/g, ' ').trim() ? said : line.raw;
  const onlyLog = [...new Set(lines.map(({ jobKey }) => jobKey))];
  const jobKey = line?.jobKey ?? (onlyLog.length === 1 ? onlyLog[0] : undefined);
  const receiptId = line?.receipt.id ?? (jobKey === undefined ? null : (lines.find((one) => one.jobKey === jobKey)?.receipt.id ?? null));
  return draft(reading, { kind: 'quote', subject: jobKey === undefined ? null : `log:${jobKey}`, claimed, receiptId }, span);
}

const isPronounced = (plain: string) =>
  /^\s*[*_]*(?:it|its|ele|ela|seu|sua|su|this job|o job|el job|el trabajo|esta|the job|the last run|a ultima|la ultima|rodou|corrio|the log|o log|el log)\b/.test(
    plain,
  );
const subjectOf = (reading: Reading, plain: string): string | null =>
  reading.names.find(({ reference }) => reference.startsWith('job:'))?.reference ?? reading.names[0]?.reference ?? (isPronounced(plain) ? reading.topic : null);

function countClaims(reading: Reading, text: string, plain: string): ClaimDraft[] {
  const { piece, names, index, topic } = reading;
  // "The plan has no job called X" is about X, not a count of jobs.
  if (NOT_THERE.test(plain) && names.length > 0) return [];
  const stream = scopeName(plain, names, /\b(?:job ?stream|stream|fluxo|flujo)\s+$/);
  const workstation = scopeName(plain, names, /\b(?:workstation|estacao|estacion|agent|agente)\s+$/);
  const job = names.find(({ reference }) => reference.startsWith('job:'))?.reference ?? topic;
  return countsSaid(text, plain, job === null ? null : refOf(job)).map(({ what, claimed, sinceHours, isSince }) => {
    const keys = { sinceHours, isSince, stream, workstation };
    const receiptId = bind(index, piece.cited, holdsCount(what, keys));
    const args = index.read.find(({ receipt }) => receipt.id === receiptId)?.receipt.args;
    const hours = sinceHours ?? (isSince && typeof args?.['since_hours'] === 'number' ? args['since_hours'] : null);
    const subject = [
      'count:',
      what,
      hours === null ? '' : `;since_hours=${hours}`,
      stream === null ? '' : `;stream=${stream}`,
      workstation === null ? '' : `;workstation=${workstation}`,
    ].join('');
    return draft(reading, { kind: 'count', subject, claimed, receiptId });
  });
}

const scopeName = (plain: string, names: readonly PieceName[], lead: RegExp): string | null =>
  names.find(({ start }) => lead.test(plain.slice(0, start).replace(/[`*"“]+$/, '')))?.text ?? null;

function statusClaims(reading: Reading, text: string, plain: string): ClaimDraft[] {
  const { names, piece, index } = reading;
  if (NOT_THERE.test(plain)) return [];
  const said = statusesSaid(text, plain);
  const anchors = names.length > 0 ? names : isPronounced(plain) && reading.topic !== null ? [{ reference: reading.topic, start: 0, end: 0 }] : [];
  return anchors.flatMap(({ reference, end }, position) => {
    const next = anchors[position + 1]?.start ?? plain.length;
    // "LOAD_DWH and EXTRACT failed": the word behind the last name holds for those joined to it.
    const isJoined = /^[\s`*]*(?:,|and|e|y|&|or|nor)[\s`*]*$/.test(plain.slice(end, next));
    const until = isJoined ? plain.length : next;
    // Counts speak of numbers of jobs, not of the job whose name stands in the sentence.
    const found = said.find(({ at }) => at >= end && at < until) ?? (position === 0 ? leadingStatus(said, plain, anchors[0]?.start ?? 0) : undefined);
    if (found === undefined || isAboutCount(plain, found.at) || (reference.startsWith('name:') && piece.kind === 'row')) return [];
    if (reference.startsWith('workstation:') !== ['LINKED', 'UNLINKED'].includes(found.word)) return [];
    return [
      draft(reading, {
        kind: 'status',
        subject: reference,
        claimed: `${found.isNegated ? 'not ' : ''}${found.word}`,
        receiptId: bindStatus(index, piece.cited, reference),
      }),
    ];
  });
}

/** Spanish says "falló LOAD_DWH": the verb right before the name. */
const leadingStatus = (said: ReturnType<typeof statusesSaid>, plain: string, start: number) =>
  said.find(({ at }) => at < start && /^\w+[\s`*]*(?:el |o |the )?(?:job |trabajo )?[\s`*]*$/.test(plain.slice(at, start)));
const isAboutCount = (plain: string, at: number): boolean =>
  /(?:\d|\bno|\bnenhum|\bningun)\s+(?:\w+\s+)?(?:jobs?|trabajos?|streams?)[^,;]{0,20}$/.test(plain.slice(0, at));

function returnCodeClaims(reading: Reading, plain: string): ClaimDraft[] {
  if (CONDITION.test(plain)) return [];
  const subject = subjectOf(reading, plain) ?? reading.topic;
  if (subject === null) return [];
  return [...plain.matchAll(RETURN_CODE)].map((match) =>
    draft(reading, { kind: 'return-code', subject, claimed: match[1]!, receiptId: bind(reading.index, reading.piece.cited, holdsReturnCode(subject)) }),
  );
}

function timeClaims(reading: Reading, plain: string): ClaimDraft[] {
  const { piece, index } = reading;
  return [...piece.text.matchAll(STAMP)].flatMap((match) => {
    const before = plain.slice(0, match.index).replace(/\b(?:estimated|expected|likely) (?:end|start)\b/g, (words) => 'estimate'.padEnd(words.length));
    const which = TIME_WORDS.map(([pattern, word]) => ({ word, at: [...before.matchAll(pattern)].at(-1)?.index ?? -1 })).reduce((a, b) =>
      b.at > a.at ? b : a,
    );
    const named = reading.names.findLast(({ end }) => end <= match.index)?.reference;
    const subject = named ?? reading.topic;
    if (which.at < 0 || which.word === 'estimate' || subject === null || (/\b(?:since|desde|from|de)\s*$/.test(before) && which.word !== 'started')) return [];
    const instant = Date.parse(`${match[1]}T${match[2]}:00${zoneSuffix(match[3]!)}`);
    return Number.isNaN(instant)
      ? []
      : [
          draft(reading, {
            kind: 'time',
            subject: `${subject};time=${which.word}`,
            claimed: new Date(instant).toISOString(),
            receiptId: bind(index, piece.cited, holdsTime(subject)),
          }),
        ];
  });
}

function zoneSuffix(zone: string): string {
  const match = /([+-])(\d{1,2})(?::?(\d{2}))?/.exec(zone);
  return match === null ? 'Z' : `${match[1]}${match[2]!.padStart(2, '0')}:${match[3] ?? '00'}`;
}

function dependencyClaims(reading: Reading, plain: string): ClaimDraft[] {
  const { names, index, piece } = reading;
  return names.slice(0, -1).flatMap((left, position) => {
    const right = names[position + 1]!;
    const between = plain.slice(left.end, right.start).replace(/[`*"]/g, '');
    const isAfter = WAITS.test(between);
    if (!isAfter && !BLOCKS.test(between)) return [];
    const [waiter, awaited] = isAfter ? [left, right] : [right, left];
    const isNegated = /\b(?:not|nao|no|never|nunca)\b|n't/.test(between);
    const receiptId = bind(
      index,
      piece.cited,
      (one) =>
        ['why_not_running', 'impact', 'successors', 'predecessors', 'job_details'].includes(one.tool) &&
        holdsThing(waiter.reference)(one) &&
        holdsThing(awaited.reference)(one),
    );
    return [draft(reading, { kind: 'dependency', subject: waiter.reference, claimed: `${isNegated ? 'not ' : ''}after ${awaited.reference}`, receiptId })];
  });
}

/** Bound only when a receipt holds something the sentence, or its paragraph, names: a message id, a quoted line, a return code. */
function supportOf(reading: Reading): ClaimDraft['receiptId'] {
  const { index, piece, nearby } = reading;
  const message = messageIn(nearby)?.id;
  const quotes = quotesIn(nearby).map(({ text }) => text);
  const holds = (text: string) => bind(index, piece.cited, ({ result }) => folded(JSON.stringify(result)).includes(folded(JSON.stringify(text).slice(1, -1))));
  for (const evidence of [message, ...quotes]) {
    const bound = evidence === undefined ? null : holds(evidence);
    if (bound !== null) return bound;
  }
  return null;
}

function causeClaims(reading: Reading, plain: string): ClaimDraft[] {
  if (!CAUSE.test(plain)) return [];
  return [
    draft(reading, { kind: 'cause', subject: subjectOf(reading, plain) ?? reading.topic, claimed: reading.piece.text.trim(), receiptId: supportOf(reading) }),
  ];
}

/** Advice is bound to what it cites: it is not true or false, but it may stand on nothing. */
function adviceClaims(reading: Reading, plain: string): ClaimDraft[] {
  const isAdvice = ADVICE.test(plain.trim()) || hasCommand(reading.piece.text);
  if (!isAdvice || CAUSE.test(plain) || plain.trimEnd().endsWith(':')) return [];
  const cited = reading.index.read.find(({ receipt }) => reading.piece.cited.includes(receipt.label))?.receipt.id;
  return [draft(reading, { kind: 'advice', subject: reading.topic, claimed: reading.piece.text.trim(), receiptId: supportOf(reading) ?? cited ?? null })];
}

/** Every name an answer uses is claimed to exist; one the person asked about and no receipt knows is only repeated. */
function existenceClaims(reading: Reading, plain: string): ClaimDraft[] {
  const isAbsent = NOT_THERE.test(plain);
  const question = folded(reading.question);
  return reading.names.flatMap((name) => {
    const isKnown = !name.reference.startsWith('name:');
    if (isAbsent) return [draft(reading, { kind: 'existence', subject: name.reference, claimed: 'absent', receiptId: absenceReceipt(reading, name) }, name)];
    const isRepeated = [question, folded(reading.index.stated), folded(reading.index.faults)].some((text) => text.includes(folded(name.text)));
    if (!isKnown && isRepeated) return [];
    return [
      draft(
        reading,
        {
          kind: 'existence',
          subject: name.reference,
          claimed: 'exists',
          receiptId: isKnown ? bind(reading.index, reading.piece.cited, holdsThing(name.reference)) : null,
        },
        name,
      ),
    ];
  });
}

/** The look-up that found nothing: its result repeats the name that was asked for. */
const absenceReceipt = ({ index, piece }: Reading, { text }: PieceName) =>
  bind(index, piece.cited, ({ result, receipt }) => folded(JSON.stringify([result, receipt.args])).includes(folded(text)));

/** A factual sentence without a shape known here: bound to what it cites, never checked by machine. */
function otherClaim(reading: Reading): ClaimDraft[] {
  const cited = reading.index.read.find(({ receipt }) => reading.piece.cited.includes(receipt.label))?.receipt.id ?? null;
  // A heading announces what follows; the statements are there.
  return cited === null || reading.piece.text.trimEnd().endsWith(':')
    ? []
    : [draft(reading, { kind: 'other', subject: reading.topic, claimed: null, receiptId: cited })];
}
