// How long answers are kept and when a failed read is repeated.
import { QueryClient } from '@tanstack/react-query'
import { isProblem } from './problem'

/** What the server refused stays refused; a lost connection or a fault of the server may pass. */
const mayPass = (error: unknown) => isProblem(error) && (error.status === 0 || error.status >= 500)

export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        gcTime: 10 * 60_000,
        retry: (failures, error) => failures < 2 && mayPass(error),
        refetchOnWindowFocus: true,
      },
      mutations: { networkMode: 'always' },
    },
  })

/** Small lists that rarely change: properties, categories, departments, roles. */
export const RARELY_CHANGES = 5 * 60_000
