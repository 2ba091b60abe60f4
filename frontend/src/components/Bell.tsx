// The bell: how much is new, and the newest of it in a panel beside the directory.
import { Button, Popover, Switch } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { notificationList } from '../api/notifications'
import { itemsOf } from '../api/paging'
import { paths } from '../config/paths'
import { useCounts } from '../hooks/useCounts'
import { useFormat } from '../hooks/useFormat'
import { useMarking } from '../hooks/useMarking'
import { useSound, useSoundChoice } from '../hooks/useSound'
import css from './Bell.module.css'
import { NotificationRow } from './NotificationRow'
import { ListSkeleton, LoadFailed } from './States'

const SHOWN = 7

export function Bell() {
  const { t } = useTranslation(['notifications', 'shell'])
  const { number } = useFormat()
  const { pathname } = useLocation()
  const [isOpen, setOpen] = useState(false)
  const counts = useCounts()
  const unread = counts?.unread
  useSound(counts)
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="right-start"
      width={440}
      trapFocus
      returnFocus
      shadow="none"
    >
      <Popover.Target>
        <button
          type="button"
          className={css.bell}
          aria-current={pathname.startsWith(paths.notifications) || undefined}
          onClick={() => setOpen(!isOpen)}
        >
          <IconBell size={18} stroke={1.9} aria-hidden />
          {t('shell:places.notifications')}
          {!!unread && (
            <span className={css.count}>
              <span aria-hidden>{number(unread)}</span>
              <span className={css.hidden}>{t('notifications:unreadCount', { count: unread })}</span>
            </span>
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={css.panel} aria-label={t('notifications:title')}>
        {isOpen && <Panel unread={unread ?? 0} onClose={() => setOpen(false)} />}
      </Popover.Dropdown>
    </Popover>
  )
}

function Panel({ unread, onClose }: { unread: number; onClose: () => void }) {
  const { t } = useTranslation('notifications')
  const { data, error, refetch } = useInfiniteQuery(notificationList({}))
  const marking = useMarking()
  const items = itemsOf(data).slice(0, SHOWN)
  const newest = items[0]
  return (
    <>
      <header className={css.head}>
        <h2>{t('title')}</h2>
        {newest && unread > 0 && (
          <Button size="compact-sm" onClick={() => marking.markAllUpTo(newest.id)}>
            {t('readAll')}
          </Button>
        )}
      </header>
      {error && !data && <LoadFailed error={error} title={t('failed')} onRetry={() => void refetch()} />}
      {!data && !error && <ListSkeleton label={t('loading')} rows={3} />}
      {data && !newest && <p className={css.nothing}>{t('empty.text')}</p>}
      <ul aria-label={t('title')}>
        {items.map((told) => (
          <NotificationRow
            key={told.id}
            told={told}
            onOpen={() => {
              marking.mark(told, true)
              onClose()
            }}
          />
        ))}
      </ul>
      <footer className={css.foot}>
        <Sound />
        <Link to={paths.notifications} onClick={onClose}>
          {t('all')}
        </Link>
      </footer>
    </>
  )
}

/** Of this device alone. */
export function Sound() {
  const { t } = useTranslation('notifications')
  const [isOn, choose] = useSoundChoice()
  return (
    <Switch label={t('sound')} checked={isOn} onChange={(event) => choose(event.currentTarget.checked)} />
  )
}
