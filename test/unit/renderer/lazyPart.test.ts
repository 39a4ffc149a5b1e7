// @vitest-environment happy-dom
/** Code that comes when it is needed: words while it comes, nothing in between once it is there, and a second try after a failure. */
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { lazyPart } from '../../../src-renderer/ui/lazyPart.tsx';
import { startWords } from '../../../src-renderer/words/words.ts';

const Greeting = ({ name }: { readonly name: string }) => createElement('p', null, `Hello ${name}`);
const draw = (part: ReturnType<typeof lazyPart<{ readonly name: string }>>) => renderToStaticMarkup(createElement(part.Part, { name: 'Ana' }));

/** Lets a load that is due be taken over. */
const settled = async (load: Promise<unknown>) => {
  await load.catch(() => undefined);
  await Promise.resolve();
};

beforeAll(async () => {
  await startWords('en');
});

describe('a lazy part', () => {
  it('says that it is loading while its code comes, and is drawn at once when it was fetched before', async () => {
    const load = Promise.resolve(Greeting);
    const part = lazyPart(() => load);
    expect(draw(part)).toContain('role="status"');
    await settled(load);
    expect(draw(part)).toBe('<p>Hello Ana</p>');
  });

  it('is fetched once, however often it is pointed at', async () => {
    let fetched = 0;
    const part = lazyPart(() => {
      fetched += 1;
      return Promise.resolve(Greeting);
    });
    part.prefetch();
    part.prefetch();
    await settled(Promise.resolve());
    part.prefetch();
    draw(part);
    expect(fetched).toBe(1);
  });

  it('is fetched again after a fetch ahead of time failed', async () => {
    const loads = [Promise.reject(new Error('offline')), Promise.resolve(Greeting)] as const;
    let fetched = 0;
    const part = lazyPart(() => {
      fetched += 1;
      return loads[fetched - 1] ?? loads[1];
    });
    part.prefetch();
    await settled(loads[0]);
    await settled(Promise.resolve());
    part.prefetch();
    await settled(loads[1]);
    expect(draw(part)).toBe('<p>Hello Ana</p>');
  });
});
