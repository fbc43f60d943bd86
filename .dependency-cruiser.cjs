/**
 * The dependency rule, one entry a row: left may import right and never back.
 *
 *   index → shell → monitor → {connection, refresh, board, rates, settings, recording → history → alerts → events} → {auth, genesys, network} → {secrets, base} → shared
 */
const main = 'electron/main';
const libraries = '^node_modules/';
const tests = '\\.test\\.(ts|mjs)$';
/** What stands in for the network in tests of the connection, and in its long checks. */
const doubles = `^${main}/connection/(virtual-[a-z]+|transition-(run|moves))\\.ts$`;

/** Forbids a room to import from anywhere but these places. */
const room = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: [tests, doubles] },
  to: { pathNot: allowed, dependencyTypesNot: ['core'] },
});

/** In a room of the main process: its own folder, the rooms to its right, and libraries named one by one. */
const mainRoom = (name, rooms, packages = []) =>
  room(`${name} imports to its right only`, `^${main}/${name}/`, [
    `^${main}/${name}/`,
    ...rooms.map((other) => `^${main}/${other}/`),
    '^shared/',
    ...packages.map((pack) => `${libraries}(@types/)?${pack}/`),
  ]);

module.exports = {
  forbidden: [
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no orphans',
      severity: 'error',
      from: {
        orphan: true,
        // What is given to a page as text imports nothing, and nothing imports it.
        pathNot: [
          '\\.d\\.ts$',
          '\\.config\\.(js|ts)$',
          tests,
          '\\.(css|html)$',
          '^bench/flood/page-meter\\.js$',
          '^bench/board/card-meter\\.js$',
        ],
      },
      to: {},
    },
    {
      name: 'nothing unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'shared is pure',
      severity: 'error',
      from: { path: '^shared/', pathNot: [tests, '^shared/filter/testing/'] },
      to: { pathNot: ['^shared/', `${libraries}@lingui/(core|message-utils)/`] },
    },
    room('the simulator shares types only', '^simulator/', [
      '^simulator/',
      '^shared/(genesys/wire|practice/levers|assert-never)\\.ts$',
      `${libraries}(@types/)?(ws|valibot)/`,
    ]),
    {
      name: 'the preload imports electron and the contract',
      severity: 'error',
      from: { path: '^electron/preload/', pathNot: tests },
      to: { pathNot: ['^electron/preload/', '^shared/ipc/', '^shared/', `${libraries}electron/`] },
    },
    room('the window imports shared and its own libraries', '^renderer/', [
      '^renderer/',
      '^shared/',
      `${libraries}(@types/)?(react|react-dom|zustand|react-aria-components|@tanstack/react-virtual|@react-types|react-aria|react-stately|@react-stately|@react-aria|@internationalized|lucide-react|uplot|vite)(/|$)`,
    ]),
    {
      name: 'the window has no node modules',
      severity: 'error',
      from: { path: '^renderer/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    mainRoom('base', [], ['valibot']),
    mainRoom('secrets', ['base'], ['keytar']),
    mainRoom('auth', ['base', 'secrets'], ['valibot']),
    mainRoom('genesys', ['base', 'secrets'], ['valibot']),
    mainRoom('network', ['secrets', 'base'], ['undici', 'https-proxy-agent']),
    mainRoom('connection', ['auth', 'genesys', 'network', 'secrets', 'base'], ['ws', 'valibot']),
    mainRoom('events', ['auth', 'genesys', 'secrets', 'base'], ['valibot']),
    mainRoom('history', ['alerts', 'events', 'auth', 'genesys', 'secrets', 'base'], ['valibot', 'libsql']),
    mainRoom('alerts', ['events', 'base'], ['valibot']),
    mainRoom('settings', ['auth', 'genesys', 'secrets', 'base'], ['valibot']),
    mainRoom('refresh', ['events', 'genesys', 'base']),
    mainRoom('recording', ['history', 'events', 'base'], ['valibot']),
    mainRoom('rates', []),
    mainRoom('board', ['events', 'genesys', 'base']),
    mainRoom(
      'monitor',
      [
        'connection',
        'refresh',
        'alerts',
        'recording',
        'rates',
        'board',
        'events',
        'history',
        'settings',
        'auth',
        'genesys',
        'network',
        'secrets',
        'base',
      ],
      ['valibot'],
    ),
    mainRoom('shell', ['monitor', 'base'], ['electron', 'valibot']),
    {
      name: 'the shell knows the monitor by its types',
      severity: 'error',
      from: { path: `^${main}/shell/`, pathNot: tests },
      to: { path: `^${main}/monitor/`, pathNot: `^${main}/monitor/monitor\\.ts$` },
    },
    {
      name: 'only shell, index and preload import electron',
      severity: 'error',
      from: {
        pathNot: [
          '^electron/(main/shell/|main/index\\.ts$|preload/)',
          tests,
          '^e2e/',
          '^bench/',
          '^scripts/set-up/default-app/',
        ],
      },
      to: { path: `${libraries}electron/` },
    },
    {
      name: 'only one file imports keytar',
      severity: 'error',
      from: { pathNot: `^${main}/secrets/keychain-secret-store(\\.test)?\\.ts$` },
      to: { path: `${libraries}(@github/)?keytar/` },
    },
    {
      name: 'only one file imports libsql',
      severity: 'error',
      from: { pathNot: `^${main}/history/sql-file\\.ts$` },
      to: { path: `${libraries}libsql/` },
    },
    {
      name: 'the simulator is loaded by entry points only',
      severity: 'error',
      from: {
        pathNot: [
          '^simulator/',
          `^${main}/(index\\.ts$|testing/)`,
          '^electron/watch/watch\\.ts$',
          tests,
          '^e2e/',
          '^bench/',
        ],
      },
      to: { path: '^simulator/' },
    },
    {
      name: 'nobody reaches into the window',
      severity: 'error',
      from: { pathNot: '^renderer/' },
      to: { path: '^renderer/' },
    },
    {
      name: 'the end-to-end tests do not reach into the app',
      severity: 'error',
      from: { path: '^e2e/' },
      // The network of a company is no part of the app: the app is put into it.
      to: { path: '^(electron|renderer)/', pathNot: `^${main}/testing/company\\.ts$` },
    },
    {
      name: 'benches drive the monitor from outside',
      severity: 'error',
      from: { path: '^bench/', pathNot: ['^bench/reliability/virtual/', '^bench/(history|export)'] },
      to: {
        path: '^electron/main/',
        pathNot: [`^${main}/(create-monitor|monitor/session)\\.ts$`, `^${main}/(settings|secrets|base)/`],
      },
    },
    {
      name: 'the benches of the history write and read it directly',
      severity: 'error',
      from: { path: '^bench/(history|export)' },
      to: {
        path: '^electron/main/',
        pathNot: [`^${main}/monitor/intake\\.ts$`, `^${main}/(history|recording|settings|secrets|base)/`],
      },
    },
    {
      name: 'the long checks on a virtual network use the doubles of the connection',
      severity: 'error',
      from: { path: '^bench/reliability/virtual/' },
      to: { path: '^electron/main/', pathNot: [doubles, `^${main}/monitor/intake\\.ts$`, `^${main}/base/`] },
    },
    {
      name: 'nothing that ships uses a double',
      severity: 'error',
      from: { path: '^electron/', pathNot: [tests, doubles] },
      to: { path: doubles },
    },
    {
      name: 'one contender is the session itself',
      severity: 'error',
      from: { path: '^bench/', pathNot: '^bench/availability/contenders/vigil\\.ts$' },
      to: { path: `^${main}/monitor/session\\.ts$` },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|artifacts)/' },
    tsPreCompilationDeps: true,
    // The canary test runs this on a copy of the tree whose node_modules is a link.
    preserveSymlinks: true,
    tsConfig: { fileName: 'tsconfig.node.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.css'],
    },
  },
};
