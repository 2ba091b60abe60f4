// What reaches one: what, where and when; this browser and one's devices.
import { IconChevronLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { preferencesQuery, type Preferences } from '../../api/preferences'
import { ConflictDialog } from '../../components/ConflictDialog'
import { LeaveGuard } from '../../components/LeaveGuard'
import { ListSkeleton, LoadFailed } from '../../components/States'
import { paths } from '../../config/paths'
import { useTitle } from '../../hooks/useTitle'
import { Devices } from './Devices'
import { Matrix } from './Matrix'
import css from './Preferences.module.css'
import { SaveBar } from './SaveBar'
import { Sms } from './Sms'
import { useFieldWords } from './useFieldWords'
import { usePreferencesForm } from './usePreferencesForm'
import { When } from './When'

/** Milliseconds: how soon the page sees what the phone answered. */
const ANSWER_MS = 5000

export function Component() {
  const { t } = useTranslation('preferences')
  const { data, error, refetch } = useQuery({
    ...preferencesQuery,
    refetchInterval: ({ state }) => state.data?.sms_consent.state === 'asked' && ANSWER_MS,
  })
  useTitle(t('title'))
  if (data) return <Form preferences={data} />
  if (error) return <LoadFailed error={error} onRetry={() => void refetch()} />
  return <ListSkeleton label={t('loading')} />
}

function Form({ preferences }: { preferences: Preferences }) {
  const { t } = useTranslation('preferences')
  const form = usePreferencesForm(preferences)
  const words = useFieldWords(preferences.timezone)
  const { conflict } = form
  return (
    <form
      className={css.page}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        form.save()
      }}
    >
      <header className={css.head}>
        <Link to={paths.profile} className={css.back}>
          <IconChevronLeft className="way" size={17} aria-hidden />
          {t('profile')}
        </Link>
        <h1>{t('title')}</h1>
        <p>{t('lead')}</p>
      </header>
      <div className={css.body}>
        <When form={form} zone={preferences.timezone} />
        <Matrix form={form} preferences={preferences} />
        <Sms form={form} preferences={preferences} />
        <Devices />
      </div>
      <SaveBar form={form} />
      <LeaveGuard count={form.changed.length} />
      {conflict && (
        <ConflictDialog
          name={t('title')}
          lines={conflict.mine.fields
            .filter((field) => conflict.theirs[field] !== conflict.mine.after[field])
            .map((field) => ({
              field,
              name: words.name(field),
              mine: words.value(field, conflict.mine.after[field] ?? ''),
              theirs: words.value(field, conflict.theirs[field] ?? ''),
            }))}
          onSave={(fields) => form.resolve(fields)}
          onKeepTheirs={() => form.resolve(null)}
          onClose={form.dismiss}
        />
      )}
    </form>
  )
}
