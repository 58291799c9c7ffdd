// One Jest for the whole repository. The suite is chosen by DONDOC_SUITE: unit (no servers) | int (real servers) | e2e |
// cluster (the workflow specs of int once more, on Temporal as production runs it).
const patterns = {
  unit: ['**/*.spec.ts'],
  int: ['**/*.int-spec.ts'],
  e2e: ['**/*.e2e-spec.ts'],
  cluster: ['fan-out', 'whole-campaign', 'worker-process', 'worker-version'].map(
    (name) => `test/integration/process/${name}.int-spec.ts`,
  ),
};
const suite = process.env.DONDOC_SUITE ?? 'unit';
const withServers = suite !== 'unit';

export default {
  rootDir: '..',
  displayName: suite,
  testEnvironment: 'node',
  testMatch: patterns[suite].map((pattern) => `<rootDir>/${pattern}`),
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.dondoc/'],
  modulePathIgnorePatterns: ['<rootDir>/.dondoc/', '<rootDir>/.nx/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true, dynamicImport: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
      },
    ],
  },
  ...(withServers
    ? {
        globalSetup: '<rootDir>/test/servers/global-setup.ts',
        globalTeardown: '<rootDir>/test/servers/global-teardown.ts',
      }
    : {}),
  testTimeout: withServers ? 120_000 : 20_000,
  maxWorkers: withServers ? 1 : 2,
};
