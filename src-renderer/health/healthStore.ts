/** Health: every component, and every connection that left this machine. */
import { create } from 'zustand';
import type { ComponentHealth, ComponentName, EgressEntry } from '../../src-preload/contract/health.ts';
import { ask, changeLast, LOADING, lastAsked, type Remote, readInto } from '../bridge/remote.ts';
import { showToast } from '../ui/toasts.ts';
import { sayFault } from '../words/faultSay.ts';

interface HealthView {
  readonly overall: 'healthy' | 'degraded' | 'unhealthy';
  readonly components: readonly ComponentHealth[];
}

interface HostTotal {
  readonly host: string;
  readonly purpose: string;
  readonly calls: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
}

interface EgressView {
  readonly entries: readonly EgressEntry[];
  readonly byHost: readonly HostTotal[];
}

interface HealthState {
  readonly health: Remote<HealthView>;
  readonly egress: Remote<EgressView>;
  /** Components being asked right now. */
  readonly checking: ReadonlySet<ComponentName>;
}

export const useHealth = create<HealthState>(() => ({ health: LOADING, egress: LOADING, checking: new Set() }));
const { getState: get, setState: set } = useHealth;

const askHealth = lastAsked();
const askEgress = lastAsked();

export async function readHealth(): Promise<void> {
  const isNewestHealth = askHealth();
  const isNewestEgress = askEgress();
  await Promise.all([
    readInto(
      () => get().health,
      (health) => {
        if (isNewestHealth()) set({ health });
      },
      (core) => core.health.list(),
    ),
    readInto(
      () => get().egress,
      (egress) => {
        if (isNewestEgress()) set({ egress });
      },
      (core) => core.egress.list({}),
    ),
  ]);
}

function setChecking(component: ComponentName, change: 'add' | 'delete'): void {
  const checking = new Set(get().checking);
  checking[change](component);
  set({ checking });
}

export async function checkComponent(component: ComponentName): Promise<void> {
  setChecking(component, 'add');
  const answer = await ask((core) => core.health.component({ component }));
  setChecking(component, 'delete');
  if (!answer.isOk) return showToast(sayFault(answer.fault), { tone: 'bad' });
  const { value } = answer;
  const put = (known: HealthView) => ({ ...known, components: known.components.map((old) => (old.component === component ? value : old)) });
  set({ health: changeLast(get().health, put) });
}
