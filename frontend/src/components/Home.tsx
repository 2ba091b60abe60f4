// The start of the app: staff begin with their day, everybody else with the tickets.
import { Navigate } from 'react-router'
import { paths } from '../config/paths'
import { isPage } from '../config/routes'
import { useSession } from '../context/SessionContext'

export function Component() {
  const { user } = useSession()
  const startsWithTasks = user.role === 'staff' && isPage(paths.tasks)
  return <Navigate to={startsWithTasks ? paths.tasks : paths.tickets} replace />
}
