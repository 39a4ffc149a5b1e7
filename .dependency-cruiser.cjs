/** The one rule about imports: contract <- base, config, database <- adapters <- features <- app, router <- hosts. */
const features = ['plan', 'chat', 'memory', 'audit', 'review', 'health', 'demo'];
const adapters = ['tws', 'llm', 'secrets'];
const ground = ['base', 'config', 'database'];
const inMain = (names) => `^src-main/(${names.join('|')})/`;

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'contract-stands-alone', severity: 'error', from: { path: '^src-preload/contract/' }, to: { path: '^src-|^node:', pathNot: '^src-preload/contract/' } },
    { name: 'contract-uses-no-node', severity: 'error', from: { path: '^src-preload/contract/' }, to: { dependencyTypes: ['core'] } },
    { name: 'base-knows-no-domain', severity: 'error', from: { path: '^src-main/base/' }, to: { path: '^src-main/', pathNot: '^src-main/base/' } },
    { name: 'ground-knows-only-ground', severity: 'error', from: { path: inMain(['config', 'database']) }, to: { path: '^src-main/', pathNot: inMain(ground) } },
    { name: 'adapters-know-only-ground', severity: 'error', from: { path: inMain(adapters) }, to: { path: '^src-main/', pathNot: inMain([...ground, ...adapters]) } },
    ...adapters.map((name) => ({ name: `adapter-${name}-stands-alone`, severity: 'error', from: { path: inMain([name]) }, to: { path: inMain(adapters.filter((other) => other !== name)) } })),
    { name: 'features-know-no-host', severity: 'error', from: { path: inMain(features) }, to: { path: '^src-main/(app|router|routerBase)\\.ts|^src-main/hosts/' } },
    ...features.map((name) => ({ name: `feature-${name}-stands-alone`, severity: 'error', from: { path: inMain([name]) }, to: { path: inMain(features.filter((other) => other !== name)) } })),
    { name: 'app-knows-no-host', severity: 'error', from: { path: '^src-main/(app|router|routerBase)\\.ts' }, to: { path: '^src-main/hosts/' } },
    { name: 'hosts-do-not-know-each-other', severity: 'error', from: { path: '^src-main/hosts/electron/' }, to: { path: '^src-main/hosts/(server|cli)/' } },
    { name: 'server-knows-no-electron-or-cli', severity: 'error', from: { path: '^src-main/hosts/server/' }, to: { path: '^src-main/hosts/(electron|cli)/' } },
    { name: 'electron-only-in-its-host', severity: 'error', from: { path: '^src-|^test/(unit|contract|integration|e2e|bench)/', pathNot: '^src-main/hosts/electron/|^src-preload/preload\\.ts' }, to: { path: 'node_modules/electron/|^electron$' } },
    { name: 'renderer-sees-only-the-contract', severity: 'error', from: { path: '^src-renderer/' }, to: { path: '^src-main/|^src-preload/preload\\.ts' } },
    { name: 'preload-sees-only-the-contract', severity: 'error', from: { path: '^src-preload/' }, to: { path: '^src-main/|^src-renderer/' } },
    // Types and names of statuses say nothing to a host; a listening server is no way out.
    {
      name: 'one-way-out',
      severity: 'error',
      from: { path: '^src-main/', pathNot: '^src-main/base/egress/|^src-main/demo/http/server\\.ts|^src-main/hosts/(cli/startFailureHost|server/faultReply)\\.ts' },
      to: { path: '^(node:)?(net|tls|http|https|http2|dgram)$|node_modules/(undici|@redis/client)/', dependencyTypesNot: ['type-only'] },
    },
    { name: 'nothing-ships-a-test', severity: 'error', from: { path: '^src-' }, to: { path: '^test/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^out/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
