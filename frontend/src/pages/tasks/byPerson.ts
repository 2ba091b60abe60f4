// Tasks by who works on them. A task of several people stands under each.
import type { Task } from '../../api/tasks'

export interface Load {
  /** Null: nobody has them. */
  person: { id: number; name: string } | null
  tasks: Task[]
}

const byName = (a: Load, b: Load) => (a.person?.name ?? '').localeCompare(b.person?.name ?? '')

/** Those whom nobody has come first, then people by name. */
export function byPerson(tasks: Task[]): Load[] {
  const loads = new Map<number, Load>()
  for (const task of tasks)
    for (const person of task.assignees.length ? task.assignees : [null]) {
      const id = person?.id ?? 0
      const load = loads.get(id) ?? { person, tasks: [] }
      load.tasks.push(task)
      loads.set(id, load)
    }
  return [...loads.values()].sort(byName)
}
