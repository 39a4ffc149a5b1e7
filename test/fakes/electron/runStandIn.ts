/** Runs the built main bundle unmodified, with `electron` answered by the stand-in: `node runStandIn.ts <main> <app> [arguments]`. */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { app } from './application.ts';
import { chromiumDebuggingUrl } from './chromium.ts';
import { report } from './control.ts';

const standIn = new URL('./electron.ts', import.meta.url).href;
registerHooks({ resolve: (name, context, next) => (name === 'electron' ? { url: standIn, shortCircuit: true } : next(name, context)) });

const [node, , main, ...given] = process.argv;
if (node === undefined || main === undefined) throw new Error('usage: runStandIn.ts <main bundle> <app folder> [arguments]');
// What Electron gives: its own path, the app's folder, then the arguments.
process.argv = [node, ...given];
app.once('ready', () => report('ready', { debuggingUrl: chromiumDebuggingUrl() }));
await import(pathToFileURL(main).href);
await app.launch();
