/** What a live engine answers when asked how any of its workstations is monitored. */
import { type Answer, refusal } from './answer.ts';

export const noMonitoring = (): Answer =>
  refusal(500, 'AWSJSY404E The operation on the plan failed.', 'AWSBIN091E The workstation does not support monitoring.');
