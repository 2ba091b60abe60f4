// Whether someone is in charge of a property: managers of it, and who belongs to none because they run everything.
import { useSession } from '../context/SessionContext'

export function useMayManage(propertyId: number): boolean {
  const { user } = useSession()
  const own = user.properties.find(({ id }) => id === propertyId)
  return own ? own.relation === 'manager' : user.role === 'super_admin'
}
