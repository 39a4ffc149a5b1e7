/** A search thread that dies on its first question. */
import { openThread } from '../../../src-main/base/thread/inThread.ts';
import type { SearchSide } from '../../../src-main/memory/search/searchSide.ts';

openThread().serve<SearchSide>({ search: () => process.exit(1) });
