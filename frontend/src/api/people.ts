// One person: reading, adding, changing, deactivating, and one's own password.
import { queryOptions } from '@tanstack/react-query'
import type { Schema } from '@modern-management/api-client'
import { api, idempotent, ifMatch } from './client'
import { keys } from './keys'
import { allPages } from './paging'
import { done, unwrap } from './problem'
import { RARELY_CHANGES } from './queryClient'
import type { User } from './session'

export type UserPatch = Schema<'UserPatch'>
export type UserNew = Schema<'UserNew'>
export type Belonging = Schema<'UserPropertyNew'>

export const personQuery = (id: number) =>
  queryOptions({
    queryKey: keys.users.one(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/users/{user_id}', { params: { path: { user_id: id } }, signal })),
  })

/** The roles, and which of them one may give to somebody. */
export const roleList = queryOptions({
  queryKey: keys.roles,
  queryFn: () =>
    allPages((cursor) => unwrap(api.GET('/roles', { params: { query: { limit: 100, cursor } } }))),
  staleTime: RARELY_CHANGES,
})

/** Without a password the answer holds a link with which they choose one; it is never told again. */
export const createPerson = (body: UserNew, key: string) =>
  unwrap(api.POST('/users', { body, headers: idempotent(key) }))

export const patchPerson = (person: Pick<User, 'id' | 'version'>, body: UserPatch) =>
  unwrap(
    api.PATCH('/users/{user_id}', {
      params: { path: { user_id: person.id } },
      headers: ifMatch(person),
      body,
    }),
  )

/** What they did stays; their open tickets are handed on. Whatever else was changed meanwhile, they are out. */
export const deactivatePerson = ({ id }: Pick<User, 'id'>) =>
  done(api.DELETE('/users/{user_id}', { params: { path: { user_id: id } } }))

/** The other sessions end. */
export const changePassword = (body: Schema<'PasswordChange'>) => done(api.POST('/me/password', { body }))
