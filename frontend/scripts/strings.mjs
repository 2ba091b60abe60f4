// Checks the message catalogues: every key is used somewhere, every key that is used exists, in every language.
// (That no text stands outside them is eslint's i18next/no-literal-string; that keys are right where they are typed is
// the compiler's.)
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const PLURAL = /_(ordinal_)?(zero|one|two|few|many|other)$/
/** Chosen by what the server says, so never written out: by code, by name of a built-in role. */
const DYNAMIC = ['problems']

const filesIn = (folder, wanted) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && wanted.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))

const flatten = (words, prefix = '') =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : flatten(value, `${prefix}${key}.`),
  )

/** `{namespace: Set(keys without plural endings)}` of one language. */
const catalogue = (language) =>
  Object.fromEntries(
    filesIn(`src/locales/${language}`, /\.json$/).map((file) => [
      basename(file, '.json'),
      new Set(flatten(JSON.parse(readFileSync(file, 'utf8'))).map((key) => key.replace(PLURAL, ''))),
    ]),
  )

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Keys as they stand in the source: whole strings, and templates with `${…}` as a wildcard for one part. */
function writtenKeys() {
  const exact = new Set()
  const templates = []
  for (const file of filesIn('src', /\.tsx?$/)) {
    if (/\.test\.|\/test\/|\.d\.ts$/.test(file)) continue
    const source = readFileSync(file, 'utf8')
    for (const [, , text] of source.matchAll(/(['"])((?:\w+:)?[A-Za-z][\w.-]*)\1/g)) exact.add(text)
    for (const [, text] of source.matchAll(/`((?:\w+:)?[\w.]*\$\{[^`]+?\}[\w.]*)`/g))
      templates.push(
        new RegExp(
          `^${text
            .split(/\$\{[^}]*\}/)
            .map(escape)
            .join('[\\w-]+')}$`,
        ),
      )
  }
  return { exact, templates }
}

function unused(catalogues, { exact, templates }) {
  const isUsed = (namespace, key) => {
    const names = [key, `${namespace}:${key}`]
    return names.some((name) => exact.has(name) || templates.some((template) => template.test(name)))
  }
  return Object.entries(catalogues)
    .filter(([namespace]) => !DYNAMIC.includes(namespace))
    .flatMap(([namespace, keys]) =>
      [...keys].filter((key) => !isUsed(namespace, key)).map((key) => `unused: ${namespace}:${key}`),
    )
}

/** What another language lacks, or has too much, against English. */
function differences(english, language) {
  const other = catalogue(language)
  const missing = (from, to, word) =>
    Object.entries(from).flatMap(([namespace, keys]) =>
      [...keys]
        .filter((key) => !to[namespace]?.has(key))
        .map((key) => `${word} in ${language}: ${namespace}:${key}`),
    )
  return [...missing(english, other, 'missing'), ...missing(other, english, 'unknown')]
}

const english = catalogue('en')
const languages = readdirSync(join(root, 'src/locales'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'en')
  .map(({ name }) => name)
const found = [
  ...unused(english, writtenKeys()),
  ...languages.flatMap((language) => differences(english, language)),
]
for (const line of found) console.error(line)
if (found.length) process.exit(1)
console.log(
  `${Object.values(english).reduce((sum, keys) => sum + keys.size, 0)} texts, all in catalogues, all used.`,
)
