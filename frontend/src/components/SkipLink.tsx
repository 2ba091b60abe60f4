// The first stop of the keyboard: over the directory, to the page. A fragment would leave the page (`<base>`).
import { useTranslation } from 'react-i18next'

export const PAGE_ID = 'page'

export function SkipLink() {
  const { t } = useTranslation('shell')
  return (
    <button type="button" className="skip" onClick={() => document.getElementById(PAGE_ID)?.focus()}>
      {t('skip')}
    </button>
  )
}
