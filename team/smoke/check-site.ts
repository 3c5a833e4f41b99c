import { count } from '../../shared/texts/numbers.ts'
import { blocker, type Finding, ok } from '../preflight/finding.ts'
import { runConcurrently } from '../run-concurrently.ts'
import type { SiteClient } from './site-client.ts'

export type BuiltSite = ReadonlyMap<string, Buffer>

export interface BuiltSites {
  voters: BuiltSite
  staff: BuiltSite | undefined
}

const concurrency = 6

const headersOf = (contentSecurityPolicy: string) => ({
  'content-security-policy': contentSecurityPolicy,
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
})

export async function checkSite(
  client: SiteClient,
  site: BuiltSite,
  contentSecurityPolicy: string,
): Promise<Finding[]> {
  const securityHeaders = headersOf(contentSecurityPolicy)
  const differingFiles: string[] = []
  const wrongHeaders = new Map<string, string>()
  let fileCount = 0
  await runConcurrently(filesByUrl(site), concurrency, async ([url, content]) => {
    const answer = await client.send('GET', url)
    fileCount++
    if (answer.status !== 200 || !answer.body.equals(content)) {
      differingFiles.push(url)
      return
    }
    const cacheControl = url.startsWith('/assets/')
      ? 'public, max-age=31536000, immutable'
      : 'no-cache'
    for (const [name, value] of Object.entries({
      ...securityHeaders,
      'cache-control': cacheControl,
    })) {
      if (answer.headers.get(name) !== value && !wrongHeaders.has(name)) wrongHeaders.set(name, url)
    }
  })
  const missingPage = await client.send('GET', '/une-page-qui-n-existe-pas/')
  if (missingPage.status !== 404) differingFiles.push('404')
  return [
    differingFiles.length === 0
      ? ok(`Les ${fileCount} fichiers du site sont ceux que ces sources produisent.`)
      : blocker({
          text: `${count(differingFiles.length, 'fichier')} du site, au contenu différent de ce que ces sources produisent : ${differingFiles.sort().slice(0, 5).join(', ')}${differingFiles.length > 5 ? '…' : ''}.`,
          remedy:
            'Prenez la version et le fichier qui sont déployés, ou déployez ceux-ci : npx cdk diff.',
        }),
    wrongHeaders.size === 0
      ? ok('Leurs en-têtes de sécurité et de cache sont ceux du gabarit.')
      : blocker({
          text: `En-têtes absents ou différents : ${[...wrongHeaders].map(([name, path]) => `${name} (${path})`).join(', ')}.`,
          remedy:
            'Regardez ce qui a été changé hors du déploiement : npx cdk diff, puis npx cdk deploy --all.',
        }),
  ]
}

export const filesByUrl = (site: BuiltSite): [url: string, content: Buffer][] =>
  [...site]
    .filter(([path]) => !path.endsWith('.html') || path.endsWith('index.html'))
    .map(([path, content]) => [`/${path.replace(/index\.html$/, '')}`, content])

export async function checkApi(client: SiteClient): Promise<Finding[]> {
  const calls = [
    ['GET', '/api/voter', 401],
    ['GET', '/api/account/link-wait', 200],
    ['GET', '/api/service-status', 200],
    ['GET', '/api/une-route-qui-n-existe-pas', 404],
    ['PUT', '/api/session', 405],
  ] as const
  const wrongAnswers: string[] = []
  for (const [method, path, status] of calls) {
    const answer = await client.send(method, path)
    if (answer.status !== status) wrongAnswers.push(`${method} ${path} : ${answer.status}`)
    const isCacheable = !/no-store/.test(answer.headers.get('cache-control') ?? '')
    if (isCacheable && path !== '/api/service-status')
      wrongAnswers.push(`${method} ${path} : cache-control`)
  }
  return [
    wrongAnswers.length === 0
      ? ok(
          "Les routes répondent par CloudFront, et rien de ce qu'elles disent n'est gardé en chemin.",
        )
      : blocker(unexpectedAnswers(wrongAnswers)),
  ]
}

export const unexpectedAnswers = (answers: readonly string[]) => ({
  text: `Réponses inattendues : ${answers.join(', ')}.`,
  remedy: 'docs/runbook.md#affluence',
})
