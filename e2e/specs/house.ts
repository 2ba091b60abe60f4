// The demo's house: its rooms, their codes, and tickets of one's own to try something on.
import { fileURLToPath } from 'node:url'
import type { Api } from './people'

/** A photo as phones take them, with the place where it was taken. */
export const PHOTO = fileURLToPath(new URL('../fixtures/dripping-tap.jpg', import.meta.url))

export interface Property {
  id: number
  code: string
  name: string
}

/** The city hotel, which the demo's four accounts belong to. */
export const hotel = async (api: Api): Promise<Property> => {
  const { items } = await api.get('properties')
  return items.find(({ code }: Property) => code === 'BARH')
}

export const roomOf = async (
  api: Api,
  property: Property,
  name: string,
): Promise<{ id: number; name: string }> => {
  const { items } = await api.get(`properties/${property.id}/rooms?q=${name}`)
  return items.find((room: { name: string }) => room.name === name)
}

/** What the sticker on a room's door says, as an administrator prints it. */
export const codeOf = async (
  api: Api,
  property: Property,
  room: { id: number },
): Promise<{ url: string; token: string }> =>
  api.get(`properties/${property.id}/rooms/${room.id}/qr?format=json`)

export const categoryId = async (api: Api, name: string): Promise<number> => {
  const { items } = await api.get('categories?limit=100')
  return items.find((category: { name: string }) => category.name === name).id
}

/** A word that no other run of a test has used. */
export const unique = () => Math.random().toString(36).slice(2, 8)

export const reportTicket = async (api: Api, title: string, more: object = {}) => {
  const { id } = await hotel(api)
  return api.post('tickets', {
    title,
    description: `${title}, since this morning.`,
    property_id: id,
    ...more,
  })
}
