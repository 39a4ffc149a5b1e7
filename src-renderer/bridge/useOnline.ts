/** Runs something now and again after each reconnect: what was read over an older line may be out of date. */
import { useEffect } from 'react';
import { useConnection } from './connection.ts';

export function useOnline(run: () => void): void {
  const epoch = useConnection(({ line }) => (line.at === 'open' ? line.epoch : 0));
  useEffect(() => {
    if (epoch > 0) run();
  }, [epoch, run]);
}
