// The state of the jobs' page lives in the address: the status, the task, and the job that is open.
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { JobFilters } from '../../../api/jobs'

/** What asks for a look: it failed, waits or runs. */
const open = ['failed', 'todo', 'doing'] as const
export const statuses = ['failed', 'todo', 'doing', 'succeeded', 'cancelled', 'aborted'] as const

export function useJobs() {
  const [search, setSearch] = useSearchParams()
  const asked = search.get('status')
  const status = statuses.find((one) => one === asked)
  const view = status ?? (asked === 'all' ? 'all' : 'open')
  const task = search.get('task') ?? ''
  const opened = Number(search.get('open') ?? NaN)
  const filters: JobFilters = useMemo(
    () => ({
      status: view === 'all' ? undefined : view === 'open' ? [...open] : [view],
      task: task ? [task] : undefined,
    }),
    [view, task],
  )
  const withPart = (name: string, value: string) => {
    const next = new URLSearchParams(search)
    if (value) next.set(name, value)
    else next.delete(name)
    return next
  }
  return {
    filters,
    view,
    task,
    set: (name: 'status' | 'task', value: string) => setSearch(withPart(name, value), { replace: true }),
    clear: () => setSearch({}, { replace: true }),
    open: Number.isInteger(opened) ? opened : null,
    linkTo: (id: number) => ({ search: withPart('open', String(id)).toString() }),
    close: () => setSearch(withPart('open', '')),
  }
}

export type Jobs = ReturnType<typeof useJobs>
