// Who is signed in already has no business in the lobby.
import { Navigate, useSearchParams } from 'react-router'
import { safeNext } from '../../config/paths'
import { useSessionQuery } from '../../context/SessionContext'

/** The way on for who is signed in; null for everybody else. */
export function useForwardSignedIn() {
  const { data } = useSessionQuery()
  const [search] = useSearchParams()
  return data ? <Navigate to={safeNext(search.get('next'))} replace /> : null
}
