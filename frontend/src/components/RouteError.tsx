// The boundary of every route: a page that broke says so and leaves the rest standing.
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, useRouteError } from 'react-router'
import { isProblem } from '../api/problem'
import { paths } from '../config/paths'
import { LoadFailed, NotFound } from './States'
import css from './States.module.css'

const reload = () => location.reload()

/** A chunk that is no longer there: the app was updated while it was open. */
const isStale = (error: unknown) =>
  error instanceof Error && /dynamically imported module|module script failed/i.test(error.message)

export function RouteError() {
  const { t } = useTranslation()
  const error = useRouteError()
  if (isProblem(error) && error.status === 404) return <NotFound />
  if (isProblem(error)) return <LoadFailed error={error} onRetry={reload} />
  return (
    <div className={css.nothing} role="alert">
      <h1>{t('error.crashTitle')}</h1>
      <p>{isStale(error) ? t('error.stale') : t('error.crashText')}</p>
      <div className={css.do}>
        <Button onClick={reload}>{t('error.reload')}</Button>
        <Button component={Link} to={paths.home}>
          {t('action.home')}
        </Button>
      </div>
    </div>
  )
}
