// The title of the tab follows the page.
import { useDocumentTitle } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'

export function useTitle(title: string | undefined) {
  const { t } = useTranslation()
  useDocumentTitle(title ? `${title} · ${t('product')}` : t('product'))
}
