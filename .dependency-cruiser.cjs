/** What each room may import: an allow-list. Whatever is not written here fails, a new folder too. `test/rules/layers.test.ts` plants imports that must fail. */

const data = ['src-preload/contract', 'src-preload/shared'];
const ground = [...data, 'src-main/base', 'src-main/config', 'src-main/database'];
const page = ['src-renderer/bridge', 'src-renderer/words', 'src-renderer/ui', 'src-renderer/frame', 'src-renderer/parts'];
const screen = (...packages) => ({ may: [...data, ...page], packages: ['react', 'zustand', 'clsx', ...packages] });

/**
 * In order: a room may import rooms above it only. `packages`: from npm. `node`: Node's own modules, as far as `one-way-out` allows.
 * `door`: the only file that others may import.
 */
const rooms = {
  'src-preload/contract': { may: [], packages: ['zod', '@orpc/contract'] },
  'src-preload/shared': { may: ['src-preload/contract'], packages: [] },
  'src-preload/preload.ts': { may: [], packages: ['electron'] },

  'src-renderer/bridge': { may: data, packages: ['@orpc/client', '@orpc/contract', 'zod', 'zustand', 'react'] },
  'src-renderer/words': { may: [...data, 'src-renderer/bridge'], packages: ['i18next', 'react-i18next'] },
  'src-renderer/ui': { may: [...data, ...page.slice(0, 2)], packages: ['react', 'zustand', 'clsx', '@base-ui/react', 'lucide-react'] },
  'src-renderer/frame': { may: [...data, ...page.slice(0, 3)], packages: ['react', 'zustand', 'tinykeys'] },
  'src-renderer/parts': { may: [...data, ...page.slice(0, 4)], packages: ['react', 'zustand', 'clsx', 'lucide-react', 'streamdown', 'zod'] },
  'src-renderer/chat': screen('wouter', 'lucide-react', '@base-ui/react', 'virtua'),
  'src-renderer/plan': screen('wouter', 'lucide-react', '@xyflow/react', 'elkjs', 'virtua'),
  'src-renderer/review': screen(),
  'src-renderer/memory': screen('virtua'),
  'src-renderer/health': screen(),
  'src-renderer/settings': screen('lucide-react', 'zod'),
  'src-renderer/shell': {
    may: [...data, ...page, ...['chat', 'plan', 'review', 'memory', 'health', 'settings'].map((name) => `src-renderer/${name}`)],
    packages: ['react', 'clsx', '@base-ui/react', 'lucide-react', 'wouter'],
  },
  'src-renderer/main.tsx': { may: [...page.slice(0, 4), 'src-renderer/shell'], packages: ['react', 'react-dom'] },

  'src-main/base': { may: data, packages: ['@orpc/client', '@orpc/server', '@redis/client', 'undici', 'pino', 'rotating-file-stream'], node: true },
  'src-main/config': { may: [...data, 'src-main/base'], packages: ['zod', 'croner'], node: true },
  'src-main/database': { may: [...data, 'src-main/base', 'src-main/config'], packages: ['better-sqlite3', 'sqlite-vec', 'zod'], node: true },
  'src-main/tws': { may: [...data, 'src-main/base'], packages: ['cockatiel', 'lru-cache', 'p-queue', 'zod'], node: true },
  'src-main/llm': { may: [...data, 'src-main/base'], packages: ['openai', 'jsonrepair', 'zod'], node: true },
  'src-main/secrets': { may: ['src-main/base'], packages: ['keytar', 'zod'], node: true },
  'src-main/truth': { may: [...data, 'src-main/base'], packages: [] },
  'src-main/plan': { may: [...ground, 'src-main/tws'], packages: ['zod'], node: true },
  'src-main/memory': { may: ground, packages: [], node: true },
  'src-main/chat': { may: [...ground, 'src-main/truth', 'src-main/tws', 'src-main/llm'], packages: ['zod'], node: true },
  'src-main/audit': { may: ground, packages: ['zod', 'croner'], node: true },
  'src-main/review': { may: ground, packages: [], node: true },
  'src-main/health': { may: ground, packages: ['better-sqlite3', 'prom-client'], node: true },
  'src-main/demo': { may: [...data, 'src-main/base'], packages: ['selfsigned', 'zod'], node: true, door: 'index.ts' },
  'src-main/engines': { may: [...data, 'src-main/base', 'src-main/tws', 'src-main/demo'], packages: [] },
  'src-main/compose': {
    may: [...ground, ...['tws', 'llm', 'secrets', 'plan', 'memory', 'chat', 'audit', 'review', 'health', 'demo', 'engines'].map((name) => `src-main/${name}`)],
    packages: ['croner'],
    node: true,
  },
  'src-main/routes': { may: [...data, 'src-main/base', 'src-main/database', 'src-main/tws', 'src-main/plan', 'src-main/engines'], packages: ['@orpc/server'] },
  'src-main/app.ts': { may: ['src-main/database', 'src-main/chat', 'src-main/compose'], packages: [] },
  'src-main/router.ts': { may: ['src-main/routes', 'src-main/app.ts'], packages: [] },
  'src-main/hosts': { may: [...data, 'src-main/base', 'src-main/database', 'src-main/app.ts'], packages: [], isFlat: true },
  'src-main/hosts/server': {
    may: [...data, 'src-main/base', 'src-main/routes'],
    packages: ['fastify', '@fastify/helmet', '@fastify/static', '@fastify/rate-limit', '@fastify/websocket', '@orpc/server', '@orpc/openapi', '@orpc/zod', 'zod', 'ws'],
    node: true,
  },
  'src-main/hosts/electron': {
    may: [...data, 'src-main/base', 'src-main/config', 'src-main/routes', 'src-main/app.ts', 'src-main/router.ts', 'src-main/hosts'],
    packages: ['electron', '@orpc/server', 'zod'],
    node: true,
  },
  'src-main/hosts/cli': {
    // Some commands open one part of a store that no app holds.
    may: [
      ...ground,
      ...['memory', 'audit', 'review', 'health', 'demo', 'compose', 'routes', 'app.ts', 'router.ts', 'hosts', 'hosts/server'].map((name) => `src-main/${name}`),
    ],
    packages: ['@modelcontextprotocol/server', '@orpc/server', 'zod'],
    node: true,
  },
};

const order = Object.keys(rooms);
for (const [at, name] of order.entries())
  for (const other of rooms[name].may) if (!order.slice(0, at).includes(other)) throw new Error(`${name} may not import upward: ${other} does not stand above it.`);

const escaped = (path) => path.replaceAll(/[.\\]/g, String.raw`\$&`);
const isFile = (name) => /\.tsx?$/.test(name);
const inside = (name) => (isFile(name) ? `^${escaped(name)}$` : rooms[name].isFlat ? `^${name}/[^/]+$` : `^${name}/`);
const entrance = (name) => (rooms[name].door === undefined ? inside(name) : `^${name}/${escaped(rooms[name].door)}$`);
const anyOf = (paths) => (paths.length === 0 ? '^$' : paths.join('|'));
/** As files lie below node_modules, and as a name that was not found there: Electron is optional. */
const npm = (name) => `(^|/)node_modules/(@types/)?${name}/|^${name}(/|$)`;

const ruleOf = ([name, { may, packages, node = false }]) => [
  { name: `${name} imports a room it may not`, severity: 'error', from: { path: inside(name) }, to: { path: '^(src-|test/)', pathNot: anyOf([inside(name), ...may.map(entrance)]) } },
  {
    name: `${name} imports a package it may not`,
    severity: 'error',
    from: { path: inside(name) },
    to: { pathNot: anyOf(['^(src-|test/)', ...packages.map(npm)]), dependencyTypesNot: ['core'] },
  },
  ...(node ? [] : [{ name: `${name} imports Node`, severity: 'error', from: { path: inside(name) }, to: { dependencyTypes: ['core'] } }]),
];

module.exports = {
  forbidden: [
    ...Object.entries(rooms).flatMap(ruleOf),
    { name: 'a file is in no room', severity: 'error', from: { path: '^src-', pathNot: anyOf(Object.keys(rooms).map(inside)) }, to: {} },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    // Types and names of statuses say nothing to a host; a listening server is no way out.
    {
      name: 'one-way-out',
      severity: 'error',
      from: { path: '^src-main/', pathNot: '^src-main/base/egress/|^src-main/demo/http/server\\.ts|^src-main/hosts/(cli/startFailureHost|server/faultReply)\\.ts' },
      to: { path: '^(node:)?(net|tls|http|https|http2|dgram)$|node_modules/(undici|@redis/client)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'tests-start-no-electron',
      severity: 'error',
      from: { path: '^test/(unit|contract|integration|e2e|bench)/' },
      to: { path: 'node_modules/electron/|^electron$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^out/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
