/** The six screens: where they live, their key, their icon. */
import { Activity, BookOpen, Gauge, type LucideIcon, MessageSquare, Settings, Stamp } from 'lucide-react';
import type { Word } from '../words/words.ts';

export type ScreenPath = '/chat' | '/plan' | '/review' | '/memory' | '/health' | '/settings';

export interface ScreenEntry {
  readonly path: ScreenPath;
  readonly word: Word;
  readonly keys: string;
  readonly Icon: LucideIcon;
}

export const screens: readonly ScreenEntry[] = [
  { path: '/chat', word: 'nav.chat', keys: 'g c', Icon: MessageSquare },
  { path: '/plan', word: 'nav.plan', keys: 'g p', Icon: Gauge },
  { path: '/review', word: 'nav.review', keys: 'g r', Icon: Stamp },
  { path: '/memory', word: 'nav.memory', keys: 'g m', Icon: BookOpen },
  { path: '/health', word: 'nav.health', keys: 'g h', Icon: Activity },
  { path: '/settings', word: 'nav.settings', keys: 'g s', Icon: Settings },
];
