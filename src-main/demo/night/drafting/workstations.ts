/** The machines of the bank: what runs where, and the three that keep jobs waiting. */
import type { PlanWorkstation } from '../../plan/planModel.ts';

type Draft = Omit<PlanWorkstation, 'id'>;

const machine = (type: Draft['type'], name: string, os: Draft['os'], description: string, rest: Partial<Draft> = {}): Draft => ({
  type,
  name,
  os,
  description,
  nodeName: `${name.toLowerCase().replaceAll('_', '-')}.bank.example`,
  limit: 24,
  fence: 0,
  isLinked: true,
  members: [],
  timeZone: null,
  ...rest,
});

/** Not linked since before the plan began: its jobs stay READY. */
export const UNLINKED_AGENT = 'AGT_BRANCH';
/** Limit 0: its jobs stay READY although nothing is wrong with it. */
export const CLOSED_AGENT = 'AGT_TREAS';
/** Fence raised to 50: the usual priority 10 does not pass. */
export const FENCED_AGENT = 'AGT_FRAUD';

const CORE: readonly Draft[] = [
  machine('MANAGER', 'MDM1', 'LINUX', 'Master domain manager', { limit: 40 }),
  machine('WORKLOAD_BROKER', 'BKR1', 'LINUX', 'Broker workstation of the dynamic agents', { limit: -1 }),
  machine('FTA', 'FTA_CORE1', 'AIX', 'Core banking database'),
  machine('FTA', 'FTA_CORE2', 'AIX', 'Core banking batch'),
  machine('FTA', 'FTA_DWH1', 'AIX', 'Data warehouse loader'),
  machine('AGENT', 'AGT_DWH2', 'LINUX', 'Data warehouse marts'),
  machine('AGENT', 'AGT_RISK1', 'LINUX', 'Risk engine'),
  machine('AGENT', 'AGT_RISK2', 'LINUX', 'Risk engine, second node'),
  machine('AGENT', 'AGT_REG', 'WINDOWS', 'Regulatory reports'),
  machine('AGENT', 'AGT_CARD1', 'LINUX', 'Cards clearing'),
  machine('AGENT', 'AGT_CARD2', 'LINUX', 'Cards statements'),
  machine('AGENT', 'AGT_PIX1', 'LINUX', 'Instant payments'),
  machine('AGENT', 'AGT_PIX2', 'LINUX', 'Instant payments, second node'),
  machine('AGENT', 'AGT_CLEAR', 'LINUX', 'Cheque and transfer clearing'),
  machine('AGENT', 'AGT_FX', 'LINUX', 'Foreign exchange'),
  machine('AGENT', 'AGT_LOAN', 'LINUX', 'Loans'),
  machine('AGENT', 'AGT_INV', 'WINDOWS', 'Investments and funds'),
  machine('AGENT', 'AGT_CRM', 'LINUX', 'Customer files and campaigns'),
  machine('AGENT', 'AGT_ARCH', 'LINUX', 'Archive and backup'),
  machine('AGENT', UNLINKED_AGENT, 'LINUX', 'Branch file server', { isLinked: false }),
  machine('AGENT', CLOSED_AGENT, 'LINUX', 'Treasury', { limit: 0 }),
  machine('AGENT', FENCED_AGENT, 'LINUX', 'Fraud scoring', { fence: 50 }),
  machine('POOL', 'POOL_ETL', 'OTHER', 'Whichever loader is free', { limit: -1, members: ['AGT_DWH2', 'AGT_ARCH'] }),
  machine('D-POOL', 'DPOOL_PAY', 'OTHER', 'Payment nodes by free memory', { limit: -1, members: ['AGT_PIX1', 'AGT_PIX2'] }),
  machine('X-AGENT', 'XA_MAINFRAME', 'OTHER', 'Jobs of the mainframe', { limit: 10 }),
];

/** Regional agents lie in other time zones than the bank; some of them change their clocks in spring and autumn. */
const ZONES: readonly (string | null)[] = [null, null, null, 'Europe/Lisbon', null, 'America/New_York', null, 'America/Santiago'];

/** How many machines a plan of so many jobs has: 200 at 40,000 and 1,500 at 200,000. */
const SIZES: readonly (readonly [jobs: number, machines: number])[] = [
  [1_400, CORE.length],
  [40_000, 200],
  [200_000, 1_500],
];

/** 25 machines; more when the plan is larger than one bank's night. */
export function workstationsFor(jobs: number): readonly Draft[] {
  const extra = machinesFor(jobs) - CORE.length;
  return [
    ...CORE,
    ...Array.from({ length: extra }, (_, at) =>
      machine('AGENT', `AGT_X${String(at + 1).padStart(4, '0')}`, 'LINUX', 'Regional agent', { timeZone: ZONES[at % ZONES.length] ?? null }),
    ),
  ];
}

/** Between two of the sizes in proportion. */
function machinesFor(jobs: number): number {
  for (const [at, [to, machines]] of SIZES.entries()) {
    if (jobs > to) continue;
    const [from, fewer] = SIZES[at - 1] ?? [0, machines];
    return fewer + Math.floor(((machines - fewer) * (jobs - from)) / (to - from));
  }
  return SIZES.at(-1)?.[1] ?? CORE.length;
}
