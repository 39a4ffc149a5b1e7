/** How plan facts are written in an answer: names as code, foreign text made visible, instants in the engine's zone. */
import type { Hand } from '../../../../src-preload/shared/words/planWords.ts';
import type { Ask } from '../ask.ts';
import { code, visible } from './visible.ts';
import { timeText } from './times.ts';

export const handOf = ({ zone }: Ask): Hand => ({ name: code, text: visible, time: (instant) => timeText(instant, zone) });
