// What happens × through which channel: at once, hourly, daily, off. On a phone a block for each thing that happens.
import { useTranslation } from 'react-i18next'
import type { Preferences } from '../../api/preferences'
import { channels, choiceField, type Channel } from './edited'
import css from './Preferences.module.css'
import { useFieldWords } from './useFieldWords'
import type { PreferencesForm } from './usePreferencesForm'

interface Props {
  form: PreferencesForm
  preferences: Preferences
}

/** Channels through which anything can be chosen to come. */
const shownChannels = ({ kinds }: Preferences) =>
  channels.filter((channel) => kinds.some(({ channels: own }) => own[channel]?.allowed.length))

export function Matrix({ form, preferences }: Props) {
  const { t } = useTranslation('preferences')
  const words = useFieldWords()
  const shown = shownChannels(preferences)
  return (
    <section aria-labelledby="what">
      <h2 id="what">{t('what.title')}</h2>
      <table className={css.matrix}>
        <thead>
          <tr>
            <th scope="col">{t('what.of')}</th>
            {shown.map((channel) => (
              <th key={channel} scope="col">
                <Head channel={channel} preferences={preferences} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preferences.kinds.map(({ kind, channels: own }) => (
            <tr key={kind}>
              <th scope="row">{words.kind(kind)}</th>
              {shown.map((channel) => (
                <td key={channel} data-channel={words.channel(channel)}>
                  <Choice form={form} kind={kind} channel={channel} allowed={own[channel]?.allowed ?? []} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Why preferences={preferences} shown={shown} />
    </section>
  )
}

function Head({ channel, preferences }: { channel: Channel; preferences: Preferences }) {
  const { t } = useTranslation('preferences')
  const isOff = preferences.channels[channel]?.on === false
  return (
    <>
      {t(`channel.${channel}`)}
      {isOff && <em>{t('pace.off')}</em>}
    </>
  )
}

interface ChoiceProps {
  form: PreferencesForm
  kind: string
  channel: Channel
  allowed: string[]
}

function Choice({ form, kind, channel, allowed }: ChoiceProps) {
  const { t } = useTranslation('preferences')
  const words = useFieldWords()
  const field = choiceField(kind, channel)
  if (!allowed.length) return <span className="quiet">{t('what.never')}</span>
  const value = form.after[field]
  return (
    <select
      className={css.choice}
      aria-label={words.name(field)}
      value={value}
      data-off={value === 'off' || undefined}
      data-changed={form.changed.includes(field) || undefined}
      onChange={(event) => form.set({ [field]: event.currentTarget.value })}
    >
      {allowed.map((pace) => (
        <option key={pace} value={pace}>
          {words.pace(pace)}
        </option>
      ))}
    </select>
  )
}

/** Why a channel does not reach one, whatever is chosen for it; or where it reaches one. */
function Why({ preferences, shown }: { preferences: Preferences; shown: Channel[] }) {
  const { t } = useTranslation('preferences')
  const said = shown.flatMap((channel) => {
    const state = preferences.channels[channel]
    const text = state?.why_off ?? state?.address
    return text ? [{ channel, text, isOff: state?.on === false }] : []
  })
  return (
    <dl className={css.why}>
      {said.map(({ channel, text, isOff }) => (
        <div key={channel} data-off={isOff || undefined}>
          <dt>{t(`channel.${channel}`)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}
