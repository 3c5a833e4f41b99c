import { extname } from 'node:path'
import type { Browser, Page, Route } from 'playwright-core'
import type { Route as ApiRoute } from '../../shared/contract/routes.ts'
import { Problem, problemBody } from '../../shared/runtime/problem.ts'
import type { buildSite } from '../../site/build.ts'
import { type AnyRouteName, allRoutes, type PageState } from './page-state.ts'

export const origin = 'https://elections.example.org'

export type Site = ReturnType<typeof buildSite>

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

export interface Look {
  width: number
  colorScheme: 'light' | 'dark'
  deviceScaleFactor?: number
}

export const heightOf = (width: number) => (width < 600 ? 640 : 800)

export async function openState(
  browser: Pick<Browser, 'newContext'>,
  site: Site,
  state: PageState,
  { width, ...look }: Look,
  delayMs = 0,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: heightOf(width) },
    ...look,
    locale: 'fr-FR',
    timezoneId: state.timeZone ?? 'Europe/Paris',
    javaScriptEnabled: !state.withoutScripts,
  })
  const page = await context.newPage()
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url())
    if (!pathname.startsWith('/api/')) return route.fulfill(fileAt(site, pathname))
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    return answer(route, pathname, state)
  })
  await page.goto(origin + state.path, { waitUntil: 'networkidle' })
  return page
}

export async function act(page: Page, state: PageState | undefined): Promise<void> {
  if (!state?.act) return
  await state.act(page)
  await page.waitForLoadState('networkidle')
}

export function fileAt(site: Site, pathname: string) {
  const file = pathname.endsWith('/') ? `${pathname}index.html` : pathname
  const body = site.get(file.slice(1))
  if (!body) throw new Error(`The site has no ${pathname}`)
  return { body, contentType: types[extname(file)] ?? '' }
}

function answer(route: Route, pathname: string, { answers, at }: PageState): Promise<void> {
  const name = routeNamed(route.request().method(), pathname)
  const given = answers[name]
  if (given === 'cut') return route.abort()
  if (!given) throw new Error(`This state has no answer to ${name}`)
  const headers = { date: at.toUTCString() }
  if (given instanceof Problem) {
    const { retryAfterSeconds } = given.members
    const body = problemBody(given)
    return route.fulfill({
      status: body.status,
      json: body,
      headers: {
        ...headers,
        ...(retryAfterSeconds && { 'retry-after': String(retryAfterSeconds) }),
      },
    })
  }
  const { answers: statuses }: ApiRoute = allRoutes[name]
  const status = Number(Object.keys(statuses)[0])
  return status === 204
    ? route.fulfill({ status, headers })
    : route.fulfill({ status, headers, json: given.body })
}

function routeNamed(method: string, pathname: string): AnyRouteName {
  const names = Object.keys(allRoutes) as AnyRouteName[]
  const found = names.find((name) => {
    const pattern = name.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')
    return new RegExp(`^${pattern}$`).test(`${method} ${pathname}`)
  })
  if (!found) throw new Error(`The API has no ${method} ${pathname}`)
  return found
}
