/** Every way to run the built app, each giving a Playwright page on it: one spec, all hosts. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { _electron, chromium, type Page } from 'playwright';
import { startCore } from './core.ts';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from './electron/chromium.ts';
import { launchElectronStandIn } from './electron/launchElectronStandIn.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface LaunchOptions {
  readonly dataDir: string;
  readonly isDemo: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Launched {
  readonly page: Page;
  close(): Promise<void>;
}

export interface Launcher {
  readonly name: string;
  launch(options: LaunchOptions): Promise<Launched>;
}

/** Signs in as a person would with the token, then opens the page. */
async function launchServerHost({ dataDir, isDemo, env = {} }: LaunchOptions): Promise<Launched> {
  const core = await startCore({ dataDir, isDemo, env });
  const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: CHROMIUM_FLAGS });
  const close = async () => {
    await browser.close();
    await core.kill('SIGTERM');
  };
  try {
    const page = await browser.newPage();
    const answer = await page.request.post(new URL('/session', core.url).href, { data: { token: core.token } });
    if (!answer.ok()) throw new Error(`sign-in was refused: ${answer.status()} ${await answer.text()}`);
    await page.goto(core.url);
    return { page, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const argumentsOf = ({ dataDir, isDemo }: LaunchOptions) => ['--data-dir', dataDir, ...(isDemo ? ['--demo'] : [])];

function launchStandIn(options: LaunchOptions): Promise<Launched> {
  return launchElectronStandIn({ args: argumentsOf(options), env: options.env ?? {} });
}

async function launchElectron(options: LaunchOptions): Promise<Launched> {
  const env = Object.fromEntries(Object.entries({ ...process.env, ...options.env }).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const app = await _electron.launch({ executablePath: electronBinary(), args: [root, ...argumentsOf(options)], env });
  return { page: await app.firstWindow(), close: () => app.close() };
}

function electronBinary(): string {
  const name = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string] ?? 'electron';
  return `${root}node_modules/electron/dist/${name}`;
}

/** The launchers that can run here. Prints why one cannot. */
export function launchers(): readonly Launcher[] {
  const always: Launcher[] = [
    { name: 'server host', launch: launchServerHost },
    { name: 'electron stand-in', launch: launchStandIn },
  ];
  if (existsSync(electronBinary())) return [...always, { name: 'electron', launch: launchElectron }];
  console.info('skipped launcher "electron": no Electron binary is installed (node_modules/electron/dist); the stand-in runs the same bundles');
  return always;
}
