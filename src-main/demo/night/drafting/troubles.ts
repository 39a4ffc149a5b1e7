/** What goes wrong in every simulated night, so that each kind of question has something to find. Minutes count from the start. */
import type { StreamDraft } from './draft.ts';
import { CLOSED_AGENT, FENCED_AGENT, UNLINKED_AGENT } from './workstations.ts';

const dwh = { user: 'dwhbatch' };
const risk = { user: 'riskcalc' };
const core = { user: 'corebatch' };
const cards = { user: 'cardbatch' };

/** A load fails for want of tablespace, and marts, risk figures and the central bank's report wait for it. */
const WAREHOUSE: readonly StreamDraft[] = [
  {
    name: 'DWH_NIGHT',
    folder: '/BANK/DWH',
    workstation: 'FTA_DWH1',
    at: -150,
    jobs: [
      { ...dwh, name: 'EXTRACT_CORE', minutes: 14, script: '/opt/batch/bin/extract_core.ksh' },
      { ...dwh, name: 'EXTRACT_CARDS', minutes: 11, script: '/opt/batch/bin/extract_cards.ksh' },
      {
        ...dwh,
        name: 'STAGE_DWH',
        minutes: 22,
        after: ['EXTRACT_CORE', 'EXTRACT_CARDS'],
        script: '/opt/batch/bin/stage_dwh.ksh',
        needs: { resource: 'DWH_SLOTS', quantity: 1 },
      },
      {
        ...dwh,
        name: 'LOAD_DWH',
        minutes: 8,
        estimatedMinutes: 35,
        after: ['STAGE_DWH'],
        script: '/opt/batch/bin/load_dwh.ksh',
        outcome: 'ABEND',
        returnCode: 8,
        needs: { resource: 'DWH_SLOTS', quantity: 1 },
        output: [
          'load_dwh: connecting to DWHPROD',
          'load_dwh: target DWH.FACT_SALES, 18 partitions, direct path',
          'load_dwh: 4194304 rows loaded',
          'load_dwh: 8388608 rows loaded',
          'ERROR at line 1:',
          'ORA-01653: unable to extend table DWH.FACT_SALES by 8192 in tablespace DWH_DATA',
          'load_dwh: rollback done, rc=8',
        ],
      },
      { ...dwh, name: 'INDEX_DWH', minutes: 18, after: ['LOAD_DWH'], script: '/opt/batch/bin/index_dwh.ksh' },
      { ...dwh, name: 'AGG_SALES', minutes: 12, after: ['INDEX_DWH'], script: '/opt/batch/bin/agg_sales.ksh' },
      { ...dwh, name: 'AGG_BALANCES', minutes: 12, after: ['INDEX_DWH'], script: '/opt/batch/bin/agg_balances.ksh' },
      { ...dwh, name: 'PUBLISH_DWH', minutes: 5, after: ['AGG_SALES', 'AGG_BALANCES'], script: '/opt/batch/bin/publish_dwh.ksh' },
    ],
  },
  {
    name: 'DWH_MARTS',
    folder: '/BANK/DWH',
    workstation: 'AGT_DWH2',
    at: -90,
    jobs: [
      { ...dwh, name: 'BUILD_MART_CREDIT', minutes: 16, after: ['DWH_NIGHT.PUBLISH_DWH'], script: '/opt/batch/bin/mart_credit.sh' },
      { ...dwh, name: 'BUILD_MART_TREASURY', minutes: 13, after: ['DWH_NIGHT.PUBLISH_DWH'], script: '/opt/batch/bin/mart_treasury.sh' },
      { ...dwh, name: 'BUILD_MART_RETAIL', minutes: 20, after: ['DWH_NIGHT.AGG_SALES'], script: '/opt/batch/bin/mart_retail.sh' },
      {
        ...dwh,
        name: 'CHECK_MARTS',
        minutes: 4,
        after: ['BUILD_MART_CREDIT', 'BUILD_MART_TREASURY', 'BUILD_MART_RETAIL'],
        script: '/opt/batch/bin/check_marts.sh',
      },
    ],
  },
  {
    name: 'RISK_DAILY',
    folder: '/BANK/RISK',
    workstation: 'AGT_RISK1',
    at: -60,
    after: ['DWH_MARTS.*'],
    jobs: [
      { ...risk, name: 'CALC_VAR', minutes: 25, script: '/opt/risk/bin/calc_var.sh' },
      { ...risk, name: 'CALC_LCR', minutes: 15, script: '/opt/risk/bin/calc_lcr.sh' },
      { ...risk, name: 'STRESS_TEST', minutes: 30, after: ['CALC_VAR'], script: '/opt/risk/bin/stress_test.sh' },
      {
        ...risk,
        name: 'RISK_VAR_REPORT',
        minutes: 10,
        after: ['CALC_VAR', 'CALC_LCR'],
        criticalDeadline: 75,
        priority: 40,
        script: '/opt/risk/bin/var_report.sh',
      },
    ],
  },
  {
    name: 'REG_3040',
    folder: '/BANK/REG',
    workstation: 'AGT_REG',
    at: -30,
    jobs: [
      { user: 'regrep', name: 'BUILD_DOC3040', minutes: 18, after: ['RISK_DAILY.RISK_VAR_REPORT'], script: 'C:\\batch\\doc3040.cmd' },
      { user: 'regrep', name: 'SEND_DOC3040', minutes: 3, after: ['BUILD_DOC3040'], criticalDeadline: 300, script: 'C:\\batch\\send3040.cmd' },
    ],
  },
];

/** The clearing runs long and its critical end is already past its deadline. */
const CLEARING: readonly StreamDraft[] = [
  {
    name: 'COMPE_CLEARING',
    folder: '/BANK/PAYMENTS',
    workstation: 'AGT_CLEAR',
    at: -110,
    jobs: [
      { user: 'paybatch', name: 'RECEIVE_COMPE', minutes: 12, script: '/opt/clear/bin/receive.sh' },
      { user: 'paybatch', name: 'MATCH_COMPE', minutes: 25, after: ['RECEIVE_COMPE'], script: '/opt/clear/bin/match.sh' },
      { user: 'paybatch', name: 'SETTLE_COMPE', minutes: 170, estimatedMinutes: 30, after: ['MATCH_COMPE'], script: '/opt/clear/bin/settle.sh' },
      {
        user: 'paybatch',
        name: 'SEND_STR_BACEN',
        minutes: 6,
        after: ['SETTLE_COMPE'],
        criticalDeadline: -8,
        priority: 60,
        script: '/opt/clear/bin/send_str.sh',
      },
      { user: 'paybatch', name: 'CONFIRM_STR', minutes: 4, after: ['SEND_STR_BACEN'], script: '/opt/clear/bin/confirm_str.sh' },
    ],
  },
  {
    name: 'PIX_SETTLEMENT',
    folder: '/BANK/PAYMENTS',
    workstation: 'AGT_PIX1',
    at: -40,
    jobs: [
      { user: 'paybatch', name: 'PIX_CUTOFF', minutes: 6, script: '/opt/pix/bin/cutoff.sh' },
      { user: 'paybatch', name: 'PIX_NETTING', minutes: 70, after: ['PIX_CUTOFF'], script: '/opt/pix/bin/netting.sh' },
      {
        user: 'paybatch',
        name: 'PIX_SETTLE_SPI',
        minutes: 9,
        after: ['PIX_NETTING'],
        criticalDeadline: 240,
        priority: 60,
        script: '/opt/pix/bin/settle_spi.sh',
      },
    ],
  },
];

/** One job for each reason not to run, and one for each way to end. */
const SINGLES: readonly StreamDraft[] = [
  {
    name: 'CORE_EOD',
    folder: '/BANK/CORE',
    workstation: 'FTA_CORE1',
    at: -330,
    jobs: [
      { ...core, name: 'CLOSE_BRANCHES', minutes: 15, script: '/opt/core/bin/close_branches.ksh' },
      {
        ...core,
        name: 'PURGE_SESSIONS',
        minutes: 3,
        after: ['CLOSE_BRANCHES'],
        script: '/opt/core/bin/purge_sessions.ksh',
        outcome: 'ABEND',
        returnCode: 2,
        output: [
          'purge_sessions: table CORE.SESSION_LOG',
          'SQL0911N  The current transaction has been rolled back because of a deadlock or timeout.  Reason code "2".',
          'purge_sessions: rc=2',
        ],
      },
      { ...core, name: 'POST_MOVEMENTS', minutes: 40, after: ['CLOSE_BRANCHES'], script: '/opt/core/bin/post_movements.ksh' },
      { ...core, name: 'CHECK_TOTALS', minutes: 6, after: ['POST_MOVEMENTS'], script: '/opt/core/bin/check_totals.ksh' },
      {
        ...core,
        name: 'CALC_INTEREST',
        minutes: 20,
        after: ['CHECK_TOTALS'],
        script: '/opt/core/bin/calc_interest.ksh',
        returnCode: 4,
        successCondition: 'RC=0 OR RC=4',
        output: ['calc_interest: 1284377 accounts', 'calc_interest: WARNING 12 accounts without rate, default used', 'calc_interest: rc=4'],
      },
      {
        ...core,
        name: 'LOAD_RATES',
        minutes: 5,
        after: ['CHECK_TOTALS'],
        outcome: 'ABEND',
        returnCode: 12,
        rerunAfterMinutes: 18,
        script: '/opt/core/bin/load_rates.ksh',
      },
      { ...core, name: 'APPLY_RATES', minutes: 9, after: ['LOAD_RATES'], script: '/opt/core/bin/apply_rates.ksh' },
      { ...core, name: 'PRINT_LEDGER', minutes: 10, after: ['CALC_INTEREST'], canceledAt: -260, script: '/opt/core/bin/print_ledger.ksh' },
      { ...core, name: 'OPEN_NEXT_DAY', minutes: 8, after: ['APPLY_RATES', 'PRINT_LEDGER'], script: '/opt/core/bin/open_next_day.ksh' },
    ],
  },
  {
    name: 'CARDS_CLEARING',
    folder: '/BANK/CARDS',
    workstation: 'AGT_CARD1',
    at: -140,
    jobs: [
      { ...cards, name: 'FETCH_CLEARING', minutes: 9, script: '/opt/cards/bin/fetch_clearing.sh' },
      {
        ...cards,
        name: 'SPLIT_NETWORKS',
        minutes: 1,
        estimatedMinutes: 6,
        after: ['FETCH_CLEARING'],
        script: '/opt/cards/bin/split_networks.sh',
        outcome: 'ABEND',
        returnCode: 127,
        output: ['/opt/cards/bin/split_networks.sh: line 42: /opt/cards/lib/netsplit: command not found'],
      },
      { ...cards, name: 'CHECK_TOTALS', minutes: 5, after: ['SPLIT_NETWORKS'], script: '/opt/cards/bin/check_totals.sh' },
    ],
  },
  {
    name: 'FX_RATES',
    folder: '/BANK/INVEST',
    workstation: 'AGT_FX',
    at: -35,
    jobs: [
      { user: 'fxbatch_old', name: 'IMPORT_PTAX', minutes: 0, estimatedMinutes: 4, outcome: 'FAIL', returnCode: 0, script: '/opt/fx/bin/import_ptax.sh' },
      { user: 'fxbatch', name: 'REVALUE_FX', minutes: 12, after: ['IMPORT_PTAX'], script: '/opt/fx/bin/revalue.sh' },
    ],
  },
  {
    name: 'CUSTODY_FILES',
    folder: '/BANK/INVEST',
    workstation: 'AGT_INV',
    at: -75,
    jobs: [
      {
        user: 'invbatch',
        name: 'LOAD_B3_FILE',
        minutes: 8,
        waitsForFile: { path: '/data/in/b3/NEG_COMPROVADA.TXT', arrives: null },
        script: 'C:\\invest\\load_b3.cmd',
      },
      { user: 'invbatch', name: 'MATCH_CUSTODY', minutes: 14, after: ['LOAD_B3_FILE'], script: 'C:\\invest\\match_custody.cmd' },
    ],
  },
  {
    name: 'BRANCH_FILES',
    folder: '/BANK/CORE',
    workstation: UNLINKED_AGENT,
    at: -95,
    jobs: [
      { user: 'brbatch', name: 'COLLECT_BRANCHES', minutes: 12, script: '/opt/branch/bin/collect.sh' },
      { user: 'brbatch', name: 'MERGE_BRANCHES', minutes: 6, after: ['COLLECT_BRANCHES'], script: '/opt/branch/bin/merge.sh' },
    ],
  },
  {
    name: 'TREASURY_POS',
    folder: '/BANK/TREASURY',
    workstation: CLOSED_AGENT,
    at: -80,
    jobs: [
      { user: 'trebatch', name: 'CALC_POSITION', minutes: 10, script: '/opt/treasury/bin/position.sh' },
      { user: 'trebatch', name: 'SEND_POSITION', minutes: 3, after: ['CALC_POSITION'], script: '/opt/treasury/bin/send_position.sh' },
    ],
  },
  {
    name: 'FRAUD_SCORING',
    folder: '/BANK/RISK',
    workstation: FENCED_AGENT,
    at: -55,
    jobs: [
      { user: 'fraudbat', name: 'SCORE_FRAUD', minutes: 20, script: '/opt/fraud/bin/score.sh' },
      { user: 'fraudbat', name: 'BLOCK_CARDS', minutes: 2, after: ['SCORE_FRAUD'], script: '/opt/fraud/bin/block_cards.sh' },
    ],
  },
  {
    name: 'MONTH_CLOSE',
    folder: '/BANK/CORE',
    workstation: 'FTA_CORE2',
    at: -100,
    jobs: [
      { ...core, name: 'PREPARE_CLOSE', minutes: 10, script: '/opt/core/bin/prepare_close.ksh' },
      {
        ...core,
        name: 'RUN_CLOSE',
        minutes: 30,
        after: ['PREPARE_CLOSE'],
        waitsForPrompt: { name: 'CLOSE_OK', text: 'Accounting has confirmed the month? Continue (y/n)' },
        script: '/opt/core/bin/run_close.ksh',
      },
      { ...core, name: 'REPORT_CLOSE', minutes: 5, after: ['RUN_CLOSE'], script: '/opt/core/bin/report_close.ksh' },
    ],
  },
];

/** Makes the next day's plan. Without it there is no tomorrow. */
const FINAL: readonly StreamDraft[] = [
  {
    name: 'FINAL',
    folder: '/',
    workstation: 'MDM1',
    at: 1_074,
    priority: 100,
    jobs: [
      { user: 'wauser', name: 'STARTAPPSERVER', minutes: 1, script: '/opt/hwa/TWS/bin/StartAppServer.sh' },
      { user: 'wauser', name: 'MAKEPLAN', minutes: 3, after: ['STARTAPPSERVER'], script: '/opt/hwa/TWS/MakePlan' },
      { user: 'wauser', name: 'SWITCHPLAN', minutes: 1, after: ['MAKEPLAN'], script: '/opt/hwa/TWS/SwitchPlan' },
    ],
  },
  {
    name: 'FINALPOSTREPORTS',
    folder: '/',
    workstation: 'MDM1',
    at: 1_074,
    after: ['FINAL.*'],
    jobs: [
      { user: 'wauser', name: 'CHECKSYNC', minutes: 1, script: '/opt/hwa/TWS/CheckSync' },
      { user: 'wauser', name: 'CREATEPOSTREPORTS', minutes: 1, after: ['CHECKSYNC'], script: '/opt/hwa/TWS/CreatePostReports' },
      { user: 'wauser', name: 'UPDATESTATS', minutes: 1, after: ['CREATEPOSTREPORTS'], script: '/opt/hwa/TWS/UpdateStats' },
    ],
  },
];

export const SCRIPTED_STREAMS: readonly StreamDraft[] = [...WAREHOUSE, ...CLEARING, ...SINGLES, ...FINAL];
