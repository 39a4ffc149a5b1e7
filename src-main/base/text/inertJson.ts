/** Untrusted text as data in what a model is shown: nothing in it can end the data, hide, or pass for a chat template. */
import { UNSEEN } from '../../../src-preload/shared/unseen.ts';

/**
 * JSON whose texts no chat template, markup or hidden character can come out of: the same value, written in escapes. What belongs to a picture is
 * escaped like anything unseen: a model reads it where an eye does not.
 */
export function inertJson(json: string): string {
  return json
    .replaceAll('<', '\\u003c')
    .replace(TEMPLATE_OPENS, '\\u005b')
    .replace(UNSEEN, (character) => [...Array(character.length).keys()].map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''));
}

/** `[INST]` and the like, which a template may take for its own; in JSON a bracket before a bare word only stands inside of a text. */
const TEMPLATE_OPENS = /\[(?=\/?[A-Z_]{3,})/g;
