import js from '@eslint/js';
import globals from 'globals';

// Of what runs; tests are lists.
const SIZES = {
  complexity: ['error', 20],
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
};

export default [
  { ignores: ['**/node_modules/', '**/target/', '**/dist/', '.parley/'] },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs,jsx}'],
    languageOptions: { ecmaVersion: 2023, sourceType: 'module' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'array-callback-return': 'error',
      'consistent-return': 'error',
      'default-case-last': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-depth': ['error', 4],
      'no-constructor-return': 'error',
      'no-duplicate-imports': 'error',
      'no-else-return': 'error',
      'no-eval': 'error',
      'no-implicit-coercion': 'error',
      'no-implied-eval': 'error',
      'no-lonely-if': 'error',
      'no-new-func': 'error',
      'no-param-reassign': 'error',
      'no-self-compare': 'error',
      'no-shadow': 'error',
      'no-template-curly-in-string': 'error',
      'no-throw-literal': 'error',
      'no-unneeded-ternary': 'error',
      'no-unused-expressions': 'error',
      'no-use-before-define': ['error', { functions: false, classes: false, variables: false }],
      'no-unused-vars': ['error', { ignoreRestSiblings: true, varsIgnorePattern: '^_$' }],
      'no-useless-return': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': ['error', { ignoreReadBeforeAssign: true }],
      'prefer-template': 'error',
    },
  },
  {
    // What runs in both: what browsers and Node share, and no more.
    files: ['client-js/src/main/js/**'],
    languageOptions: { globals: globals['shared-node-browser'] },
    rules: SIZES,
  },
  {
    files: ['web-chat/src/main/**', 'examples/web-page/src/**'],
    languageOptions: { globals: globals.browser },
    rules: SIZES,
  },
  {
    // Tests of the page have a document of their own.
    files: ['web-chat/src/test/**'],
    languageOptions: { globals: { document: 'readonly' } },
  },
  {
    files: ['**/*.jsx'],
    languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
  },
  {
    files: ['**/*.mjs', '*.js', 'examples/bot/**', '**/*.config.js'],
    languageOptions: { globals: globals.node },
  },
];
