// One job in full: what it is about, the error of every try, and running it once more.
import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { jobQuery, retryJob, type JobInFull } from '../../../api/jobs'
import { keys } from '../../../api/keys'
import { ListSkeleton, LoadFailed } from '../../../components/States'
import { useToast } from '../../../context/ToastContext'
import { useFormat } from '../../../hooks/useFormat'
import { useProblemText } from '../../../hooks/useProblemText'
import { Facts } from '../Facts'
import css from '../Ledger.module.css'
import { PanelFrame } from '../PanelFrame'
import { StateMark } from '../StateMark'
import page from '../System.module.css'
import { argsText } from './argsText'
import type { Jobs } from './useJobs'

function Retry({ job }: { job: JobInFull }) {
  const { t } = useTranslation('systemLedger')
  const explain = useProblemText()
  const client = useQueryClient()
  const toast = useToast()
  const retry = useMutation({
    mutationFn: () => retryJob(job.id, crypto.randomUUID()),
    onSuccess: async () => {
      toast({ title: t('jobs.retried') })
      await client.invalidateQueries({ queryKey: keys.jobs.all })
    },
  })
  if (job.status !== 'failed') return null
  return (
    <>
      <div className={css.acts}>
        <Button
          variant="filled"
          leftSection={<IconRefresh size={16} />}
          loading={retry.isPending}
          onClick={() => retry.mutate()}
        >
          {t('jobs.retry')}
        </Button>
      </div>
      {retry.error && (
        <p className={page.bad} role="alert">
          {explain(retry.error)}
        </p>
      )}
    </>
  )
}

function Errors({ errors }: Pick<JobInFull, 'errors'>) {
  const { t } = useTranslation('systemLedger')
  const { when, full } = useFormat()
  return (
    <>
      <h3>{t('jobs.errors')}</h3>
      {errors.length === 0 && <p className="quiet">{t('jobs.noErrors')}</p>}
      <ol className={css.tries}>
        {errors.map(({ attempt, at, error }) => (
          <li key={`${attempt} ${at}`}>
            <p>
              <b>{t('try.number', { number: attempt })}</b>
              <time className="quiet" dateTime={at} title={full(at)}>
                {when(at)}
              </time>
            </p>
            <pre className={page.words}>{error}</pre>
          </li>
        ))}
      </ol>
    </>
  )
}

export function JobPanel({ id, jobs }: { id: number; jobs: Jobs }) {
  const { t } = useTranslation('systemLedger')
  const { full } = useFormat()
  const { data, error, refetch } = useQuery(jobQuery(id))
  return (
    <PanelFrame title={data ? data.task : t('jobs.one')} onClose={jobs.close}>
      {error && !data && <LoadFailed error={error} onRetry={() => void refetch()} />}
      {!error && !data && <ListSkeleton label={t('loading')} rows={3} />}
      {data && (
        <>
          <Facts
            facts={[
              [t('column.state'), <StateMark key="state" state={data.status} />],
              [t('jobs.column.args'), argsText(data.args)],
              [t('column.tries'), data.attempts || null],
              [t('jobs.column.created'), data.created_at && full(data.created_at)],
              [t('jobs.column.due'), data.scheduled_at && full(data.scheduled_at)],
            ]}
          />
          <Retry job={data} />
          <Errors errors={data.errors} />
        </>
      )}
    </PanelFrame>
  )
}
