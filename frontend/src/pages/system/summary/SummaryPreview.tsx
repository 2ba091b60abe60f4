// A day's summary as it would be sent now.
import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { summaryPreview } from '../../../api/summaries'
import { LoadFailed } from '../../../components/States'
import { useFormat } from '../../../hooks/useFormat'
import { MailView } from '../mail/MailView'

export function SummaryPreview({ day }: { day: string | undefined }) {
  const { t } = useTranslation('systemMail')
  const { date } = useFormat()
  const { data, error, refetch } = useQuery(summaryPreview(day))
  const name = day ? t('summary.previewOf', { day: date(day) }) : t('summary.preview')
  return (
    <section aria-label={name}>
      <h2 className="label">{name}</h2>
      {error && !data && <LoadFailed error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton h={420} aria-busy="true" aria-label={t('loading')} />}
      {data && <MailView mail={data} startsAs="phone" />}
    </section>
  )
}
