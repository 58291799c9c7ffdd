// ESLint holds one rule only: who may import whom, by the Nx project graph. Everything else is oxlint's.
import nx from '@nx/eslint-plugin';
import parser from '@typescript-eslint/parser';

const below = (sourceTag, ...layers) => ({
  sourceTag: `layer:${sourceTag}`,
  onlyDependOnLibsWithTags: layers.map((layer) => `layer:${layer}`),
});
const boundaries = (extra = []) => [
  'error',
  {
    enforceBuildableLibDependency: false,
    allow: [],
    // Only specs import these two (the last block says so), and both stand on what they help to test.
    ignoredCircularDependencies: [
      ['*', '@dondoc/test'],
      ['*', '@dondoc/testing'],
    ],
    depConstraints: [
      below('domain', 'domain', ...extra),
      below('contracts', 'contracts', ...extra),
      below('config', 'config', ...extra),
      below('adapter', 'domain', 'contracts', 'config', 'adapter', ...extra),
      below('activity', 'domain', 'adapter', 'config', ...extra),
      below('workflow', 'domain', 'activity', ...extra),
      below('testing', 'domain', 'adapter', 'config', 'testing'),
      below(
        'app',
        'domain',
        'contracts',
        'config',
        'adapter',
        'activity',
        'workflow',
        'app',
        'infra',
        ...extra,
      ),
      // `testing` for its throw-away PostgreSQL: a simulation brings its own.
      below('infra', 'domain', 'contracts', 'config', 'adapter', 'infra', 'app', 'testing'),
      { sourceTag: 'layer:test', onlyDependOnLibsWithTags: ['*'] },
    ],
  },
];

export default [
  { ignores: ['**/node_modules/**', '**/dist/**'] },
  {
    files: ['**/*.ts'],
    languageOptions: { parser },
    plugins: { '@nx': nx },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    rules: { '@nx/enforce-module-boundaries': boundaries() },
  },
  {
    // What specs share stands in folders of that name: builders, contract suites, throw-away servers.
    files: [
      '**/*.spec.ts',
      '**/*.int-spec.ts',
      '**/*.contract.ts',
      '**/test-*.ts',
      '**/src/{testing,contract}/**/*.ts',
    ],
    rules: { '@nx/enforce-module-boundaries': boundaries(['testing', 'test', 'adapter', 'config']) },
  },
];
