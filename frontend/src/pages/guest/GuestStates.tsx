// What a guest's page says when it waits, when its code or link is no longer good, and whom to call in danger.
import { Skeleton } from '@mantine/core'
import { Trans, useTranslation } from 'react-i18next'
import { isProblem } from '../../api/problem'
import { Logo } from '../../components/Logo'
import { LoadFailed } from '../../components/States'
import css from './Guest.module.css'

export function Bones() {
  const { t } = useTranslation()
  return (
    <main className={css.page} aria-busy="true" aria-label={t('loading')}>
      <div className={css.bones}>
        <Skeleton h={100} w={220} radius={6} />
        <Skeleton h={26} w="70%" />
        <Skeleton h={168} />
        <Skeleton h={210} />
      </div>
    </main>
  )
}

export function Danger() {
  const { t } = useTranslation('guest')
  return <Trans t={t} i18nKey="danger" components={{ call: <a href="tel:112">{null}</a> }} />
}

interface FailedProps {
  error: unknown
  onRetry: () => void
  gone: { title: string; text: string }
}

/** A code or link that leads nowhere, or a page that could not be read. */
export function GuestFailed({ error, onRetry, gone }: FailedProps) {
  const isGone = isProblem(error) && error.status === 404
  return (
    <main className={css.page}>
      {isGone ? (
        <div className={css.gone}>
          <Logo size={48} />
          <h1>{gone.title}</h1>
          <p>{gone.text}</p>
        </div>
      ) : (
        <LoadFailed error={error} onRetry={onRetry} />
      )}
      <p className={css.emergency}>
        <Danger />
      </p>
    </main>
  )
}
