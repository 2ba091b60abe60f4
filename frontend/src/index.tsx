// Where the browser starts.
import '@fontsource-variable/sofia-sans-semi-condensed'
import './mantine.css'
import './app.css'
import { createRoot } from 'react-dom/client'
import { createQueryClient } from './api/queryClient'
import { App, createRouter } from './App'
import { i18nReady } from './locales/i18n'
import { printInLight } from './printInLight'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

printInLight()
await i18nReady
createRoot(root).render(<App client={createQueryClient()} router={createRouter()} />)
