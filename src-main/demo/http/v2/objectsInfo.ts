/** The words of the API and their labels in the reader's language (`objects-info`), the vocabulary of actions among them. */
import { COMMON_LABELS, type Labels, STATUS_LABELS } from './statusLabels.ts';

interface Word {
  readonly key: string;
  readonly label: string;
}
interface Action extends Word {
  readonly httpMethod: 'PUT';
  readonly parametricUrl: string;
}
interface ObjectInfo {
  readonly actions: readonly Action[];
  readonly status: readonly Word[];
  readonly substatus: readonly Word[];
  readonly commonStatus: readonly Word[];
  readonly activeStates: readonly Word[];
  readonly activeFlags: readonly Word[];
  readonly workstationType: readonly Word[];
  readonly expectedStatus: readonly Word[];
}

const COMMON =
  'WAITING WAITING_FOR_TRIGGER READY READY_PREV_WS_NONREP COMPLETED SUPPRESS_BY_COND INTERRUPTED DUMMY_COMPLETED RUNNING SUCCESSFUL ERROR CANCELED HELD UNDECIDED BLOCKED SUPPRESS';
const JOB_STATUS =
  'HOLD READY FENCE INTRO FAIL EXEC WAIT SUPPR END SUCC SUCCP ABEND CANCL CANCLP ABENP PEND SUSP STUCK EXTRN INTRPT COMPLT ERROR PENDPRED STARTED UNDCDED ARRVING NONREPPRED';
const JOB_SUBSTATUS =
  'HOLD_WAITING_FOR_PREDECESSOR HOLD_UNEXPECTED_PREDECESSOR_CONDITION HOLD_WAITING_FOR_TIME HOLD_WAITING_FOR_PROMPT HOLD_WAITING_FOR_FILE HOLD_WAITING_FOR_INPUT HOLD_PRIORITY_ZERO READY_WAITING_FOR_RESOURCES READY_SUPPRESSED SUPPR_UNSATISFIED_DEPENDENCY SUPPR_WORKSTATION_IGNORED READY_SUBMITTED READY_WAITING_FOR_LIMIT READY_WAITING_FOR_AGENT READY_WAITING_FOR_USER_INTERVENTION SUCC_DO_NOT_RUN SUCC_COMPLETED';
const STREAM_STATUS =
  'READY HOLD EXEC ABEND CANCL CANCLP SUCC UNKNOWN ADD FAIL WAIT INTRO ABENP SUCCP SUSP STUCK PEND BOUND SUPPR EXTRN COMPLETE DELETED ERROR PENDINGPRED STARTED UNDECIDED WAITFORINPUT INTERRUPTED NONREPORTINGPRED SUPPRBYCOND';
const STREAM_SUBSTATUS = 'WAITING_FOR_RESOURCE WAITING_FOR_USER_INTERVENTION';
const STATES =
  'MASTER MANAGER LINKED FULLY_LINKED DIRECTLY_LINKED HOST_LINKED EXTENDED_LINKED BROKER START RUNNING TCP_IP_LINKED MONMAN INSTALLED_AND_RUNNING INSTALLED UPDATE SERVER_STARTED SERVER_RESTARTING ONLINE WRITER_RUNNING JOBMAN_UP WRITER_UP EVT_PROC_RUNNING SSM_RUNNING CONFIG_UPDATED BEHIND_FIREWALL IS_INITED';
const FLAGS = 'AUTO_LINK DISABLED_DEACTIVE_JOB_LAUNCHING_FLAG FULL_STATUS MAILMAN BEHIND_FIREWALL TCP_IP_LINK';
const TYPES = 'AGENT POOL D-POOL REM-ENG MANAGER FTA X-AGENT S-AGENT WORKLOAD_BROKER DOMAIN_MANAGER';

/** @param language as `Accept-Language` says it; what has no label in it is labelled in English */
export function objectsInfo(language: string): Readonly<Record<string, ObjectInfo>> {
  const spoken = language.toLowerCase().startsWith('pt') ? 'pt' : language.toLowerCase().startsWith('es') ? 'es' : 'en';
  const words = (keys: string, labels: Labels = STATUS_LABELS): Word[] => keys.split(' ').map((key) => ({ key, label: labels[key]?.[spoken] ?? plain(key) }));
  const actions = (object: string, keys: string): Action[] =>
    words(keys).map((word) => ({ ...word, httpMethod: 'PUT', parametricUrl: `/plan/${object}/{id}/action/${word.key}` }));
  const none: ObjectInfo = {
    actions: [],
    status: [],
    substatus: [],
    commonStatus: [],
    activeStates: [],
    activeFlags: [],
    workstationType: [],
    expectedStatus: [],
  };
  const commonStatus = words(COMMON, COMMON_LABELS);
  return {
    JOB_IN_PLAN: {
      ...none,
      actions: actions(
        'job',
        'add-dependencies cancel cancel-pending confirm-abend confirm-succ hold kill release release-all-dependencies release-dependencies remove-dependencies update-priority',
      ),
      status: words(JOB_STATUS),
      substatus: words(JOB_SUBSTATUS),
      commonStatus,
    },
    JOBSTREAM_IN_PLAN: {
      ...none,
      actions: actions('jobstream', 'add-dependencies cancel cancel-pending hold release release-all-dependencies release-dependencies remove-dependencies'),
      status: words(STREAM_STATUS),
      substatus: words(STREAM_SUBSTATUS),
      commonStatus,
    },
    WORKSTATION_IN_PLAN: {
      ...none,
      actions: actions(
        'workstation',
        'become-mdm connect-to-host-cpu link set-offline set-online start start-event-monitoring start-event-processor stop stop-event-monitoring stop-event-processor switch-event-processor unlink update-cert update-fence update-limit upgrade',
      ),
      activeStates: words(STATES),
      activeFlags: words(FLAGS),
      workstationType: words(TYPES),
    },
    RESOURCE_IN_PLAN: { ...none, actions: actions('resource', 'update-quantity'), status: words('AVAILABLE NOT_AVAILABLE UNDECIDED') },
    PROMPT_IN_PLAN: { ...none, actions: actions('prompt', 'reply'), status: words('NOT_ASKED ASKED ANSWERED_YES ANSWERED_NO') },
    EVENTSOURCE: none,
  };
}

/** `TCP_IP_LINKED` -> `Tcp ip linked`, `add-dependencies` -> `Add dependencies`. */
const plain = (key: string): string => `${key.charAt(0).toUpperCase()}${key.slice(1).toLowerCase().replaceAll(/[_-]/g, ' ')}`;
