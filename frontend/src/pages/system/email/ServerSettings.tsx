// The mail server, who signs in there and how, and whom mail comes from.
import { NativeSelect, TextInput } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { EmailSettings } from '../../../api/emailSettings'
import { Secret } from '../form/Secret'
import { Setting } from '../form/Setting'
import type { SettingsForm } from '../form/useSettingsForm'
import css from '../System.module.css'
import { securities, signIns } from './emailFields'
import type { EmailLabels } from './useEmailLabels'

interface Props {
  form: SettingsForm<EmailSettings>
  labels: EmailLabels
}

const down = <IconChevronDown size={16} />
/** What such a thing looks like; the same in every language. */
const like = {
  server: 'smtp.example.org',
  token: 'https://login.example.org/token',
  address: 'tickets@example.org',
}

export function ServerSettings({ form, labels }: Props) {
  const { t } = useTranslation('systemMail')
  return (
    <Setting name={t('email.server.name')} says={t('email.server.says')}>
      <div className={css.pair}>
        <TextInput aria-label={labels.server} placeholder={like.server} {...form.fields.server} />
        <TextInput aria-label={labels.port} w={84} inputMode="numeric" {...form.fields.port} />
      </div>
      <NativeSelect
        aria-label={labels.security}
        data={securities.map((value) => ({ value, label: t(`email.security.${value}`) }))}
        rightSection={down}
        {...form.fields.security}
      />
    </Setting>
  )
}

function OAuthFields({ form, labels, settings: { oauth } }: Props & { settings: EmailSettings }) {
  return (
    <>
      <TextInput aria-label={labels.token_url} placeholder={like.token} {...form.fields.token_url} />
      <TextInput
        aria-label={labels.client_id}
        placeholder={labels.client_id}
        autoComplete="off"
        {...form.fields.client_id}
      />
      <Secret form={form} name="client_secret" label={labels.client_secret} isSet={oauth.client_secret_set} />
      <Secret form={form} name="refresh_token" label={labels.refresh_token} isSet={oauth.refresh_token_set} />
    </>
  )
}

export function SignInSettings({ form, labels, settings }: Props & { settings: EmailSettings }) {
  const { t } = useTranslation('systemMail')
  const auth = form.text('auth')
  const isForgotten = auth !== 'none' && form.changed.includes('server') && settings.server !== ''
  return (
    <Setting name={t('email.signIn.name')} says={t('email.signIn.says')}>
      <NativeSelect
        aria-label={labels.auth}
        data={signIns.map((value) => ({ value, label: t(`email.auth.${value}`) }))}
        rightSection={down}
        {...form.fields.auth}
      />
      {auth !== 'none' && (
        <TextInput
          aria-label={labels.username}
          placeholder={labels.username}
          autoComplete="off"
          {...form.fields.username}
        />
      )}
      {auth === 'password' && (
        <Secret form={form} name="password" label={labels.password} isSet={settings.password_set} />
      )}
      {isForgotten && <p className={css.note}>{t('email.signIn.forgets')}</p>}
      {auth === 'xoauth2' && <OAuthFields form={form} labels={labels} settings={settings} />}
    </Setting>
  )
}

export function SenderSettings({ form, labels }: Props) {
  const { t } = useTranslation('systemMail')
  return (
    <Setting name={t('email.sender.name')} says={t('email.sender.says')}>
      <TextInput
        aria-label={labels.sender_name}
        placeholder={labels.sender_name}
        {...form.fields.sender_name}
      />
      <TextInput
        aria-label={labels.sender_email}
        placeholder={like.address}
        type="email"
        {...form.fields.sender_email}
      />
      <TextInput
        aria-label={labels.reply_to}
        placeholder={t('email.sender.replyTo')}
        type="email"
        {...form.fields.reply_to}
      />
    </Setting>
  )
}
