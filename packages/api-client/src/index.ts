// The typed client of the API: paths and schemas come from the OpenAPI document (npm run generate).
import createFetchClient, { type Client, type ClientOptions } from 'openapi-fetch'
import type { components, paths } from './schema'

export type { components, operations, paths } from './schema'

/** The JSON shapes of the API by name: `Schema<'Ticket'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]

export type ApiClient = Client<paths>

/** A client for the API at `baseUrl`; `fetch` may add tokens and refresh them. Arrays are sent as repeated parameters. */
export const createApiClient = (options: ClientOptions): ApiClient =>
  createFetchClient<paths>({ querySerializer: { array: { style: 'form', explode: true } }, ...options })
