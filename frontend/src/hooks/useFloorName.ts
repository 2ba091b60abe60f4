// Floors are numbers in the data (0 is the ground, −1 the first basement); here they get their names.
import { useTranslation } from 'react-i18next'

export function useFloorName() {
  const { t } = useTranslation()
  return {
    /** On a lift button: `6`, `G`, `B1`. */
    short: (floor: number) =>
      floor === 0
        ? t('floor.groundShort')
        : floor < 0
          ? t('floor.basementShort', { level: -floor })
          : String(floor),
    /** In a sentence: `3rd floor`, `Ground floor`, `Outside`. */
    long: (floor: number | null) => {
      if (floor === null) return t('floor.outside')
      if (floor === 0) return t('floor.ground')
      if (floor < 0) return t('floor.basement', { level: -floor })
      return t('floor.name', { count: floor, ordinal: true })
    },
  }
}
