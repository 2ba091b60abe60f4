// Departments: where a category's tickets go.
import { queryOptions } from '@tanstack/react-query'
import type { Schema } from '@modern-management/api-client'
import { api, idempotent, ifMatch } from './client'
import { keys } from './keys'
import { allPages } from './paging'
import { done, unwrap } from './problem'
import { RARELY_CHANGES } from './queryClient'

export type Department = Schema<'Department'>

export const departmentList = queryOptions({
  queryKey: keys.departments,
  queryFn: () =>
    allPages((cursor) => unwrap(api.GET('/departments', { params: { query: { limit: 100, cursor } } }))),
  staleTime: RARELY_CHANGES,
})

export const createDepartment = (body: Schema<'DepartmentNew'>, key: string) =>
  unwrap(api.POST('/departments', { body, headers: idempotent(key) }))

export const patchDepartment = (department: Department, body: Schema<'DepartmentPatch'>) =>
  unwrap(
    api.PATCH('/departments/{department_id}', {
      params: { path: { department_id: department.id } },
      headers: ifMatch(department),
      body,
    }),
  )

export const archiveDepartment = (department: Department) =>
  done(
    api.DELETE('/departments/{department_id}', {
      params: { path: { department_id: department.id } },
      headers: ifMatch(department),
    }),
  )
