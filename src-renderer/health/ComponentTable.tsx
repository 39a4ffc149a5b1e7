/** One row per component: state, latency, and what it means for the operator. */
import type { ComponentHealth } from '../../src-preload/contract/health.ts';
import { meaningOf } from '../../src-preload/shared/words/healthMeanings.ts';
import { Button } from '../ui/Button.tsx';
import { FaultLine } from '../ui/data/FaultLine.tsx';
import { Mark } from '../ui/marks/Mark.tsx';
import { Ago } from '../ui/time/Time.tsx';
import { HeadCell } from '../ui/data/table.tsx';
import { durationText } from '../ui/time/time.ts';
import { useLanguage, useSay } from '../words/words.ts';
import { healthLook } from './healthLook.ts';
import { checkComponent, useHealth } from './healthStore.ts';

function Row({ health }: { readonly health: ComponentHealth }) {
  const say = useSay();
  const name = say(`component.${health.component}`);
  const meaning = meaningOf(health.component, health.state, useLanguage());
  const isChecking = useHealth(({ checking }) => checking.has(health.component));
  return (
    <tr className="border-b align-top">
      <th scope="row" className="py-2.5 pr-4 text-left font-medium whitespace-nowrap">
        {name}
      </th>
      <td className="py-2.5 pr-4">
        <Mark {...healthLook[health.state]} word={say(`health.${health.state}`)} />
      </td>
      <td className="py-2.5 pr-4 text-right whitespace-nowrap text-dim">{health.latencyMs === null ? '–' : durationText(health.latencyMs)}</td>
      <td className="py-2.5 pr-4 text-dim">{health.checkedAt === null ? say('time.never') : <Ago at={health.checkedAt} />}</td>
      <td className="w-full py-2.5 pr-4 wrap-anywhere">
        {meaning === '' ? null : <p>{meaning}</p>}
        {health.detail === health.lastFault?.message ? null : <p className="text-xs text-dim">{health.detail}</p>}
        {health.lastFault ? (
          <p className="text-xs text-bad">
            {say('health.lastError')}: <FaultLine fault={health.lastFault} /> <span className="font-mono">{health.lastFault.code}</span>
          </p>
        ) : null}
      </td>
      <td className="py-1.5">
        <Button
          isSmall
          kind="quiet"
          disabled={isChecking}
          aria-label={say('health.checkOne', { component: name })}
          onClick={() => void checkComponent(health.component)}
        >
          {say('health.check')}
        </Button>
      </td>
    </tr>
  );
}

export function ComponentTable({ components }: { readonly components: readonly ComponentHealth[] }) {
  const say = useSay();
  return (
    <table className="w-full">
      <thead>
        <tr>
          <HeadCell>{say('health.component')}</HeadCell>
          <HeadCell>{say('health.state')}</HeadCell>
          <HeadCell isNumber>{say('health.latency')}</HeadCell>
          <HeadCell>{say('health.checked')}</HeadCell>
          <HeadCell>{say('health.meaning')}</HeadCell>
          <HeadCell>
            <span className="sr-only">{say('health.check')}</span>
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {components.map((health) => (
          <Row key={health.component} health={health} />
        ))}
      </tbody>
    </table>
  );
}
