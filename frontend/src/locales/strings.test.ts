import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const literals = async (source: string) => {
  const eslint = new ESLint({
    cwd: process.cwd(),
    ruleFilter: ({ ruleId }) => ruleId === 'i18next/no-literal-string',
    overrideConfig: { languageOptions: { parserOptions: { projectService: false } } }, // it reads no types
  })
  const [result] = await eslint.lintText(source, { filePath: 'src/components/Home.tsx' })
  return result?.messages.map(({ ruleId }) => ruleId) ?? []
}

describe('the check for texts outside the catalogues', () => {
  it('finds text in JSX and in what is spoken or shown by attributes', async () => {
    const found = await literals(`export const Home = () => (
      <div title="Hello"><input aria-label="Name" placeholder="Type" />Words</div>
    )`)
    expect(found.filter((rule) => rule === 'i18next/no-literal-string').length).toBeGreaterThanOrEqual(4)
  })

  it('leaves alone what nobody reads', async () => {
    expect(await literals(`export const Home = () => <a className="b" href="/c">{'·'} 12</a>`)).toEqual([])
  })
})
