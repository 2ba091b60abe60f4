// A secret: written, never shown. It says that one is kept, and takes another in its place.
import { PasswordInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SettingsForm } from './useSettingsForm'

interface Props {
  form: Pick<SettingsForm, 'fields'>
  name: string
  label: string
  isSet: boolean
}

export function Secret({ form, name, label, isSet }: Props) {
  const { t } = useTranslation('system')
  return (
    <PasswordInput
      aria-label={label}
      placeholder={isSet ? t('secret.kept', { name: label }) : t('secret.none', { name: label })}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': t('secret.show', { name: label }) }}
      {...form.fields[name]}
    />
  )
}
