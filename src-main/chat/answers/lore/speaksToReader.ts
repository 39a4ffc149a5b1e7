/**
 * Text that addresses whoever reads it (an assistant, an auditor, an operator) instead of telling what happened.
 * It is evidence of nothing but itself. A help for choosing what to quote and whom to ask; never the fence itself, which holds without it. Pure.
 */

const rule = (source: string) => new RegExp(source, 'iu');

const SIGNS: readonly RegExp[] = [
  // Chat templates and turns of a conversation.
  /<[|｜][^|｜>]{1,40}[|｜]>|<\/?(?:system|user|assistant|tool_call|tool_result|tool_response|function_call|instructions?|prompt|data|start_of_turn|end_of_turn|s)\b[^>]{0,60}>|\[\/?(?:INST|SYS|TOOL_CALLS|TOOL_RESULTS|TOOL_REQUEST|AVAILABLE_TOOLS|SYSTEM_PROMPT)\]|<<\/?SYS>>|##\s{0,9}(?:system|instructions?|assistant|user)\b/i,
  /^\W{0,4}(?:system|assistant|developer|user|human|ai|tool|sistema|assistente|asistente|usu[aá]rio|usuario|resync|auditor|judge|juiz|juez)(?:\s+(?:message|prompt|note|notice|override|mensagem|mensaje|nota))?\s*[:>\]]/im,
  /"role"\s*:\s*"(?:system|assistant|user|tool)"|"(?:tool_calls?|function_call|is_incorrect|verdict)"\s*:/i,
  // To leave the rules, or to take a new part.
  rule(
    String.raw`\b(?:ignore|disregard|forget|override|bypass|desconsidere|ignora|ignorar|esque[cç]a|olvida|olvide|olvidar|omita)\b.{0,60}\b(?:instructions?|rules?|previous|prior|above|earlier|system|guidelines?|instru[cç][oõ]es|instrucciones|regras|reglas|anterior(?:es)?|acima|arriba|tudo|todo|everything)\b`,
  ),
  rule(
    String.raw`\b(?:you are now|you must|from now on|act as|pretend|your (?:new )?(?:task|role|instructions?|answer)|voc[eê] (?:agora|deve)|a partir de agora|ahora eres|debes (?:responder|decir)|finja|finge)\b`,
  ),
  // By name.
  rule(
    String.raw`\b(?:(?:ai|language) (?:model|assistant|agent)s?|llms?|chatbots?|copilots?|modelo de (?:linguagem|lenguaje)|(?:assistants?|assistente|asistente|auditors?|judges?|reviewers?|revisor|juiz|juez|resync)\b.{0,30}\b(?:should|must|shall|please|deve|debe|may|can now|say|answer|respond[ae]?r?|diga|approve|aprov|aprueb))`,
  ),
  // What to say, to keep, to decide, to do.
  rule(
    String.raw`\b(?:answer|reply|respond|say|state|tell|report|responda?|diga|informe|diz|di|conteste)\b.{0,40}\b(?:that|only|exactly|que|apenas|somente|solo|exatamente|exactamente)\b|\b(?:do not|don't|never|n[aã]o|no) (?:mention|report|show|cite|quote|mencione|informe|cite|menciones|informes|cites)\b|\breport\b.{0,60}\bas\b|\b(?:remember|memori[sz]e|store|learn|note) (?:that|this|for)\b|\b(?:lembre|memorize|recuerd[ae]|memoriz[ae])\b|\b(?:mark|approve|pass|aprov[ae]|aprueb[ae]|marque) (?:this|it|as|the|esta|este|isso|esto|a|como)\b`,
  ),
  rule(
    String.raw`\b(?:call|use|invoke|run|execute|chame|use|llam[ae]|invoque|rode|ejecut[ae]|execute)\b.{0,40}\b(?:tools?|function|ferramenta|herramienta|conman|composer|planman|curl|wget|powershell|bash|sudo|(?:find_jobs|job_log|job_details|run_history|plan_summary|search_memory|fetch_url|http_get))\b`,
  ),
  // What a page would load or open.
  /!?\[[^[\]\n]{0,200}\](?:\(|:\s*<?https?:)|!\[|<(?:img|a|script|iframe|svg|link|meta|object|embed|video|audio|form|style|base|body|input|details|math)\b|\b(?:javascript|vbscript|data):[\w/]|<https?:/i,
  // Our own marks.
  /\[\s*r\d{1,3}\s*(?:[,;\]])|\b(?:sudo|conman|composer|planman)\s+["'`]?[a-z]{2,}/i,
  // What nobody reads.
  /[A-Za-z0-9+/]{60}|(?:\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|%[0-9a-f]{2}|&#x?[0-9a-f]{1,9};){6}/i,
];

export function speaksToReader(text: string): boolean {
  return SIGNS.some((sign) => sign.test(text));
}
