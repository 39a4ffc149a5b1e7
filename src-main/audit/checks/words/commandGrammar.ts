/** Commands of the scheduler's own programs in running text, and whether they change anything. Verbs and short forms as in the User's Guide, "conman commands" and "composer commands". */

type CommandClass = 'reads' | 'mutating' | 'invalid';
export interface FoundCommand {
  readonly text: string;
  readonly does: CommandClass;
}

// biome-ignore format: one program per line
const READS: Readonly<Record<string, readonly string[]>> = {
  conman: ['display', 'df', 'dj', 'ds', 'listsym', 'lis', 'recall', 'rc', 'showcpus', 'sc', 'showdomain', 'showdom', 'showfiles', 'sf', 'showjobs', 'sj', 'showprompts', 'sp', 'showresources', 'sr', 'showschedules', 'ss', 'status', 'stat', 'version', 'v', 'help', 'exit', 'e', 'bulk_discovery', 'checkhealthstatus', 'chs'],
  composer: ['display', 'di', 'extract', 'ext', 'list', 'l', 'print', 'pr', 'validate', 'val', 'version', 'v', 'help', 'h', 'exit', 'e', 'create', 'cr'],
  planman: ['showinfo', 'crttrial', 'exttrial', 'crtfc'],
  optman: ['ls', 'show', 'sh'],
};
// biome-ignore format: one program per line
const CHANGES: Readonly<Record<string, readonly string[]>> = {
  conman: ['adddep', 'adj', 'ads', 'altjob', 'aj', 'altpass', 'altpri', 'ap', 'cancel', 'cj', 'cs', 'confirm', 'conf', 'console', 'cons', 'deldep', 'ddj', 'dds', 'deployconf', 'deploy', 'fence', 'f', 'kill', 'k', 'limit', 'lc', 'ls', 'link', 'lk', 'redo', 'release', 'rj', 'rs', 'reply', 'rep', 'rerun', 'rr', 'rerunsucc', 'rrs', 'resetfta', 'resource', 'reso', 'setsym', 'set', 'shutdown', 'shut', 'start', 'startappserver', 'starteventprocessor', 'startevtp', 'startmon', 'startm', 'stop', 'stopappserver', 'stopeventprocessor', 'stopevtp', 'stopmon', 'stopm', 'submit', 'sbd', 'sbf', 'sbj', 'sbs', 'switcheventprocessor', 'switchevtp', 'switchmgr', 'switchm', 'tellop', 'to', 'unlink', 'unlk'],
  composer: ['add', 'a', 'authenticate', 'au', 'continue', 'co', 'delete', 'de', 'edit', 'ed', 'lock', 'lo', 'modify', 'm', 'new', 'redo', 're', 'rename', 'rn', 'replace', 'rep', 'unlock', 'un', 'update', 'up'],
  planman: ['crt', 'ext', 'deploy', 'resync', 'reset', 'confirm', 'crtinfo', 'unlock', 'mirror'],
  optman: ['chg', 'ch'],
};
const WHOLE_PROGRAMS = /^(?:jnextplan|resetplan|switchplan|makeplan|updatestats|stageman|batchup|conman\.cmd)\b/i;
/** Conman verbs that are also words: taken for a command only where something with `#` or `;` follows. */
const BARE = /^([a-z_]{2,20})\s+\S*[#;]/i;
const SPANS = /`([^`\n]{2,300})`|"([^"\n]{2,300})"|“([^“”\n]{2,300})”/g;
const IN_PROSE = /\b(conman|composer|planman|optman)\s+["']?([a-z_]{1,25})\b/gi;

export function commandsIn(text: string): FoundCommand[] {
  const spans = [...text.matchAll(SPANS)].flatMap((match) => commandOf((match[1] ?? match[2] ?? match[3] ?? '').trim()) ?? []);
  const outside = text.replace(SPANS, ' ');
  // In prose "conman is" is no command: only verbs that exist count there.
  const prose = [...outside.matchAll(IN_PROSE)].flatMap((match) => {
    const does = classOf(match[1]!, match[2]!);
    return does === 'invalid' ? [] : [{ text: match[0], does }];
  });
  return [...spans, ...prose];
}

function commandOf(span: string): FoundCommand | null {
  if (WHOLE_PROGRAMS.test(span)) return { text: span, does: 'mutating' };
  const program = /^(conman|composer|planman|optman)\b\s*/i.exec(span);
  if (program !== null) {
    const verb = /^["'%\s]*([a-z_]+)/i.exec(span.slice(program[0].length))?.[1];
    // The bare name of a program is no command yet.
    return verb === undefined ? null : { text: span, does: classOf(program[1]!, verb) };
  }
  const verb = BARE.exec(span)?.[1];
  const does = verb === undefined ? 'invalid' : classOf('conman', verb);
  return does === 'invalid' ? null : { text: span, does };
}

function classOf(program: string, verb: string): CommandClass {
  const [name, word] = [program.toLowerCase(), verb.toLowerCase()];
  if (CHANGES[name]?.includes(word) === true) return 'mutating';
  return READS[name]?.includes(word) === true ? 'reads' : 'invalid';
}
