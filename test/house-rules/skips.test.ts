import { expect, it } from 'vitest'
import { repositoryFiles, textOf } from './repository.ts'

it('no test starts a browser by itself: one that asks for the shared one is skipped where there is none', () => {
  const starters = repositoryFiles('.ts').filter((path) =>
    /import \{[^}]*\blaunchChromium\b/.test(textOf(path)),
  )
  expect(starters).toEqual([
    'test/journey/shared-browser.ts',
    'test/screenshots/run.ts',
    'test/screenshots/tutorial-pictures.ts',
  ])
})
