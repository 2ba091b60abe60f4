// Tickets: the board of all that is open, with the one ticket beside it on a wide screen; a column in the hand.
import { useTranslation } from 'react-i18next'
import { useSession } from '../../context/SessionContext'
import { useIsPhone } from '../../hooks/useScreen'
import { useTitle } from '../../hooks/useTitle'
import { TicketsDesk } from './TicketsDesk'
import { TicketsPhone } from './TicketsPhone'

export function Component() {
  const { t } = useTranslation('tickets')
  const { isGuest } = useSession()
  const isPhone = useIsPhone()
  useTitle(isGuest ? t('titleGuest') : t('title'))
  return isPhone ? <TicketsPhone /> : <TicketsDesk />
}
