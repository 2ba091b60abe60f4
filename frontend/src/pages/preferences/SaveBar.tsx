// One bar for all: what is not saved, what is wrong, and the two ways on.
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '../../hooks/useProblemText'
import css from './Preferences.module.css'
import type { PreferencesForm } from './usePreferencesForm'

export function SaveBar({ form }: { form: PreferencesForm }) {
  const { t } = useTranslation('preferences')
  const explain = useProblemText()
  const changes = form.changed.length
  const wrong = Object.keys(form.wrong).length
  return (
    <footer className={css.save} data-idle={!changes || undefined}>
      <span role="status">
        {wrong > 0 && <b>{t('save.wrong', { count: wrong })} </b>}
        {form.error ? <b>{explain(form.error)}</b> : null}{' '}
        {changes ? t('save.changes', { count: changes }) : t('save.saved')}
      </span>
      <Button disabled={!changes} onClick={form.discard}>
        {t('save.discard')}
      </Button>
      <Button type="submit" variant="filled" disabled={!changes || wrong > 0} loading={form.isSaving}>
        {t('save.save')}
      </Button>
    </footer>
  )
}
