// What a password must be, said as one types it: the server's own bounds, no composition rule.
import { useTranslation } from 'react-i18next'

const SHORTEST = 10
const LONGEST = 128

/** What is wrong with a password that somebody chose, or null. */
export function usePasswordRule(): (password: string) => string | null {
  const { t } = useTranslation('auth')
  return (password) => {
    if (password.length < SHORTEST) return t('passwordShort')
    return password.length > LONGEST ? t('passwordLong') : null
  }
}
