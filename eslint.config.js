import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * Names that belong to one room or one file; the dependency rules say the same of the import graph.
 * @param {string} name
 * @param {string} where
 */
const onlyIn = (name, where) => ({ name, message: `Only ${where} may import ${name}.` });

const bannedImports = {
  electron: onlyIn('electron', 'electron/main/shell, electron/main/index.ts and electron/preload'),
  keytar: onlyIn('keytar', 'electron/main/secrets/keychain-secret-store.ts'),
  libsql: onlyIn('libsql', 'electron/main/history/sql-file.ts'),
};

const bannedSyntax = [
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
  {
    selector: "MemberExpression[property.name='NODE_ENV'], MemberExpression[property.value='NODE_ENV']",
    message: 'Nothing may behave differently under test.',
  },
  {
    selector: "Property[key.name='rejectUnauthorized'][value.value=false]",
    message: 'Certificates are always checked.',
  },
];

/** The environment is read where a process starts, and nowhere else. */
const noEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Read the environment in an entry point and pass on what it says.',
};

export default tseslint.config(
  {
    ignores: [
      'out/',
      'artifacts/',
      'node_modules/',
      '.dependency-cruiser.cjs',
      'shared/filter/filter-parser.js',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.node.json', './tsconfig.web.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      'no-console': 'error',
      'no-restricted-imports': ['error', { paths: Object.values(bannedImports) }],
      'no-restricted-syntax': ['error', ...bannedSyntax, noEnvironment],
    },
  },
  {
    files: ['electron/main/shell/**', 'electron/main/index.ts', 'electron/preload/**'],
    rules: { 'no-restricted-imports': ['error', { paths: [bannedImports.keytar, bannedImports.libsql] }] },
  },
  {
    files: ['electron/main/secrets/keychain-secret-store*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [bannedImports.electron, bannedImports.libsql] }] },
  },
  {
    files: ['electron/main/history/sql-file.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [bannedImports.electron, bannedImports.keytar] }],
    },
  },
  {
    files: [
      'electron/main/index.ts',
      'electron/watch/main.ts',
      'simulator/main.ts',
      'bench/**',
      'e2e/**',
      'scripts/**',
      '**/*.test.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', ...bannedSyntax] },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules },
  },
  {
    files: ['*.config.{js,ts}', 'e2e/playwright.config.ts'],
    rules: {
      'no-restricted-syntax': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [tseslint.configs.disableTypeChecked],
  },
);
