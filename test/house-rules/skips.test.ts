import { expect, it } from 'vitest'
import { repositoryFiles, textOf } from './repository.ts'

it('no test starts a browser of its own, so tests of pages are skipped without one', () => {
  const starters = repositoryFiles('.ts').filter((path) =>
    /import \{[^}]*\blaunchChromium\b/.test(textOf(path)),
  )
  expect(starters).toEqual([
    'test/journey/shared-browser.ts',
    'test/screenshots/run.ts',
    'test/screenshots/tutorial-pictures.ts',
  ])
})
