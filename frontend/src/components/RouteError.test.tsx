import { MantineProvider } from '@mantine/core'
import { render, screen } from '@testing-library/react'
import { createMemoryRouter, Outlet, RouterProvider } from 'react-router'
import { describe, expect, it, vi } from 'vitest'
import { ProblemError } from '../api/problem'
import { RouteError } from './RouteError'

const breaking = (error: Error) => {
  const Page = () => {
    throw error
  }
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const router = createMemoryRouter([
    {
      element: (
        <>
          <nav>directory</nav>
          <Outlet />
        </>
      ),
      children: [{ path: '/', ErrorBoundary: RouteError, Component: Page }],
    },
  ])
  render(
    <MantineProvider env="test">
      <RouterProvider router={router} />
    </MantineProvider>,
  )
}

describe('a page that breaks', () => {
  it('says so and leaves the frame standing', async () => {
    breaking(new Error('boom'))
    expect(await screen.findByRole('alert')).toHaveTextContent('This page broke')
    expect(screen.getByText('directory')).toBeVisible()
    expect(screen.queryByText('boom')).not.toBeInTheDocument()
  })

  it('tells who has an old version open to load it again', async () => {
    breaking(new TypeError('Failed to fetch dynamically imported module: http://x/assets/a.js'))
    expect(await screen.findByText(/A newer version of the app is there/)).toBeVisible()
  })

  it('shows nothing of what one may not see', async () => {
    breaking(new ProblemError(404, { code: 'not_found' }))
    expect(await screen.findByText('There is nothing here')).toBeVisible()
  })
})
