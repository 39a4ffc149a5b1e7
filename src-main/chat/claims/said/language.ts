/** Whether folded text is Portuguese: where it and Spanish spell different words alike ("dos" is "of the" in one and "two" in the other). */

const PORTUGUESE = /\b(?:nao|sao|os|um|uma|em|no|na|nos|nas|do|da|das|ao|foi|foram|estao|ha|com|falh\w+|terminaram|rodando|plano|estac\w+|cerca)\b/g;
const SPANISH = /\b(?:el|los|las|en|con|y|hay|fue|estan|una|un|del|al|fall(?:o|aron|ado|ados)|terminaron|corriendo|plan|estacion\w*)\b/g;

export const isPortuguese = (plain: string): boolean => (plain.match(PORTUGUESE)?.length ?? 0) > (plain.match(SPANISH)?.length ?? 0);
