// What each field of the mail server is called: to those who hear it, and where two edits are compared.
import { useTranslation } from 'react-i18next'

export function useEmailLabels() {
  const { t } = useTranslation('systemMail')
  return {
    enabled: t('email.field.enabled'),
    server: t('email.field.server'),
    port: t('email.field.port'),
    security: t('email.field.security'),
    auth: t('email.field.auth'),
    username: t('email.field.username'),
    password: t('email.field.password'),
    token_url: t('email.field.tokenUrl'),
    client_id: t('email.field.clientId'),
    client_secret: t('email.field.clientSecret'),
    refresh_token: t('email.field.refreshToken'),
    sender_name: t('email.field.senderName'),
    sender_email: t('email.field.senderEmail'),
    reply_to: t('email.field.replyTo'),
  }
}

export type EmailLabels = ReturnType<typeof useEmailLabels>
