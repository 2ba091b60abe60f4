// The storeys of a property, for its plates.
import { useQuery } from '@tanstack/react-query'
import { propertyList } from '../api/properties'

/** Undefined until the properties are read, or where one may not see the property. */
export function useFloors(propertyId: number): number[] | undefined {
  const { data } = useQuery({ ...propertyList, enabled: false })
  return data?.find(({ id }) => id === propertyId)?.floors
}
