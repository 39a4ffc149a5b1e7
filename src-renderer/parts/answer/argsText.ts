/** Tool arguments in one line, as a person would say them: `job=LOAD_DWH depth=2`. */
import * as z from 'zod';
import { visibleText } from '../../ui/text/visibleText.ts';

const aboutJob = z.object({ job: z.object({ id: z.string(), key: z.string() }) });

/** @param data what the tool returned, if it has: a job asked for by its id is then shown by its key. */
export function argsText(args: Readonly<Record<string, unknown>>, data?: unknown): string {
  const about = aboutJob.safeParse(data).data?.job;
  const line = Object.entries(args)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}=${about !== undefined && value === about.id ? about.key : typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
  return visibleText(line);
}
