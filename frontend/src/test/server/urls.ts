// Addresses and answers of the mock backend.
import { HttpResponse, type JsonBodyType } from 'msw'
import { apiOrigin } from '../../config/runtime'

export const url = (path: string) => `${apiOrigin}${path}`

export const page = (items: JsonBodyType[], next_cursor: string | null = null) =>
  HttpResponse.json({ items, next_cursor })
