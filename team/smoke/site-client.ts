import { parseSetCookie } from 'cookie'
import { blocker, type Finding } from '../preflight/finding.ts'

const timeoutMilliseconds = 35_000

export interface Answer {
  status: number
  headers: Headers
  body: Buffer
}

export interface SiteClient {
  send(method: string, path: string, json?: unknown): Promise<Answer>
}

/** The message is the name of the failure, such as `ENOTFOUND`. */
export class NoAnswerError extends Error {
  override name = 'NoAnswerError'
}

export const siteOutageAdvice = (problem: string) => ({
  text: `Le site ne répond pas (${problem}).`,
  remedy:
    'Vérifiez le réseau, le DNS et le certificat : npm run election -- preflight, puis docs/deploy.md#what-aws-leaves-to-you.',
})

export async function runCheck(
  check: () => Promise<Finding[]>,
  toAdvice = siteOutageAdvice,
): Promise<Finding[]> {
  return check().catch((error: unknown) => {
    if (error instanceof NoAnswerError) return [blocker(toAdvice(error.message))]
    throw error
  })
}

export function siteClient(siteUrl: string): SiteClient {
  const cookies = new Map<string, string>()
  return {
    async send(method, path, json) {
      const response = await fetch(new URL(path, siteUrl), {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMilliseconds),
        headers: {
          // Browsers omit `Origin` from same-origin GET and HEAD.
          ...(method !== 'GET' && { origin: new URL(siteUrl).origin }),
          ...(json !== undefined && { 'content-type': 'application/json' }),
          ...(cookies.size > 0 && {
            cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          }),
        },
        ...(json !== undefined && { body: JSON.stringify(json) }),
      }).catch((error: unknown) => {
        const { cause, name } = error as Error
        throw new NoAnswerError((cause as NodeJS.ErrnoException | undefined)?.code ?? name)
      })
      for (const text of response.headers.getSetCookie()) {
        const { name, value = '', maxAge } = parseSetCookie(text)
        if (maxAge === 0 || value === '') cookies.delete(name)
        else cookies.set(name, value)
      }
      const { status, headers } = response
      return { status, headers, body: Buffer.from(await response.arrayBuffer()) }
    },
  }
}

export function problemOf({ status, body }: Answer): string {
  try {
    const { code } = JSON.parse(body.toString()) as { code?: unknown }
    return typeof code === 'string' && /^[a-z-]{1,40}$/.test(code)
      ? `${status} ${code}`
      : `${status}`
  } catch {
    return `${status}`
  }
}
