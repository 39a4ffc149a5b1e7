/** The label every screen and answer of the simulated scheduler carries. */
import { useSay } from '../../words/words.ts';

export function DemoStamp({ isLong = false }: { readonly isLong?: boolean }) {
  const say = useSay();
  return (
    <span
      title={say('demo.sentence')}
      className="inline-flex items-center gap-2 rounded-[3px] border border-warn text-2xs leading-4 font-semibold whitespace-nowrap text-warn"
    >
      <span className="hatched px-1.5 tracking-widest">{say('demo.label')}</span>
      {isLong ? <span className="pr-1.5 font-medium">{say('demo.sentence')}</span> : null}
    </span>
  );
}
