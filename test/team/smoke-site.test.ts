import { afterEach, describe, expect, it, vi } from 'vitest'
import { checkApi, checkSite } from '../../team/smoke/check-site.ts'
import { checkStaffSite, staffSiteAdvice } from '../../team/smoke/check-staff.ts'
import {
  NoAnswerError,
  runCheck,
  type SiteClient,
  siteClient,
} from '../../team/smoke/site-client.ts'

const policy = "default-src 'none'"
const built = new Map([
  ['index.html', Buffer.from('home')],
  ['aide/index.html', Buffer.from('help')],
  ['404.html', Buffer.from('nothing')],
  ['assets/site-1.css', Buffer.from('css')],
])
const headers = {
  'content-security-policy': policy,
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-cache',
}
const forEver = 'public, max-age=31536000, immutable'

interface Served {
  status?: number
  body?: string
  headers?: Record<string, string>
}

function serving(changes: Record<string, Served> = {}): SiteClient {
  const files: Record<string, Served> = {
    '/': { body: 'home' },
    '/aide/': { body: 'help' },
    '/assets/site-1.css': { body: 'css', headers: { 'cache-control': forEver } },
    ...changes,
  }
  return {
    async send(_, path) {
      const { status = 200, body = '', ...given } = files[path] ?? { status: 404 }
      return {
        status,
        headers: new Headers({ ...headers, ...given.headers }),
        body: Buffer.from(body),
      }
    },
  }
}

const lookAt = (client: SiteClient) => checkSite(client, built, policy)
const silent: SiteClient = { send: () => Promise.reject(new NoAnswerError('ENOTFOUND')) }
const wrongIn = (found: Awaited<ReturnType<typeof lookAt>>) =>
  found
    .filter(({ verdict }) => verdict !== 'ok')
    .map(({ text }) => text.replace(/^.*? : |\.$/g, ''))

describe('the check of the site', () => {
  it('accepts the site as built here', async () => {
    expect(await lookAt(serving())).toMatchObject([{ verdict: 'ok' }, { verdict: 'ok' }])
  })

  it.each([
    [
      'has another page, and lacks a file',
      { '/assets/site-1.css': { status: 403, body: 'css' }, '/aide/': { body: 'old' } },
      '/aide/, /assets/site-1.css',
    ],
    [
      'shows a page where there is none',
      { '/une-page-qui-n-existe-pas/': { body: 'home' } },
      '404',
    ],
    ...Object.keys(headers).map((name): [string, Record<string, Served>, string] => [
      `has another ${name}`,
      { '/': { body: 'home', headers: { [name]: 'another' } } },
      `${name} (/)`,
    ]),
    [
      'has files that browsers may not keep',
      { '/assets/site-1.css': { body: 'css' } },
      'cache-control (/assets/site-1.css)',
    ],
  ] as [string, Record<string, Served>, string][])(
    'reports a site that %s',
    async (_, changes, wrong) => {
      expect(wrongIn(await lookAt(serving(changes)))).toEqual([wrong])
    },
  )

  it('reports a site that does not answer', async () => {
    const said = [{ verdict: 'blocker', text: expect.stringContaining('ENOTFOUND') }]
    for (const look of [lookAt, checkApi])
      expect(await runCheck(() => look(silent))).toMatchObject(said)
  })
})

describe('the check of the API', () => {
  const noStore = { 'cache-control': 'no-store' }
  const asItIs = {
    '/api/voter': { status: 401, headers: noStore },
    '/api/account/link-wait': { headers: noStore },
    '/api/service-status': { headers: { 'cache-control': 'public, max-age=60' } },
    '/api/une-route-qui-n-existe-pas': { status: 404, headers: noStore },
    '/api/session': { status: 405, headers: noStore },
  }

  it.each([
    ['answers', {}, []],
    ['lets strangers in', { '/api/voter': { headers: noStore } }, ['GET /api/voter : 200']],
    [
      'lets answers be cached',
      { '/api/voter': { status: 401 } },
      ['GET /api/voter : cache-control'],
    ],
  ])('judges an API that %s', async (_, changes, wrong) => {
    expect(wrongIn(await checkApi(serving({ ...asItIs, ...changes })))).toEqual(wrong)
  })
})

describe('the check of the staff sign-in', () => {
  const site = 'https://assistance.example.org'
  const address = 'https://provider.example.org/authorize?client_id=reassort'
  const begins = {
    '/api/staff/session': { status: 401 },
    '/api/staff/sign-in': { body: JSON.stringify({ address }) },
    [address]: { status: 302 },
  }

  it.each([
    ['leads to the provider', {}, `${site}/connexion/`],
    ['lets strangers in', { '/api/staff/session': {} }, 'GET /api/staff/session : 200'],
    [
      'does not begin',
      { '/api/staff/sign-in': { status: 503, body: '{"code":"unavailable"}' } },
      '(503 unavailable)',
    ],
    ['is refused by the provider', { [address]: { status: 400 } }, '(400)'],
  ])('judges a sign-in that %s', async (_, changes, text) => {
    const client = serving({ ...begins, ...changes })
    const asked: string[] = []
    const found = await checkStaffSite(client, site, (elsewhere) => {
      asked.push(elsewhere)
      return client
    })
    expect(found).toMatchObject([{ text: expect.stringContaining(text) }])
    // A separate browser: the provider gets no cookie of the site.
    expect(new Set([...asked, address])).toEqual(new Set([address]))
  })

  it('reports a provider that does not answer', async () => {
    const look = () => checkStaffSite(serving(begins), site, () => silent)
    const outage = { verdict: 'blocker', text: expect.stringContaining('ENOTFOUND') }
    expect(await runCheck(look, staffSiteAdvice)).toMatchObject([outage])
  })
})

describe('the site client', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('keeps cookies until they are deleted, and follows no redirect', async () => {
    const given = ['__Host-session=one; Path=/; Secure', '__Host-session=; Max-Age=0; Path=/']
    const asked: RequestInit[] = []
    vi.stubGlobal('fetch', async (_: URL, init: RequestInit) => {
      asked.push(init)
      const cookie = given.shift()
      return new Response(null, { status: 204, headers: cookie ? { 'set-cookie': cookie } : {} })
    })
    const client = siteClient('https://vote.example.org')
    for (let asks = 0; asks < 3; asks++) await client.send('GET', '/')
    expect(asked.map((init) => new Headers(init.headers).get('cookie'))).toEqual([
      null,
      '__Host-session=one',
      null,
    ])
    expect(asked[0]?.redirect).toBe('manual')
  })
})
