/** One page for all: with `?state=` it is that state alone, otherwise the index of all of them. */
import { chosen } from './chosen.ts';

if (chosen().state !== null) void import('./showState.tsx').then(({ showState }) => showState());
else if (new URLSearchParams(window.location.search).has('names')) void import('./names.ts');
else void import('./showIndex.ts').then(({ showIndex }) => showIndex());
