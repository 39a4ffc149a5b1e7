/** Every v2 read the simulator serves. */
import { jobAndStreamRoutes } from '../planReadsV2.ts';
import type { Route, RouteParts } from '../route.ts';
import { engineRoutes } from './engineReads.ts';
import { logRoutes } from './logReads.ts';
import { modelRoutes } from './modelReads.ts';
import { smallObjectRoutes } from './smallObjectReads.ts';
import { workstationRoutes } from './workstationReads.ts';

export const v2Routes = (parts: RouteParts): Route[] => [
  ...jobAndStreamRoutes(parts.plan, parts.profile),
  ...logRoutes(parts),
  ...workstationRoutes(parts),
  ...smallObjectRoutes(parts),
  ...modelRoutes(parts),
  ...engineRoutes(parts),
];
