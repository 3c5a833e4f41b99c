import type { buildApp } from 'fauxqs'

type App = ReturnType<typeof buildApp>

interface LaterVersion {
  id: string
  /** Key of the content; absent for a delete marker. */
  key?: string
}

const ofOurs = 'x-first-version'
const hidden = '.later/'

/**
 * Emulates conditional puts, and versions in locked buckets. Later versions last as long as the run.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
 */
export function keepVersions(app: App): void {
  const locked = new Set<string>()
  const underWay = new Set<string>()
  /** By bucket and key, latest first. */
  const later = new Map<string, LaterVersion[]>()

  app.addHook('onRequest', async ({ method, headers, params, query }, reply) => {
    const place = params as { bucket?: string; '*'?: string }
    const { bucket = '', '*': key } = place
    const asked = query as Record<string, string | undefined>
    if (headers[ofOurs]) return
    const refuse = (status: number, code: string) =>
      reply
        .code(status)
        .header('content-type', 'application/xml')
        .send(`<Error><Code>${code}</Code></Error>`)
    if (method === 'PUT' && headers['x-amz-bucket-object-lock-enabled'] === 'true') {
      locked.add(bucket)
      return
    }
    if ('versions' in asked)
      return reply.type('application/xml').send(await listed(bucket, asked.prefix))
    const isLocked = locked.has(bucket)
    const isConditional = method === 'PUT' && headers['if-none-match'] === '*'
    if (!key || !(isConditional || isLocked)) return
    const path = `${bucket}/${key}`
    const versions = later.get(path) ?? []
    const add = (version: LaterVersion) => later.set(path, [version, ...versions])
    const id = `v${versions.length + 1}`
    if (method === 'DELETE') {
      if (!asked.versionId) add({ id })
      else if (!versions.some((one) => one.id === asked.versionId && !one.key)) {
        return refuse(403, 'AccessDenied')
      } else
        later.set(
          path,
          versions.filter((one) => one.id !== asked.versionId),
        )
      return reply.code(204).send()
    }
    const [latest] = versions
    if (method === 'PUT') {
      if (underWay.has(path)) return refuse(409, 'ConditionalRequestConflict')
      underWay.add(path)
      reply.raw.once('close', () => underWay.delete(path))
      const { statusCode } = await inside('HEAD', `/${path}`)
      if (statusCode !== 200 && !latest) return
      // A conditional put over a delete marker succeeds.
      if (isConditional && (!latest || latest.key)) return refuse(412, 'PreconditionFailed')
      place['*'] = `${hidden}${id}/${key}`
      add({ id, key: place['*'] })
      return
    }
    const wanted = asked.versionId ? versions.find(({ id }) => id === asked.versionId) : latest
    if (wanted && !wanted.key) {
      reply.header('x-amz-delete-marker', 'true')
      return refuse(404, 'NoSuchKey')
    }
    if (wanted?.key) place['*'] = wanted.key
  })

  const inside = (method: 'GET' | 'HEAD', url: string) =>
    app.inject({ method, url, headers: { [ofOurs]: 'true' } })

  async function listed(bucket: string, prefix = ''): Promise<string> {
    const put: string[] = []
    for (let more = true; more; ) {
      const after = new URLSearchParams({ prefix, 'start-after': put.at(-1) ?? '' })
      const { body } = await inside('GET', `/${bucket}?list-type=2&${after}`)
      put.push(...[...body.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key = '']) => key))
      more = body.includes('<IsTruncated>true')
    }
    const paths = put.filter((key) => !key.startsWith(hidden)).map((key) => `${bucket}/${key}`)
    const all = new Set(
      [...paths, ...later.keys()].filter((path) => path.startsWith(`${bucket}/${prefix}`)),
    )
    const elements = [...all].sort().flatMap((path) => {
      const first = paths.includes(path) ? [{ id: 'first', key: path }] : []
      return [...(later.get(path) ?? []), ...first].map(({ id, key }) => {
        const name = key ? 'Version' : 'DeleteMarker'
        return `<${name}><Key>${path.slice(bucket.length + 1)}</Key><VersionId>${id}</VersionId></${name}>`
      })
    })
    return `<ListVersionsResult>${elements.join('')}</ListVersionsResult>`
  }
}
