// Jobs line by line: what, about what, where it stands, what went wrong last.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Job } from '../../../api/jobs'
import table from '../../../components/Table.module.css'
import { useFormat } from '../../../hooks/useFormat'
import css from '../Ledger.module.css'
import { StateMark } from '../StateMark'
import { argsText } from './argsText'
import type { Jobs } from './useJobs'

function Row({ job, jobs }: { job: Job; jobs: Jobs }) {
  const { t } = useTranslation('systemLedger')
  const { when, full } = useFormat()
  const { id, task, args, status, error, attempts } = job
  const at = job.scheduled_at ?? job.created_at
  return (
    <tr data-here={jobs.open === id || undefined}>
      <th scope="row">
        <span className={css.two}>
          <Link to={jobs.linkTo(id)} aria-current={jobs.open === id || undefined}>
            <b>{task}</b>
          </Link>
          <span>{argsText(args)}</span>
        </span>
      </th>
      <td>
        <StateMark state={status} />
        {error && <span className={css.reason}>{error.error}</span>}
      </td>
      <td className={css.extra}>{attempts > 0 && t('tries', { count: attempts })}</td>
      <td className={css.extra}>
        {at && (
          <time dateTime={at} title={full(at)}>
            {when(at)}
          </time>
        )}
      </td>
    </tr>
  )
}

export function JobTable({ list, jobs }: { list: Job[]; jobs: Jobs }) {
  const { t } = useTranslation('systemLedger')
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t('jobs.column.task')}</th>
          <th scope="col">{t('column.state')}</th>
          <th scope="col" className={css.extra}>
            {t('column.tries')}
          </th>
          <th scope="col" className={css.extra}>
            {t('jobs.column.due')}
          </th>
        </tr>
      </thead>
      <tbody>
        {list.map((job) => (
          <Row key={job.id} job={job} jobs={jobs} />
        ))}
      </tbody>
    </table>
  )
}
