// Who may import whom (architecture, section 2): only from a lower row. What the Nx rule cannot say is said here: type-only
// imports, one library per outside package, no way round through relative paths.
const spec = '\\.(spec|int-spec|e2e-spec|contract)\\.ts$|/test-[^/]+\\.ts$|/src/(testing|contract)/';
const not = (...paths) => ({ pathNot: paths.join('|') });
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: spec },
  to: { path: '^(apps|workflows|activities|libs|infra|test)/', ...not(from, ...allowed) },
});
const onlyIn = (name, pkg, places) => ({
  name,
  severity: 'error',
  from: { path: '^(apps|workflows|activities|libs)/', pathNot: [spec, ...places].join('|') },
  to: { path: `node_modules/(${pkg})/` },
});

module.exports = {
  forbidden: [
    {
      name: 'domain-imports-nothing',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: spec },
      to: { pathNot: '^libs/domain/' },
    },
    only('contracts-know-only-zod', '^libs/contracts/', []),
    only('config-stands-alone', '^libs/config/', []),
    only(
      'adapters-stay-on-the-ground',
      '^libs/(event-store|read-models|messaging|database|notifications|documents|evidence|telemetry)/',
      [
        '^libs/(domain|contracts|config)/',
        '^libs/(event-store|read-models|messaging|database|notifications|documents|evidence|telemetry)/',
      ],
    ),
    only('activities-take-ports', '^activities/', ['^libs/']),
    only('workflows-know-domain-and-activity-types', '^workflows/', ['^libs/domain/', '^activities/']),
    {
      name: 'workflows-import-activities-as-types-only',
      severity: 'error',
      from: { path: '^workflows/', pathNot: spec },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'apps-do-not-know-each-other',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: spec },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'product-code-does-not-import-tests',
      severity: 'error',
      from: { path: '^(apps|workflows|activities|libs)/', pathNot: `${spec}|^libs/testing/` },
      to: { path: '^(test|libs/testing|infra)/' },
    },
    onlyIn('typeorm-in-three-libs', 'typeorm', ['^libs/(database|read-models|notifications)/', '^apps/']),
    onlyIn('nest-only-in-the-api', '@nestjs/[^/]+', ['^apps/api/']),
    onlyIn('kafka-only-in-messaging', 'kafkajs', ['^libs/messaging/']),
    onlyIn('mail-only-in-notifications', 'nodemailer', ['^libs/notifications/']),
    onlyIn('temporal-server-side-only-in-the-worker', '@temporalio/(worker|client)', ['^apps/', '^test/']),
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    exclude: { path: '(^|/)(dist|\\.dondoc)/' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.json'],
    },
  },
};
