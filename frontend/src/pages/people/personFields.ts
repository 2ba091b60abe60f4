// A person as the fields of a form.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { departmentList } from '../../api/departments'
import { roleList, type UserNew, type UserPatch } from '../../api/people'
import type { User } from '../../api/session'
import type { FormField, Values } from '../../components/RecordForm'
import { useRoleName } from '../../hooks/useRoleName'
import { languages } from '../../locales/i18n'
import { dayOf, endOfDay, startOfDay } from './away'

const id = (value: string) => (value ? Number(value) : null)
const orNull = (value: string) => value.trim() || null

export const personValues = (person: User): Values => ({
  name: person.name,
  email: person.email ?? '',
  phone: person.phone ?? '',
  role: person.role,
  department_id: person.department ? String(person.department.id) : '',
  locale: person.locale,
  timezone: person.timezone ?? '',
  away_from: dayOf(person.away_from),
  away_until: dayOf(person.away_until),
})

const given = <Result>(value: string | undefined, parse: (value: string) => Result) =>
  value === undefined ? undefined : parse(value)

/** Only what changed is sent. */
export const personPatch = (values: Values): UserPatch => ({
  name: values.name?.trim(),
  email: values.email?.trim(),
  phone: given(values.phone, orNull),
  role: values.role,
  department_id: given(values.department_id, id),
  locale: values.locale,
  timezone: given(values.timezone, orNull),
  away_from: given(values.away_from, startOfDay),
  away_until: given(values.away_until, endOfDay),
})

export const personBody = (values: Values): UserNew => ({
  name: values.name?.trim() ?? '',
  email: values.email?.trim() ?? '',
  phone: orNull(values.phone ?? ''),
  role: values.role ?? 'staff',
  department_id: id(values.department_id ?? ''),
  properties: values.property_id
    ? [
        {
          property_id: Number(values.property_id),
          relation: values.relation === 'manager' ? 'manager' : 'member',
        },
      ]
    : [],
})

const zones = ['', ...Intl.supportedValuesOf('timeZone')]

/** What one may set of oneself. */
export function useOwnFields(): FormField[] {
  const { t } = useTranslation('people')
  return [
    { name: 'name', label: t('field.name'), isRequired: true },
    { name: 'phone', label: t('field.phone'), type: 'tel' },
    {
      name: 'locale',
      label: t('field.locale'),
      options: languages.map((value) => ({ value, label: t(`language.${value}`) })),
    },
    {
      name: 'timezone',
      label: t('field.timezone'),
      options: zones.map((value) => ({ value, label: value || t('field.deviceZone') })),
    },
    { name: 'away_from', label: t('field.awayFrom'), type: 'date' },
    { name: 'away_until', label: t('field.awayUntil'), description: t('field.awayHint'), type: 'date' },
  ]
}

/** What someone else may set: also e-mail, role and department. `role` stays choosable though one can't give it. */
export function useAccountFields(role?: string): FormField[] {
  const { t } = useTranslation('people')
  const roleName = useRoleName()
  const { data: roles = [] } = useQuery(roleList)
  const { data: departments = [] } = useQuery(departmentList)
  const choosable = roles.filter((one) => one.is_grantable || one.role === role)
  return [
    { name: 'email', label: t('field.email'), type: 'email', isRequired: true },
    {
      name: 'role',
      label: t('field.role'),
      options: choosable.map((one) => ({
        value: one.role,
        label: roleName({ role: one.role, department: null }),
      })),
    },
    {
      name: 'department_id',
      label: t('field.department'),
      options: [
        { value: '', label: t('field.noDepartment') },
        ...departments.map((one) => ({ value: String(one.id), label: one.name })),
      ],
    },
  ]
}
