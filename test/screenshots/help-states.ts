import { type PageState, visited } from './page-state.ts'

const searched = (typed: string): PageState => ({
  ...visited('/aide/'),
  act: async (page) => {
    await page.locator('#symptom').fill(typed)
    // What is announced waits for who types.
    await page.waitForTimeout(500)
  },
})

export const helpStates: Record<string, PageState> = {
  'first seen': visited('/aide/'),
  found: searched('numen ou le trouver'),
  'nothing like it': searched('xyzzy'),
  'no script': { ...visited('/aide/'), withoutScripts: true },
}
