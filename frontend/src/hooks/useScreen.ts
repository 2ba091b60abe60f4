// How much room there is: a hand below 900 px, a desk above, two panes from 1280 px on.
import { useMediaQuery } from '@mantine/hooks'

const now = { getInitialValueInEffect: false }

export const useIsPhone = () => useMediaQuery('(max-width: 900px)', false, now)

export const useIsWide = () => useMediaQuery('(min-width: 1280px)', true, now)
