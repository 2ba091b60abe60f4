// The door of the signed-in app: lets in, sends to sign-in and back, or says that the server did not answer.
import { Navigate, useLocation } from 'react-router'
import { signInFrom } from '../config/paths'
import { PropertyProvider } from '../context/PropertyContext'
import { RealtimeProvider } from '../context/RealtimeContext'
import { SessionProvider, useForgetOnSessionEnd, useSessionQuery } from '../context/SessionContext'
import { ToastProvider } from '../context/ToastContext'
import { Shell } from './Shell'
import { LoadFailed } from './States'

export function Component() {
  useForgetOnSessionEnd()
  const { data, error, isPending, refetch } = useSessionQuery()
  const { pathname, search } = useLocation()
  if (isPending) return null
  if (data === null) return <Navigate to={signInFrom(pathname + search)} replace />
  if (!data) return <LoadFailed error={error} onRetry={() => void refetch()} />
  return (
    <SessionProvider signedIn={data}>
      <RealtimeProvider>
        <PropertyProvider>
          <ToastProvider>
            <Shell />
          </ToastProvider>
        </PropertyProvider>
      </RealtimeProvider>
    </SessionProvider>
  )
}
