// Going in: the session is read anew, then one goes on to where one was.
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearchParams } from 'react-router'
import { sessionQuery } from '../../api/session'
import { safeNext } from '../../config/paths'

export function useEnter() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  return async () => {
    await client.query({ ...sessionQuery, staleTime: 0 })
    await navigate(safeNext(search.get('next')), { replace: true })
  }
}
