import type { Page } from 'playwright-core'
import { assistanceRoutes, phoneRoutes } from '../../shared/contract/optional-routes.ts'
import type { FieldError, FieldName } from '../../shared/contract/problems.ts'
import { type RouteAnswer, routes } from '../../shared/contract/routes.ts'
import { staffRoutes } from '../../shared/contract/staff-routes.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { calendarAnswer, captchaAnswer, now } from './sample-answers.ts'

export const allRoutes = { ...routes, ...assistanceRoutes, ...phoneRoutes, ...staffRoutes }

export type AnyRouteName = keyof typeof allRoutes

export type AnswerTo<Name extends AnyRouteName> =
  | { body: RouteAnswer<(typeof allRoutes)[Name]> }
  | Problem
  | 'cut'

export type Answers = { [Name in AnyRouteName]?: AnswerTo<Name> }

export type SiteName = 'voters' | 'staffed' | 'knowing' | 'staff'

export interface PageState {
  path: string
  answers: Answers
  site?: SiteName
  at: Date
  act?: (page: Page) => Promise<void>
  withoutScripts?: true
  isAnnounced?: true
  timeZone?: string
}

type Waits = RouteAnswer<(typeof routes)['GET /api/account/link-wait']>

export const linkAnswers = (waits: Partial<Waits> = {}): Answers => ({
  'POST /api/account/link': { body: {} },
  'GET /api/account/link-wait': {
    body: { waitMinutes: 0, codeWaitMinutes: 0, noRepeatToday: false, ...waits },
  },
})

export const wrongFields = (fields: Partial<Record<FieldName, string>>) =>
  new Problem('invalid-input', {
    errors: Object.entries(fields).map(([field, code]) => ({ field, code }) as FieldError),
  })

type Details = Partial<Omit<PageState, 'path'>>

export function publicPage(path: string, details: Details = {}): PageState {
  const usual: Answers = {
    'GET /api/voter': new Problem('unauthenticated'),
    'GET /api/calendar': { body: calendarAnswer() },
    'POST /api/captchas': { body: captchaAnswer },
    'POST /api/session/captchas': { body: captchaAnswer },
  }
  return { at: now, ...details, path, answers: { ...usual, ...details.answers } }
}

export function voterPage(path: string, voter: Voter, details: Details = {}): PageState {
  const { latest } = voter.reissue
  const usual: Answers = {
    'GET /api/voter': { body: voter },
    ...(latest && { 'GET /api/reissues/{id}': { body: latest } }),
  }
  return publicPage(path, { ...details, answers: { ...usual, ...details.answers } })
}

export const afterSending = (state: PageState, fields: Record<string, string>) =>
  afterTyping(state, fields, mostPresses)

export function afterTyping(
  state: PageState,
  fields: Record<string, string>,
  presses: number,
): PageState {
  const act = async (page: Page) => {
    for (const [id, text] of Object.entries(fields)) await page.locator(`#${id}`).fill(text)
    await send(page, presses)
  }
  return { ...state, act }
}

const mostPresses = 3

/** Presses until the API is called or the page refuses: a form may ask to confirm first. */
export async function send(page: Page, presses = mostPresses): Promise<void> {
  const shown = (selector: string) => page.locator(selector).filter({ visible: true })
  let isAsked = false
  page.on('request', () => {
    isAsked = true
  })
  for (let pressed = 0; pressed < presses; pressed++) {
    if (isAsked || (await shown('.govuk-error-summary').count()) > 0) return
    await shown('form button[type=submit]').first().click()
    await page.waitForTimeout(200)
  }
}
