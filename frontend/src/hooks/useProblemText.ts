// What went wrong, in the reader's words: by the stable code, else by kind, else what the server said.
import { useTranslation } from 'react-i18next'
import { isProblem } from '../api/problem'
import type problems from '../locales/en/problems.json'

type Code = keyof typeof problems

export function useProblemText(): (error: unknown) => string {
  const { t, i18n } = useTranslation('problems')
  const isKnown = (code: string): code is Code => i18n.exists(`problems:${code}`)
  return (error) => {
    if (!isProblem(error)) return t('unknown')
    if (error.status === 429) return t('rate_limited', { seconds: error.retryAfter ?? 60 })
    if (isKnown(error.code)) return t(error.code, { ...error.params, seconds: error.retryAfter })
    if (error.status >= 500) return t('server')
    return error.detail ?? error.errors[0]?.message ?? t('unknown')
  }
}
