// What someone is called; who reported without a name is "Guest".
import { useTranslation } from 'react-i18next'

export function usePersonName() {
  const { t } = useTranslation()
  const full = ({ name }: { name: string }) => name.trim() || t('unnamedGuest')
  return { full, first: (person: { name: string }) => full(person).split(' ')[0] ?? '' }
}
