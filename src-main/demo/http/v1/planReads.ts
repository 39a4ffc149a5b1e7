/** The engine as v1 describes it, and the list of its plans. */

import type { PlanFacts } from '../../plan/planShelf.ts';
import { engineInfoV1 } from '../../wire/smallObjects.ts';
import { planRowV1 } from '../../wire/v1/plans.ts';
import { json } from '../answer.ts';
import { mailboxFill } from '../metrics/messageFiles.ts';
import type { Route, RouteParts } from '../route.ts';
import { filtersOf } from './filters.ts';
import { queryRoutes, rows } from './rows.ts';

export function planRoutes({ plan, plans, profile, faults }: RouteParts): Route[] {
  const info = () => {
    const { reportedVersion, absent, batchman } = faults;
    // The last version without v2.
    const version = reportedVersion ?? (absent === 'v2' ? '9.5.0.06' : null);
    return {
      ...engineInfoV1(plan, profile),
      synphonyBatchManStatus: batchman,
      auditStore: 'BOTH',
      auditModel: true,
      auditPlan: true,
      executorList: [],
      licenseError: false,
      licenseJobNumber: 0,
      ...(version === null ? {} : { version, fullVersion: version }),
    };
  };
  return [
    { path: '/engine/info', answer: () => json(info()) },
    { path: '/engine/mailbox_fill_percentage', answer: (ask) => json(mailboxFill(plan, ask.query.get('mailboxName') ?? 'Mailbox.msg')) },
    ...queryRoutes('/plan', (ask, said) => {
      const type = filtersOf(said).symphonyInPlanFilter?.planType;
      const all: readonly PlanFacts[] = [plans.current(), ...plans.archived()];
      const found = all.filter(({ isArchived }) => type === undefined || type === (isArchived ? 'ARCHIVED' : 'CURRENT'));
      return rows(ask, found, (one) => planRowV1(one, { current: plans.current(), isListChecked: faults.hidden.length > 0 }));
    }),
  ];
}
