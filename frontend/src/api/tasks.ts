// Tasks: one's own, those one manages, those of a ticket; and what is done with them.
import type { paths, Schema } from '@modern-management/api-client'
import { queryOptions } from '@tanstack/react-query'
import { api, idempotent, ifMatch } from './client'
import { keys } from './keys'
import { allPages, cursorQuery } from './paging'
import { done, unwrap } from './problem'

export type Task = Schema<'Task'>
export type TaskStatus = Schema<'TaskStatus'>
export type TaskPatch = Schema<'TaskPatch'>
export type Spent = Schema<'TaskComplete'>
export type TaskFilters = Omit<NonNullable<paths['/tasks']['get']['parameters']['query']>, 'limit' | 'cursor'>

const PAGE = 100

/** A list of tasks, page by page. */
export const taskPages = (filters: TaskFilters) =>
  cursorQuery(keys.tasks.list(filters), (cursor, signal) =>
    unwrap(api.GET('/tasks', { params: { query: { ...filters, limit: PAGE, cursor } }, signal })),
  )

/** The tasks of a ticket: all of them for who manages its property, else one's own. */
export const ticketTasks = (ticketId: number, scope: 'mine' | 'managed') =>
  queryOptions({
    queryKey: [...keys.tickets.tasks(ticketId), scope],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        unwrap(
          api.GET('/tasks', {
            params: { query: { ticket_id: [ticketId], scope, limit: PAGE, cursor } },
            signal,
          }),
        ),
      ),
  })

export const taskQuery = (id: number) =>
  queryOptions({
    queryKey: keys.tasks.one(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/tasks/{task_id}', { params: { path: { task_id: id } }, signal })),
  })

const withKey = (id: number, key: string) => ({
  params: { path: { task_id: id } },
  headers: idempotent(key),
})

export const startTask = (id: number, key: string) =>
  unwrap(api.POST('/tasks/{task_id}/start', withKey(id, key)))

export const completeTask = (id: number, body: Spent, key: string) =>
  unwrap(api.POST('/tasks/{task_id}/complete', { ...withKey(id, key), body }))

/** Given back: one may not see it any more, so nothing is answered. */
export const declineTask = (id: number, reason: string, key: string) =>
  done(api.POST('/tasks/{task_id}/decline', { ...withKey(id, key), body: { reason } }))

export const patchTask = (task: { id: number; version: number }, body: TaskPatch) =>
  unwrap(
    api.PATCH('/tasks/{task_id}', { params: { path: { task_id: task.id } }, headers: ifMatch(task), body }),
  )

export const createTask = (body: Schema<'TaskNew'>, key: string) =>
  unwrap(api.POST('/tasks', { body, headers: idempotent(key) }))

/** Gives a ticket's work to people: a task of it that waits for somebody, else a new one. */
export const assignTask = (body: Schema<'AssignTask'>, key: string) =>
  unwrap(api.POST('/assign-task', { body, headers: idempotent(key) }))
