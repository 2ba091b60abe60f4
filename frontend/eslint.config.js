// What is checked in the web app: types (strict), hooks, queries, accessibility, and that no text is written outside the catalogues.
import js from '@eslint/js'
import query from '@tanstack/eslint-plugin-query'
import i18next from 'eslint-plugin-i18next'
import a11y from 'eslint-plugin-jsx-a11y'
import hooks from 'eslint-plugin-react-hooks'
import globals from 'globals'
import ts from 'typescript-eslint'

/** Attributes that people see or hear. */
const spoken = [
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'alt',
  'description',
  'error',
  'label',
  'placeholder',
  'title',
]

export default ts.config(
  { ignores: ['build'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { boolean: true } }],
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/only-throw-error': [
        'error',
        { allow: [{ from: 'package', package: 'react-router', name: 'Response' }] },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    extends: [a11y.flatConfigs.recommended, query.configs['flat/recommended']],
    languageOptions: { globals: globals.browser },
    rules: { ...hooks.configs.recommended.rules, 'jsx-a11y/no-autofocus': 'off' },
  },
  {
    files: ['src/**/*.tsx'],
    ignores: ['src/**/*.test.tsx', 'src/test/**'],
    plugins: { i18next },
    rules: {
      'i18next/no-literal-string': [
        'error',
        {
          mode: 'jsx-only',
          'jsx-attributes': { include: spoken },
          // What stands on a key is no text.
          words: { exclude: ['[^A-Za-z]*', '[A-Z]', '⌘K', 'Esc'] },
        },
      ],
    },
  },
  { files: ['*.js', 'scripts/**'], languageOptions: { globals: globals.node } },
)
