// Message catalogues: one namespace a noun, loaded when a page that uses it is shown.
import i18next, { type BackendModule } from 'i18next'
import { initReactI18next } from 'react-i18next'

const catalogues = import.meta.glob<Record<string, unknown>>(['./*/*.json'], { import: 'default' })

const lazily: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const load = catalogues[`./${language}/${namespace}.json`]
    if (!load) return done(new Error(`No catalogue ${language}/${namespace}`), false)
    load().then(
      (words) => done(null, words),
      (reason: unknown) => done(reason instanceof Error ? reason : new Error(String(reason)), false),
    )
  },
}

/** The languages that there are catalogues for. */
export const languages = ['en'] as const

/** Keeps `<html lang dir>` with the language that is shown. */
const tellDocument = (language: string) => {
  document.documentElement.lang = language
  document.documentElement.dir = i18next.dir(language)
}

export const i18nReady = i18next
  .use(lazily)
  .use(initReactI18next)
  .init({
    lng: 'en',
    fallbackLng: 'en',
    supportedLngs: languages,
    ns: ['common'],
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  .then(() => tellDocument(i18next.language))

i18next.on('languageChanged', tellDocument)

export { i18next }
