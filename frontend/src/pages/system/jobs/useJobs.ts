// The state of the jobs' page lives in the address: the status, the task, and the job that is open.
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { JobFilters } from '../../../api/jobs'

export const statuses = ['failed', 'todo', 'doing', 'succeeded', 'cancelled', 'aborted'] as const

export function useJobs() {
  const [search, setSearch] = useSearchParams()
  const status = statuses.find((one) => one === search.get('status'))
  const task = search.get('task') ?? ''
  const open = Number(search.get('open') ?? NaN)
  const filters: JobFilters = useMemo(
    () => ({ status: status && [status], task: task ? [task] : undefined }),
    [status, task],
  )
  const withPart = (name: string, value: string) => {
    const next = new URLSearchParams(search)
    if (value) next.set(name, value)
    else next.delete(name)
    return next
  }
  return {
    filters,
    status,
    task,
    set: (name: 'status' | 'task', value: string) => setSearch(withPart(name, value), { replace: true }),
    clear: () => setSearch({}, { replace: true }),
    open: Number.isInteger(open) ? open : null,
    linkTo: (id: number) => ({ search: withPart('open', String(id)).toString() }),
    close: () => setSearch(withPart('open', '')),
  }
}

export type Jobs = ReturnType<typeof useJobs>
