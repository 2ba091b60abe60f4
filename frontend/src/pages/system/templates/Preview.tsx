// The mail that the template makes, anew with every pause in typing; while it is wrong, the last good one stays.
import { Skeleton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MailText } from '../../../api/mailTemplates'
import { LoadFailed } from '../../../components/States'
import { MailView } from '../mail/MailView'

interface Props {
  mail: MailText | undefined
  /** A failure that is no fault of the template. */
  error: unknown
  isWrong: boolean
  onRetry: () => void
}

export function Preview({ mail, error, isWrong, onRetry }: Props) {
  const { t } = useTranslation('systemMail')
  const [last, setLast] = useState(mail)
  if (mail && mail !== last) setLast(mail)
  const shown = mail ?? last
  return (
    <section aria-label={t('templates.preview')}>
      {error !== null && <LoadFailed error={error} onRetry={onRetry} />}
      {isWrong && shown && <p className="quiet">{t('templates.old')}</p>}
      {shown ? (
        <MailView mail={shown} isOld={isWrong} />
      ) : (
        error === null && !isWrong && <Skeleton h={420} aria-busy="true" aria-label={t('loading')} />
      )}
    </section>
  )
}
