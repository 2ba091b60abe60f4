// One's tasks in the order of the day: late, today, later, without a time; what was done today stands before them.
import type { Task } from '../../api/tasks'

export type Group = 'late' | 'today' | 'later' | 'someday'
export const groups: Group[] = ['late', 'today', 'later', 'someday']

const isOpen = ({ status }: Task) => status === 'pending' || status === 'in_progress'

const byDue = (a: Task, b: Task) =>
  (a.due_at ? Date.parse(a.due_at) : Infinity) - (b.due_at ? Date.parse(b.due_at) : Infinity)

const byDone = (a: Task, b: Task) => Date.parse(a.completed_at ?? '') - Date.parse(b.completed_at ?? '')

export interface Day {
  done: Task[]
  open: Record<Group, Task[]>
  /** The one that is at work. */
  here: Task | undefined
  toGo: number
}

/** `isToday` in the reader's time zone. */
export function dayOf(tasks: Task[], now: number, isToday: (iso: string) => boolean): Day {
  const groupOf = ({ due_at: due }: Task): Group => {
    if (!due) return 'someday'
    if (Date.parse(due) < now) return 'late'
    return isToday(due) ? 'today' : 'later'
  }
  const all = tasks.filter(isOpen).sort(byDue)
  const open: Day['open'] = { late: [], today: [], later: [], someday: [] }
  for (const task of all) open[groupOf(task)].push(task)
  const begun = all.filter(({ status }) => status === 'in_progress')
  return {
    done: tasks
      .filter(({ status, completed_at: at }) => status === 'completed' && at !== null && isToday(at))
      .sort(byDone),
    open,
    here: begun.sort((a, b) => Date.parse(b.started_at ?? '') - Date.parse(a.started_at ?? ''))[0],
    toGo: open.late.length + open.today.length,
  }
}
