// A mail as its readers get it: in a frame that may do nothing, at desk or phone width, light or dark, or as text.
import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MailText } from '../../../api/mailTemplates'
import css from './Mail.module.css'
import { inScheme, schemes } from './scheme'

const forms = ['desk', 'phone', 'text'] as const

interface SwitchProps<Choice extends string> {
  label: string
  value: Choice
  choices: readonly Choice[]
  name: (choice: Choice) => string
  onChange: (choice: Choice) => void
}

function Switcher<Choice extends string>({ label, value, choices, name, onChange }: SwitchProps<Choice>) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={label}
      value={value}
      data={choices.map((choice) => ({ value: choice, label: name(choice) }))}
      onChange={(chosen) => onChange(choices.find((choice) => choice === chosen) ?? value)}
    />
  )
}

interface Props {
  mail: MailText
  /** It is an older one: what is written now can't be shown. */
  isOld?: boolean
  startsAs?: (typeof forms)[number]
}

export function MailView({ mail: { subject, html, text }, isOld, startsAs = 'desk' }: Props) {
  const { t } = useTranslation('systemMail')
  const [form, setForm] = useState(startsAs)
  const [scheme, setScheme] = useState<(typeof schemes)[number]>('light')
  return (
    <div className={css.view} data-old={isOld || undefined}>
      <div className={css.switches}>
        <Switcher
          label={t('view.form')}
          value={form}
          choices={forms}
          name={(choice) => t(`view.${choice}`)}
          onChange={setForm}
        />
        {form !== 'text' && (
          <Switcher
            label={t('view.scheme')}
            value={scheme}
            choices={schemes}
            name={(choice) => t(`view.${choice}`)}
            onChange={setScheme}
          />
        )}
      </div>
      <p className={css.subject}>
        <span className="label">{t('view.subject')}</span> {subject}
      </p>
      {form === 'text' ? (
        // Long texts scroll, and the keyboard must be able to.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className={css.plain} tabIndex={0}>
          {text}
        </pre>
      ) : (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={css.desk} data-form={form} role="group" aria-label={t('view.mail')} tabIndex={0}>
          <iframe
            sandbox=""
            title={t('view.title', { subject })}
            srcDoc={inScheme(html, scheme)}
            style={{ colorScheme: scheme }}
          />
        </div>
      )}
    </div>
  )
}
