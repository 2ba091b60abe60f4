// One's own last move, and the minute in which it can be taken back.
import { useEffect, useState } from 'react'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { FollowedTicket } from '../../api/guest'
import css from './Follow.module.css'
import type { Followed } from './useFollowed'

/** Whether an instant is still ahead; turns false when it comes. */
function useIsAhead(iso: string | null) {
  const [past, setPast] = useState<string | null>(null)
  useEffect(() => {
    if (!iso) return
    const timer = setTimeout(() => setPast(iso), Math.max(0, Date.parse(iso) - Date.now()))
    return () => clearTimeout(timer)
  }, [iso])
  return iso !== null && iso !== past
}

interface Props {
  ticket: FollowedTicket
  followed: Followed
}

export function Taken({ ticket, followed: { undoing } }: Props) {
  const { t } = useTranslation(['guest', 'common'])
  const isOpen = useIsAhead(ticket.undo_until)
  if (!isOpen) return null
  return (
    <div className={css.undo} role="status">
      <span>{t('taken', { status: t(`common:status.${ticket.status}`) })}</span>
      <button type="button" disabled={undoing.isPending} onClick={() => undoing.mutate()}>
        <IconArrowBackUp size={18} aria-hidden />
        {t('common:action.undo')}
      </button>
    </div>
  )
}
