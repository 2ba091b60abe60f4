// The app: theme, queries, routes.
import { DirectionProvider, MantineProvider } from '@mantine/core'
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { Suspense } from 'react'
import { createBrowserRouter, RouterProvider, type RouteObject } from 'react-router'
import { NotFound } from './components/States'
import { RouteError } from './components/RouteError'
import { appPages, openPages } from './config/routes'
import { basePath } from './config/runtime'
import { cssVariables, theme } from './theme'

const routesOf = (pages: typeof appPages): RouteObject[] =>
  Object.entries(pages).map(([path, lazy]) => ({ path, lazy, ErrorBoundary: RouteError }))

export const routes: RouteObject[] = [
  {
    ErrorBoundary: RouteError,
    HydrateFallback: () => null,
    children: [
      ...routesOf(openPages),
      {
        lazy: () => import('./components/RequireSession'),
        ErrorBoundary: RouteError,
        children: [
          { path: '/', lazy: () => import('./components/Home') },
          ...routesOf(appPages),
          { path: '*', Component: NotFound },
        ],
      },
    ],
  },
]

export const createRouter = () => createBrowserRouter(routes, { basename: basePath || '/' })

/** Tests don't wait for transitions. */
const env = import.meta.env.MODE === 'test' ? 'test' : 'default'

interface Props {
  client: QueryClient
  router: ReturnType<typeof createRouter>
}

export const App = ({ client, router }: Props) => (
  <DirectionProvider>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" env={env}>
      <QueryClientProvider client={client}>
        <Suspense fallback={null}>
          <RouterProvider router={router} />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  </DirectionProvider>
)
