/** What `--help` says. Kept beside the parser so that both tell the same truth. */
export const USAGE = `Resync: read-only questions about HCL Workload Automation, answered with evidence.

  npm start [-- --demo]                 the app: its window where Electron is installed, else the browser
  npm run -s resync -- <command>        the commands below

Before or behind a command: --data-dir D, --demo (the simulated scheduler, around now), and for serve, ask and simulate
  --night NAME --at INSTANT, a simulated night that was written down once, with the time standing still at that instant: the same
  question has the same answer on any day. It has a data directory of its own for each instant, unless --data-dir is given.
    night-1   from 2026-11-30T08:48:00Z until 2026-12-01T08:48:00Z, e.g. --night night-1 --at 2026-11-30T14:58:00Z

Commands
  serve [--port N] [--demo | --night NAME --at INSTANT] [--data-dir D]
      Serves the app on 127.0.0.1. Prints one JSON line {"url","token","pid"} when ready; ends on SIGTERM or Ctrl-C.
      --browser prints a sign-in link instead and opens the browser where there is one.
      --accept-store goes on with a store that is missing, empty, damaged, another one or older than the one used here
      before; what lay there is kept aside. Without it such a store is refused, with the newest backup named.
  ask "<question>" [--json] [--demo | --night NAME --at INSTANT] [--agent ID] [--data-dir D]
      Answers on the terminal and lists the receipts. --json prints question, answer, claims, receipts, memories, notices, state and turn.
      While another Resync runs on the same data, the answer is not remembered.
  doctor [--demo] [--data-dir D]
      Checks every connection, a line each. Exit code 1 when one is unhealthy or cannot be asked.
  confirm [--data-dir D]
      Confirms the addresses that the settings file names, and says which; until then nothing is sent there. Settings has the same.
  review verify [--demo] [--data-dir D]
      Says whether the trail of decisions is exactly what was written. Exit code 1 when it is not.
  review export [--format jsonl|csv] [--state pending|approved|corrected|rejected] [--demo] [--data-dir D]
      Writes review items with their history to standard output. Both work while Resync runs.
  scorecard [--days N] [--json] [--demo] [--data-dir D]
      How often the auditor and people agree, per check, over the last N days (90); canaries, spot checks and proposed rules.
  simulate [--port N] [[--jobs N] [--seed S] | --night NAME --at INSTANT] [--profile 10.2.8|10.1.0.1]
           [--certificate KIND] [--fault NAME=VALUE]...
      Runs the simulated scheduler alone. Prints {"url","user","password","apiKey","ca","pid"}; ca is the path of a PEM file.
      Each request is a JSON line on stderr, and at the end how many writes were refused.
      --certificate valid|expired|expiring|not-yet-valid|wrong-host|unknown-issuer
      --fault may be repeated; NAME=VALUE typed while it runs changes one, "off" ends them all. The names are
        only status retryAfter engineMessage errorBody slowMs slowLogMs cutMidBody garbageBody dropNext
        mirrorLagMs clockSkewMs hidden driftingRows hugeLogBytes hostileLog absent countAbsent leanLists
        v1Ids linkOrigin planFilterQualifiers absentValues reportedVersion metricsNeedSignIn
        batchman extending
        e.g. --fault status=429 --fault only=offset=500 --fault hidden=RISK_@,/BANK/DWH/@ --fault hugeLogBytes=50000000
  backup [--to FOLDER] [--demo] [--data-dir D]
      Makes a verified backup now, also while Resync runs: one file with the store, settings and agents, never a secret.
      It goes to the folder of the settings (else backups in the data directory), or to FOLDER, where nothing is ever taken away.
  restore [BACKUP|newest] [--yes] [--settings] [--demo] [--data-dir D]
      Lists the backups; with one named, checks it whole, shows what it would replace, and with --yes puts it in place.
      The present store is kept beside it as resync.db.before-restore-TIME. --settings brings settings and agents back as well.
      Exit code 1 when it was not put in place. End Resync first, or restore under its Settings.
  rescue [--to FILE] [--demo] [--data-dir D]
      Saves what a damaged store still holds into a new, verified one, and says per table what was saved and lost. The damaged
      file is only read. Put the new one in place with restore FILE. Exit code 1 when something was lost.
  migrate [--queue redis|sqlite] [--demo] [--data-dir D]
      Brings the store to this version's schema, keeping a backup. --queue also moves the open audits: to the Redis
      of a team (RESYNC_REDIS_URL or Settings), or back into the store.
  mcp [--demo] [--data-dir D]
      The read-only tools for another assistant, over the Model Context Protocol on standard input and output.

Environment
  RESYNC_DATA_DIR                       where data lives (else the platform's place)
  RESYNC_TWS_URL, RESYNC_TWS_USER       an engine, e.g. https://host:31116; it is then the active one.
                                        With commas: the primary, then its backup masters
  RESYNC_TWS_PASSWORD or RESYNC_TWS_API_KEY
  RESYNC_TWS_CA                         the engine's CA: path of a PEM file, or the PEM text itself
  RESYNC_TWS_TLS_UNVERIFIED             true accepts any certificate: for development only
  RESYNC_TWS_UNENCRYPTED, RESYNC_LLM_UNENCRYPTED, RESYNC_REDIS_UNENCRYPTED
                                        true lets the address given here be http:// or redis:// on another computer
  RESYNC_REDIS_URL                      the audit queue of a team, e.g. redis://user:password@host:6379
  RESYNC_LLM_URL, RESYNC_LLM_MODEL, RESYNC_LLM_API_KEY
                                        an OpenAI-compatible endpoint; without one, answers are made by rules.
                                        A key goes to the address given with it, else to the one confirmed in Settings
`;
