// A report or a message that did not go out: why, and that nothing of it is lost.
import { useTranslation } from 'react-i18next'
import { isProblem } from '../../api/problem'
import { useProblemText } from '../../hooks/useProblemText'
import { isLost } from '../../hooks/useRetry'
import css from './Guest.module.css'

export function NotSent({ error }: { error: unknown }) {
  const { t } = useTranslation('guest')
  const explain = useProblemText()
  if (isLost(error))
    return (
      <p className={css.waits} role="alert">
        <b>{t('waits.title')}</b>
        {t('waits.text')}
      </p>
    )
  const isGone = isProblem(error) && error.status === 404
  return (
    <p className={css.bad} role="alert">
      <b>{t('notSent')}</b>
      {isGone ? t('roomGone.text') : explain(error)}
    </p>
  )
}
