/** What `--help` says. Kept beside the parser so that both tell the same truth. */
export const USAGE = `Resync: read-only questions about HCL Workload Automation, answered with evidence.

  npm start [-- --demo]                 the app: its window where Electron is installed, else the browser
  npm run -s resync -- <command>        the commands below

Commands
  serve [--port N] [--demo] [--data-dir D]
      Serves the app on 127.0.0.1. Prints one JSON line {"url","token","pid"} when ready; ends on SIGTERM or Ctrl-C.
      --browser prints a sign-in link instead and opens the browser where there is one.
      --accept-store goes on with a store that is missing, empty, damaged, another one or older than the one used here
      before; what lay there is kept aside. Without it such a store is refused, with the newest backup named.
  ask "<question>" [--json] [--demo] [--agent ID] [--data-dir D]
      Answers on the terminal and lists the receipts. --json prints question, answer, claims, receipts, memories, notices, state and turn.
      While another Resync runs on the same data, the answer is not remembered.
  doctor [--demo] [--data-dir D]
      Checks every connection, a line each. Exit code 1 when one is unhealthy or cannot be asked.
  review verify [--demo] [--data-dir D]
      Says whether the trail of decisions is exactly what was written. Exit code 1 when it is not.
  review export [--format jsonl|csv] [--state pending|approved|corrected|rejected] [--demo] [--data-dir D]
      Writes review items with their history to standard output. Both work while Resync runs.
  scorecard [--days N] [--json] [--demo] [--data-dir D]
      How often the auditor and people agree, per check, over the last N days (90); canaries, spot checks and proposed rules.
  simulate [--port N] [--jobs N] [--seed S] [--profile 10.2.8|10.1.0.1] [--certificate KIND] [--fault NAME=VALUE]...
      Runs the simulated scheduler alone. Prints {"url","user","password","apiKey","ca","pid"}; ca is the path of a PEM file.
      Each request is a JSON line on stderr, and at the end how many writes were refused.
      --certificate valid|expired|expiring|not-yet-valid|wrong-host|unknown-issuer
      --fault may be repeated; NAME=VALUE typed while it runs changes one, "off" ends them all. The names are
        only status retryAfter engineMessage errorBody slowMs slowLogMs cutMidBody garbageBody dropNext
        mirrorLagMs clockSkewMs hidden driftingRows hugeLogBytes hostileLog absent countAbsent leanLists
        v1Ids linkOrigin planFilterQualifiers absentValues reportedVersion metricsNeedSignIn
        batchman extending
        e.g. --fault status=429 --fault only=offset=500 --fault hidden=RISK_@,/BANK/DWH/@ --fault hugeLogBytes=50000000
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
  RESYNC_REDIS_URL                      the audit queue of a team, e.g. redis://user:password@host:6379
  RESYNC_LLM_URL, RESYNC_LLM_MODEL, RESYNC_LLM_API_KEY
                                        an OpenAI-compatible endpoint; without one, answers are made by rules
`;
