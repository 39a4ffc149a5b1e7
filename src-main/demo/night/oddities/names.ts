/** Names that break whoever takes them for simple: the same one in several places, other letters, and signs that mean something elsewhere. */
import type { JobDraft, StreamDraft } from '../drafting/draft.ts';
import { oddJob } from './oddDrafts.ts';

/** What is submitted by hand lies in the stream JOBS of its workstation, named after its command. */
const adHoc = (key: string, command: string): JobDraft => ({ name: command, key, minutes: 3, user: 'night.operator', script: command });

export const NAMES: readonly StreamDraft[] = [
  {
    name: 'DWH_NIGHT',
    key: 'DWH_NIGHT/LAB',
    folder: '/BANK/LAB',
    workstation: 'AGT_ODD',
    at: -100,
    jobs: [oddJob('EXTRACT_CORE'), oddJob('LOAD_DWH', { after: ['EXTRACT_CORE'] })],
  },
  // The same stream at another hour of the same night.
  {
    name: 'DWH_NIGHT',
    key: 'DWH_NIGHT/EARLY',
    folder: '/BANK/LAB',
    workstation: 'AGT_ODD',
    at: -300,
    jobs: [oddJob('EXTRACT_CORE'), oddJob('LOAD_DWH', { after: ['EXTRACT_CORE'] })],
  },
  {
    name: 'CONCILIAÇÃO-ÚTIL',
    key: 'CONCILIACAO',
    folder: '/BANK/FILIAL SÃO-PAULO.01',
    workstation: 'AGT_ODD',
    at: -60,
    jobs: [oddJob('AÇÃO_INICIAL', { key: 'ACAO' }), oddJob('ÑANDÚ-FIN', { key: 'NANDU', after: ['ACAO'] })],
  },
  {
    name: 'LISBON_DAY',
    folder: '/BANK/BRANCH/LX',
    workstation: 'AGT_LISBON',
    at: -50,
    timeZone: 'Europe/Lisbon',
    jobs: [oddJob('OPEN'), oddJob('CLOSE', { after: ['OPEN'], at: 45 })],
  },
  {
    name: 'NEWYORK_DAY',
    folder: '/BANK/BRANCH/NY',
    workstation: 'AGT_NEWYORK',
    at: -50,
    timeZone: 'America/New_York',
    jobs: [oddJob('OPEN'), oddJob('CLOSE', { after: ['OPEN'], at: 90 })],
  },
  {
    name: 'JOBS',
    folder: '/',
    workstation: 'AGT_ODD',
    at: -20,
    jobs: [
      adHoc('ADHOC1', 'sh /opt/rel/2026/run#1.sh'),
      adHoc('ADHOC2', 'mail -s "fim@banco" relatório.txt'),
      adHoc('ADHOC3', "ls -l /data/in/*.dat; echo 'done' && exit 0"),
    ],
  },
];
