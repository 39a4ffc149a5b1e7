/** A thread that leases one memory like an auditor and then dies, for tests of what the core does about it. */
import { openThread } from '../../../src-main/base/thread/inThread.ts';
import { openDatabase } from '../../../src-main/database/open.ts';

const { databasePath, workerName } = openThread<{ databasePath: string; workerName: string }>().data;
const db = openDatabase({ path: databasePath });
db.prepare(`UPDATE audit_job SET state = 'leased', fence = fence + 1, leased_by = ? WHERE state = 'queued'`).run(workerName);
db.close();
throw new Error('crash on purpose');
