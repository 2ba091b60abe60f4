// The foot of a page of settings: counts what is not saved yet and what is wrong.
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '../../../hooks/useProblemText'
import css from '../System.module.css'
import type { SettingsForm } from './useSettingsForm'

type Part = Pick<SettingsForm, 'changed' | 'wrong' | 'error' | 'isSaving' | 'discard'>

export function SaveBar({ form: { changed, wrong, error, isSaving, discard } }: { form: Part }) {
  const { t } = useTranslation('system')
  const explain = useProblemText()
  const isClean = !changed.length
  return (
    <footer className={css.save} data-clean={isClean || undefined}>
      <span role="status">
        {wrong.length > 0 && <b>{t('save.wrong', { count: wrong.length })} </b>}
        {error !== null && <b>{explain(error)} </b>}
        {isClean ? t('save.clean') : t('save.changed', { count: changed.length })}
      </span>
      <Button disabled={isClean || isSaving} onClick={discard}>
        {t('save.discard')}
      </Button>
      <Button type="submit" variant="filled" disabled={isClean} loading={isSaving}>
        {t('save.save')}
      </Button>
    </footer>
  )
}
