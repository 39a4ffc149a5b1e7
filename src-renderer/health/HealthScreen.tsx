/** Health: what works, what does not and what that means; and what left this machine. */
import { useCallback } from 'react';
import { lastOf } from '../bridge/remote.ts';
import { useOnline } from '../bridge/useOnline.ts';
import { useKeys } from '../frame/keys.ts';
import { Button } from '../ui/Button.tsx';
import { Kbd } from '../ui/marks/Kbd.tsx';
import { Mark } from '../ui/marks/Mark.tsx';
import { Failed, Loading, StaleBar } from '../ui/data/States.tsx';
import { useSay } from '../words/words.ts';
import { ComponentTable } from './ComponentTable.tsx';
import { EgressLedger } from './EgressLedger.tsx';
import { healthLook } from './healthLook.ts';
import { readHealth, useHealth } from './healthStore.ts';

function Components() {
  const health = useHealth((state) => state.health);
  const shown = lastOf(health);
  if (!shown) return health.at === 'failed' ? <Failed fault={health.fault} onRetry={() => void readHealth()} /> : <Loading />;
  return (
    <>
      {health.at === 'failed' ? <StaleBar fault={health.fault} onRetry={() => void readHealth()} /> : null}
      <ComponentTable components={shown.components} />
    </>
  );
}

export function HealthScreen() {
  const say = useSay();
  const overall = useHealth(({ health }) => (health.at === 'ready' ? health.value.overall : null));
  const read = useCallback(() => void readHealth(), []);
  useOnline(read);
  useKeys('here', [{ keys: 'r', word: 'do.refresh', run: read }]);
  return (
    <div className="h-full overflow-auto">
      <div className="mx-auto flex max-w-280 flex-col gap-8 px-8 py-6">
        <header className="flex items-baseline gap-4">
          <h1 className="text-lg font-semibold">{say('health.title')}</h1>
          {overall ? <Mark {...healthLook[overall]} word={say(`health.overall.${overall}`)} /> : null}
          <span className="flex-1" />
          <Button onClick={read}>
            {say('do.refresh')} <Kbd keys="r" />
          </Button>
        </header>
        <Components />
        <EgressLedger />
      </div>
    </div>
  );
}
