// Whoever goes away from what is not saved is asked first; so is whoever closes the tab.
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useBlocker } from 'react-router'
import { Confirm } from './Confirm'

export function LeaveGuard({ count }: { count: number }) {
  const { t } = useTranslation()
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => count > 0 && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (!count) return
    const onLeave = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', onLeave)
    return () => removeEventListener('beforeunload', onLeave)
  }, [count])
  useEffect(() => {
    // It was saved while one was being asked.
    if (!count && blocker.state === 'blocked') blocker.proceed()
  }, [count, blocker])
  if (blocker.state !== 'blocked') return null
  return (
    <Confirm
      title={t('leave.title')}
      yes={t('leave.yes')}
      error={null}
      isBusy={false}
      onYes={() => blocker.proceed()}
      onClose={() => blocker.reset()}
    >
      <p>{t('leave.text', { count })}</p>
    </Confirm>
  )
}
