// Shows the app, or a part of it, as someone sees it.
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { createQueryClient } from '../api/queryClient'
import { keepTokens } from '../api/tokens'
import { App, routes } from '../App'
import { ToastProvider } from '../context/ToastContext'
import { session } from './server/data'

const testClient = () => {
  const client = createQueryClient()
  client.setDefaultOptions({ queries: { ...client.getDefaultOptions().queries, retry: false } })
  return client
}

/** The whole app at an address, signed in unless told otherwise. */
export function showApp(path: string, { isSignedIn = true } = {}) {
  if (isSignedIn) keepTokens(session())
  const router = createMemoryRouter(routes, { initialEntries: [path] })
  const client = testClient()
  render(<App client={client} router={router} />)
  return { router, client, user: userEvent.setup() }
}

/** One component with what it needs around it. */
export function show(children: ReactNode) {
  const client = testClient()
  const router = createMemoryRouter([{ path: '*', element: children }])
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <ToastProvider>
          <RouterProvider router={router} />
        </ToastProvider>
      </QueryClientProvider>
    </MantineProvider>,
  )
  return { client, user: userEvent.setup() }
}
