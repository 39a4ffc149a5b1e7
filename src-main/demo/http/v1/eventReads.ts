/** Audit records, and the event rules that this engine does not have. Filter names of these queries are not documented: none is taken. */
import { type AuditRecord, auditTrailAt } from '../../plan/auditTrail.ts';
import { instant } from '../../wire/values.ts';
import { type Answer, type Ask, badRequest, json, notFound, Refused } from '../answer.ts';
import type { Route, RouteParts } from '../route.ts';
import { queryRoutes, rows } from './rows.ts';

const ENGINE = '/eventrule/engine';

export function eventRoutes({ plan }: RouteParts): Route[] {
  const one = (ask: Ask, id: string | undefined): Answer => {
    const found = auditTrailAt(plan, ask.now).find((record) => record.id === id);
    if (found === undefined) throw new Refused(notFound('record'));
    return json(wireRecord(found));
  };
  return [
    ...queryRoutes(`${ENGINE}/audit_record/header`, (ask) => withHowMany(ask, () => rows(ask, auditTrailAt(plan, ask.now), wireRecord))),
    { path: `${ENGINE}/audit_record/{id}`, answer: one },
    ...['message_log_record', 'rule_instance', 'action_run'].flatMap((object) => [
      ...queryRoutes(`${ENGINE}/${object}/header`, (ask) => withHowMany(ask, () => rows(ask, [], (row) => row))),
      { path: `${ENGINE}/${object}/{id}`, answer: () => notFound('record') },
    ]),
    { path: '/eventrule/deployment/active_rules', answer: () => json({ listMessages: ['AWSJCO119I There are no deployed event rules.'] }) },
  ];
}

function withHowMany(ask: Ask, answer: () => Answer): Answer {
  if (ask.headers['how-many'] === undefined) throw new Refused(badRequest('The header How-Many is missing.'));
  return answer();
}

const wireRecord = ({ id, atMs, user, action, objectType, object }: AuditRecord) => ({
  id,
  timestamp: instant(atMs),
  userName: user,
  source: 'CONMAN',
  category: 'PLAN',
  actionType: action,
  objectType,
  objectKey: object,
});
