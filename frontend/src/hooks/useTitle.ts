// The title of the tab follows the page, and says how much is unread.
import { useDocumentTitle } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { notificationCounts } from '../api/notifications'

export function useTitle(title: string | undefined) {
  const { t } = useTranslation()
  // Only looked at here: nobody is signed in on every page that has a title.
  const { data } = useQuery({ ...notificationCounts, enabled: false })
  const unread = data?.unread ? `(${data.unread}) ` : ''
  useDocumentTitle(`${unread}${title ? `${title} · ` : ''}${t('product')}`)
}
