/** What every route starts from: the closed fault list as typed errors, and the least role that may call it. */
import { oc } from '@orpc/contract';
import * as z from 'zod';
import { FAULT_STATUS, type FaultCode } from './fault.ts';

export const roles = ['operator', 'reviewer', 'administrator'] as const;
export type Role = (typeof roles)[number];

const data = z.object({ retryable: z.boolean(), detail: z.string().optional(), field: z.string().optional(), requestId: z.string() });
type FaultErrorMap = { [C in FaultCode]: { status: number; data: typeof data } };

const errors = Object.fromEntries(Object.entries(FAULT_STATUS).map(([code, status]) => [code, { status, data }])) as FaultErrorMap;

interface RouteMeta {
  /** Least role that may call the route; each role includes those before it. */
  role?: Role;
}

const procedure = oc.$meta<RouteMeta>({}).errors(errors);

export const forOperator = procedure.meta({ role: 'operator' });
export const forReviewer = procedure.meta({ role: 'reviewer' });
export const forAdministrator = procedure.meta({ role: 'administrator' });
