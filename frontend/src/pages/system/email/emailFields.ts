// The settings of the mail server as fields of a form, and back; what is wrong with them.
import { useTranslation } from 'react-i18next'
import type { EmailSettings, EmailSettingsPatch } from '../../../api/emailSettings'
import { isEmail, isHost, isHttps, isWhole } from '../form/checks'
import type { Values, Wrong } from '../form/useSettingsForm'

export const securities = ['starttls', 'tls', 'none'] as const
export const signIns = ['password', 'xoauth2', 'none'] as const
export const secrets = ['password', 'client_secret', 'refresh_token']

const MOST = 65_535

export const valuesOf = (settings: EmailSettings): Values => ({
  enabled: settings.enabled,
  server: settings.server,
  port: String(settings.port),
  security: settings.security,
  auth: settings.auth,
  username: settings.username,
  password: '',
  token_url: settings.oauth.token_url,
  client_id: settings.oauth.client_id,
  client_secret: '',
  refresh_token: '',
  sender_name: settings.sender_name,
  sender_email: settings.sender_email,
  reply_to: settings.reply_to,
})

const text = (value: Values[string]) => (typeof value === 'string' ? value.trim() : undefined)
const secret = (value: Values[string]) => (typeof value === 'string' ? value : undefined)
const flag = (value: Values[string]) => (typeof value === 'boolean' ? value : undefined)
const port = (value: Values[string]) => (value === undefined ? undefined : Number(value))

/** Only what changed is sent. */
export function patchOf(changed: Values): EmailSettingsPatch {
  const oauth = {
    token_url: text(changed.token_url),
    client_id: text(changed.client_id),
    client_secret: secret(changed.client_secret),
    refresh_token: secret(changed.refresh_token),
  }
  return {
    enabled: flag(changed.enabled),
    server: text(changed.server),
    port: port(changed.port),
    security: securities.find((one) => one === changed.security),
    auth: signIns.find((one) => one === changed.auth),
    username: text(changed.username),
    password: secret(changed.password),
    oauth: Object.values(oauth).some((value) => value !== undefined) ? oauth : undefined,
    sender_name: text(changed.sender_name),
    sender_email: text(changed.sender_email),
    reply_to: text(changed.reply_to),
  }
}

/** What is wrong, by field. Without a server nothing but the looks is checked: mail is off then. */
export function useEmailCheck(): (values: Values) => Wrong {
  const { t } = useTranslation('systemMail')
  return ({ server, port, auth, username, token_url, sender_email, reply_to }) => {
    const host = String(server ?? '').trim()
    const address = (value: Values[string], isNeeded: boolean) => {
      const typed = String(value ?? '').trim()
      return (typed || isNeeded) && !isEmail(typed) ? t('email.wrong.address') : undefined
    }
    return {
      server: host && !isHost(host) ? t('email.wrong.server') : undefined,
      port: isWhole(String(port), 1, MOST) ? undefined : t('email.wrong.port', { most: MOST }),
      username:
        host && auth !== 'none' && !String(username ?? '').trim() ? t('email.wrong.username') : undefined,
      token_url:
        host && auth === 'xoauth2' && !isHttps(String(token_url)) ? t('email.wrong.tokenUrl') : undefined,
      sender_email: address(sender_email, host !== ''),
      reply_to: address(reply_to, false),
    }
  }
}

/** Why no mail goes out, in the reader's words; undefined while it does. */
export function useWhyOff(): (settings: EmailSettings) => string | undefined {
  const { t } = useTranslation('systemMail')
  return ({ enabled, server, sender_email }) => {
    if (!enabled) return t('email.off.disabled')
    if (!server) return t('email.off.server')
    return sender_email ? undefined : t('email.off.sender')
  }
}
