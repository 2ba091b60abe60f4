// What someone is, in words: "Engineering · Manager".
import { useTranslation } from 'react-i18next'
import type { User } from '../api/session'

const builtIn = ['guest', 'staff', 'manager', 'super_admin', 'executive'] as const
type BuiltIn = (typeof builtIn)[number]
const isBuiltIn = (role: string): role is BuiltIn => builtIn.some((one) => one === role)

/** A role that an administrator made is shown by its own name. */
export function useRoleName() {
  const { t } = useTranslation('shell')
  return ({ role, department }: Pick<User, 'role' | 'department'>) => {
    const name = isBuiltIn(role) ? t(`roles.${role}`) : role
    return department ? `${department.name} · ${name}` : name
  }
}
