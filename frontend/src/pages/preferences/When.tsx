// When one is left alone, and when the digest comes.
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LAST_MOMENT, toIso, toLocal, tomorrowAt } from '../../hooks/localTime'
import { useFormat } from '../../hooks/useFormat'
import css from './Preferences.module.css'
import { Setting } from './Setting'
import type { PreferencesForm } from './usePreferencesForm'

const QUIET = { quiet_from: '22:00', quiet_until: '06:00' }
const NOT_QUIET = { quiet_from: '', quiet_until: '' }
const quietFields = ['quiet_from', 'quiet_until'] as const
const HOUR = 3_600_000
const MORNING = '08:00'

function useWrong(form: PreferencesForm) {
  const { t } = useTranslation('preferences')
  return (field: string) => {
    const wrong = form.wrong[field]
    return wrong && t(`save.${wrong}`)
  }
}

export function When({ form, zone }: { form: PreferencesForm; zone: string }) {
  const { t } = useTranslation('preferences')
  const wrong = useWrong(form)
  const { after, set } = form
  const dailyWrong = wrong('daily_at')
  const isQuiet = !!after.quiet_from || !!after.quiet_until
  return (
    <section aria-labelledby="when">
      <h2 id="when">{t('quiet.title')}</h2>
      <Setting name={t('quiet.hours')} says={t('quiet.hoursText', { zone })}>
        {isQuiet ? (
          <div className={css.times}>
            {quietFields.map((field) => (
              <TextInput
                key={field}
                type="time"
                label={field === 'quiet_from' ? t('quiet.from') : t('quiet.until')}
                value={after[field]}
                error={wrong(field)}
                onChange={(event) => set({ [field]: event.currentTarget.value })}
              />
            ))}
            <Button onClick={() => set(NOT_QUIET)}>{t('quiet.clear')}</Button>
          </div>
        ) : (
          <div>
            <Button onClick={() => set(QUIET)}>{t('quiet.set')}</Button>
          </div>
        )}
      </Setting>
      <Setting name={t('quiet.daily')} says={t('quiet.dailyText')}>
        <div className={css.times}>
          <TextInput
            type="time"
            aria-label={t('quiet.dailyAt')}
            value={after.daily_at}
            error={dailyWrong}
            onChange={(event) => set({ daily_at: event.currentTarget.value })}
          />
        </div>
      </Setting>
      <DoNotDisturb form={form} zone={zone} />
    </section>
  )
}

const ways = ['off', 'hour', 'tomorrow', 'until'] as const
type Way = (typeof ways)[number]

/** A while from now on, chosen by a word; or a moment of one's own. */
function DoNotDisturb({ form, zone }: { form: PreferencesForm; zone: string }) {
  const { t } = useTranslation('preferences')
  const { full } = useFormat(zone)
  const wrong = useWrong(form)
  const untilWrong = wrong('do_not_disturb_until')
  const until = form.after.do_not_disturb_until ?? ''
  const [way, setWay] = useState<Way>(until ? 'until' : 'off')
  // A browser calls a moment that is half typed none: the field keeps it, and the form the last whole one.
  const [typed, setTyped] = useState<string>()
  const shown = until ? (way === 'off' ? 'until' : way) : 'off'
  const momentOf: Record<Way, () => string> = {
    off: () => '',
    hour: () => new Date(Date.now() + HOUR).toISOString(),
    tomorrow: () => tomorrowAt(MORNING, zone),
    until: () => until || tomorrowAt(MORNING, zone),
  }
  const choose = (value: string) => {
    const chosen = ways.find((one) => one === value)
    if (!chosen) return
    setWay(chosen)
    form.set({ do_not_disturb_until: momentOf[chosen]() })
  }
  return (
    <Setting name={t('quiet.dnd')} says={t('quiet.dndText', { zone })}>
      <SegmentedControl
        aria-label={t('quiet.dnd')}
        fullWidth
        value={shown}
        onChange={choose}
        data={[
          { value: 'off', label: t('quiet.dndOff') },
          { value: 'hour', label: t('quiet.dndHour') },
          { value: 'tomorrow', label: t('quiet.dndTomorrow') },
          { value: 'until', label: t('quiet.dndUntil') },
        ]}
      />
      {shown === 'until' ? (
        <TextInput
          type="datetime-local"
          label={t('quiet.dndAt')}
          max={LAST_MOMENT}
          value={typed ?? toLocal(until, zone)}
          error={untilWrong}
          onChange={({ currentTarget: { value } }) => {
            setTyped(value)
            if (value) form.set({ do_not_disturb_until: toIso(value, zone) })
          }}
          onBlur={() => setTyped(undefined)}
        />
      ) : (
        until && <p className={css.note}>{full(until)}</p>
      )}
    </Setting>
  )
}
