// The building that one looks at in the directory: chosen once, kept on the device.
import { useQuery } from '@tanstack/react-query'
import { useLocalStorage } from '@mantine/hooks'
import { createContext, useContext, useMemo, type ReactNode } from 'react'
import { propertyList, type Property } from '../api/properties'

interface Chosen {
  properties: Property[]
  /** Undefined while the properties are read, and for who belongs to none. */
  property: Property | undefined
  choose: (id: number) => void
}

const PropertyContext = createContext<Chosen | null>(null)

export function PropertyProvider({ children }: { children: ReactNode }) {
  const { data } = useQuery(propertyList)
  const [id, choose] = useLocalStorage<number | null>({
    key: 'mm.property',
    defaultValue: null,
    getInitialValueInEffect: false,
  })
  const chosen = useMemo(() => {
    const properties = data ?? []
    return { properties, property: properties.find((one) => one.id === id) ?? properties[0], choose }
  }, [data, id, choose])
  return <PropertyContext value={chosen}>{children}</PropertyContext>
}

export function useProperty(): Chosen {
  const chosen = useContext(PropertyContext)
  if (!chosen) throw new Error('useProperty needs a PropertyProvider')
  return chosen
}
