/** Every v1 read the simulator serves. The plan of the path is resolved before: here it is always `current`. */
import type { Route, RouteParts } from '../route.ts';
import { criticalRoutes } from './criticalReads.ts';
import { eventRoutes } from './eventReads.ts';
import { jobRoutes } from './jobReads.ts';
import { logRoutes } from './logReads.ts';
import { modelRoutes } from './modelReads.ts';
import { planRoutes } from './planReads.ts';
import { smallRoutes } from './smallReads.ts';
import { streamRoutes } from './streamReads.ts';

export const v1Routes = (parts: RouteParts): Route[] => [
  ...jobRoutes(parts),
  ...logRoutes(parts),
  ...streamRoutes(parts),
  ...criticalRoutes(parts),
  ...smallRoutes(parts),
  ...planRoutes(parts),
  ...modelRoutes(parts),
  ...eventRoutes(parts),
];
