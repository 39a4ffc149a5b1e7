/** The bank's usual work: which streams each department has, on which machines, in which steps. */

export interface Family {
  readonly folder: string;
  readonly user: string;
  readonly machines: readonly string[];
  readonly streams: readonly string[];
  readonly steps: readonly string[];
}

export const FAMILIES: readonly Family[] = [
  {
    folder: '/BANK/CORE',
    user: 'corebatch',
    machines: ['FTA_CORE1', 'FTA_CORE2'],
    streams: ['CORE_ACCRUAL', 'CORE_INTEREST', 'CORE_SAVINGS', 'CORE_POSTING', 'CORE_BALANCE', 'CORE_FEES', 'CORE_GL', 'CORE_STANDING'],
    steps: ['OPEN_DAY', 'EXTRACT', 'SORT', 'VALIDATE', 'CALC', 'POST', 'BALANCE', 'RECON', 'REPORT', 'INTERFACE_GL', 'BACKUP', 'CLOSE'],
  },
  {
    folder: '/BANK/DWH',
    user: 'dwhbatch',
    machines: ['AGT_DWH2', 'POOL_ETL'],
    streams: ['DWH_CUSTOMER', 'DWH_ACCOUNTS', 'DWH_CARDS', 'DWH_LOANS', 'DWH_CHANNELS', 'DWH_FINANCE'],
    steps: ['EXTRACT', 'TRANSFER', 'CLEANSE', 'DEDUP', 'STAGE', 'LOAD_DIM', 'LOAD_FACT', 'INDEX', 'AGGREGATE', 'QUALITY', 'STATS', 'PUBLISH'],
  },
  {
    folder: '/BANK/RISK',
    user: 'riskcalc',
    machines: ['AGT_RISK1', 'AGT_RISK2'],
    streams: ['RISK_CREDIT', 'RISK_MARKET', 'RISK_LIQUIDITY', 'RISK_SCORING', 'RISK_PROVISION'],
    steps: ['POSITIONS', 'PRICES', 'CURVES', 'SCENARIOS', 'EXPOSURE', 'CALC', 'AGGREGATE', 'LIMITS', 'BACKTEST', 'REPORT', 'ARCHIVE'],
  },
  {
    folder: '/BANK/PAYMENTS',
    user: 'paybatch',
    machines: ['AGT_PIX1', 'AGT_PIX2', 'DPOOL_PAY'],
    streams: ['PIX_RECON', 'PIX_REFUNDS', 'TED_OUT', 'TED_IN', 'BOLETO_CAPTURE', 'BOLETO_SETTLE', 'PAYROLL_CREDIT', 'DIRECT_DEBIT'],
    steps: ['RECEIVE', 'DECRYPT', 'VALIDATE', 'DEDUP', 'ENRICH', 'POST', 'CONFIRM', 'RECON', 'RETURNS', 'NOTIFY', 'REPORT', 'ARCHIVE'],
  },
  {
    folder: '/BANK/CARDS',
    user: 'cardbatch',
    machines: ['AGT_CARD1', 'AGT_CARD2'],
    streams: ['CARDS_AUTH', 'CARDS_BILLING', 'CARDS_STATEMENT', 'CARDS_DISPUTE', 'CARDS_REWARDS'],
    steps: ['COLLECT', 'SPLIT', 'VALIDATE', 'MATCH', 'RATE', 'POST', 'INTERCHANGE', 'RECON', 'STATEMENT', 'REPORT', 'ARCHIVE'],
  },
  {
    folder: '/BANK/LOANS',
    user: 'loanbatch',
    machines: ['AGT_LOAN'],
    streams: ['LOAN_INSTALLMENT', 'LOAN_MORTGAGE', 'LOAN_ARREARS', 'LOAN_PAYROLL'],
    steps: ['SELECT', 'ACCRUE', 'INSTALLMENTS', 'DEBIT', 'POST', 'ARREARS', 'LETTERS', 'RECON', 'GL', 'REPORT'],
  },
  {
    folder: '/BANK/INVEST',
    user: 'invbatch',
    machines: ['AGT_INV', 'AGT_FX'],
    streams: ['FUNDS_NAV', 'FUNDS_ORDERS', 'CUSTODY_B3', 'FX_POSITIONS', 'FIXED_INCOME'],
    steps: ['PRICES', 'TRADES', 'MATCH', 'POSITION', 'VALUATE', 'NAV', 'FEES', 'RECON', 'PUBLISH', 'REPORT', 'ARCHIVE'],
  },
  {
    folder: '/BANK/REG',
    user: 'regrep',
    machines: ['AGT_REG'],
    streams: ['REG_CCS', 'REG_COSIF', 'REG_ESG', 'REG_AML'],
    steps: ['COLLECT', 'MAP', 'VALIDATE', 'CALC', 'CROSSCHECK', 'XML', 'SIGN', 'PACK', 'PROTOCOL', 'ARCHIVE'],
  },
  {
    folder: '/BANK/CRM',
    user: 'crmbatch',
    machines: ['AGT_CRM', 'XA_MAINFRAME'],
    streams: ['CRM_CUSTOMER', 'CRM_CAMPAIGN', 'CRM_CONSENT', 'CRM_CHURN'],
    steps: ['EXTRACT', 'MERGE', 'SCORE', 'SEGMENT', 'CONSENT', 'EXPORT', 'SEND', 'FEEDBACK', 'REPORT'],
  },
  {
    folder: '/BANK/OPS',
    user: 'opsbatch',
    machines: ['AGT_ARCH', 'AGT_CLEAR'],
    streams: ['OPS_BACKUP', 'OPS_HOUSEKEEP', 'OPS_LOGS'],
    steps: ['CHECK_SPACE', 'FREEZE', 'SNAPSHOT', 'COPY', 'VERIFY', 'ROTATE', 'PURGE', 'CATALOG', 'REPORT'],
  },
];
