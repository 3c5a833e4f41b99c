import type { buildApp } from 'fauxqs'

type App = ReturnType<typeof buildApp>

interface LaterVersion {
  id: string
  /** Key of the content; absent for a delete marker. */
  key?: string
}

const internalRequestHeader = 'x-first-version'
const laterVersionPrefix = '.later/'
const objectPattern = /<Key>(.*?)<\/Key>.*?(<LastModified>.*?<\/LastModified>)/g

/**
 * Keeps the list of later versions in memory only.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
 */
export function emulateVersions(app: App): void {
  const lockedBuckets = new Set<string>()
  const pendingPuts = new Set<string>()
  /** Versions after the first, newest first, keyed by `bucket/key`. */
  const laterVersions = new Map<string, LaterVersion[]>()

  app.addHook('onRequest', async ({ method, headers, params, query }, reply) => {
    const pathParameters = params as { bucket?: string; '*'?: string }
    const { bucket = '', '*': key } = pathParameters
    const options = query as Record<string, string | undefined>
    if (headers[internalRequestHeader]) return
    const refuse = (status: number, code: string) =>
      reply
        .code(status)
        .header('content-type', 'application/xml')
        .send(`<Error><Code>${code}</Code></Error>`)
    if (method === 'PUT' && headers['x-amz-bucket-object-lock-enabled'] === 'true') {
      lockedBuckets.add(bucket)
      return
    }
    if ('versions' in options)
      return reply.type('application/xml').send(await listVersions(bucket, options.prefix))
    const isLocked = lockedBuckets.has(bucket)
    const isConditional = method === 'PUT' && headers['if-none-match'] === '*'
    if (!key || !(isConditional || isLocked)) return
    const path = `${bucket}/${key}`
    const versions = laterVersions.get(path) ?? []
    const add = (version: LaterVersion) => laterVersions.set(path, [version, ...versions])
    const id = `v${versions.length + 1}`
    if (method === 'DELETE') {
      if (options.versionId) return refuse(403, 'AccessDenied')
      add({ id })
      return reply.code(204).send()
    }
    const [latest] = versions
    if (method === 'PUT') {
      if (pendingPuts.has(path)) return refuse(409, 'ConditionalRequestConflict')
      pendingPuts.add(path)
      reply.raw.once('close', () => pendingPuts.delete(path))
      const { statusCode } = await injectInternalRequest('HEAD', `/${path}`)
      if (statusCode !== 200 && !latest) return
      // A conditional put over a delete marker succeeds.
      if (isConditional && (!latest || latest.key)) return refuse(412, 'PreconditionFailed')
      pathParameters['*'] = `${laterVersionPrefix}${id}/${key}`
      add({ id, key: pathParameters['*'] })
      return
    }
    const version = options.versionId ? versions.find(({ id }) => id === options.versionId) : latest
    if (version && !version.key) return refuse(404, 'NoSuchKey')
    if (version?.key) pathParameters['*'] = version.key
  })

  const injectInternalRequest = (method: 'GET' | 'HEAD', url: string) =>
    app.inject({ method, url, headers: { [internalRequestHeader]: 'true' } })

  async function listVersions(bucket: string, prefix = ''): Promise<string> {
    const lastModifiedElements = new Map<string, string>()
    for (let isTruncated = true, lastKey = ''; isTruncated; ) {
      const query = new URLSearchParams({ prefix, 'start-after': lastKey })
      const { body } = await injectInternalRequest('GET', `/${bucket}?list-type=2&${query}`)
      for (const [, key = '', time = ''] of body.matchAll(objectPattern)) {
        lastKey = key
        if (!key.startsWith(laterVersionPrefix)) lastModifiedElements.set(`${bucket}/${key}`, time)
      }
      isTruncated = body.includes('<IsTruncated>true')
    }
    const paths = new Set(
      [...lastModifiedElements.keys(), ...laterVersions.keys()].filter((path) =>
        path.startsWith(`${bucket}/${prefix}`),
      ),
    )
    const elements = [...paths].sort().flatMap((path) => {
      const firstVersions = lastModifiedElements.has(path) ? [{ id: 'first', key: path }] : []
      return [...(laterVersions.get(path) ?? []), ...firstVersions].map(({ id, key }) => {
        const name = key ? 'Version' : 'DeleteMarker'
        const time = id === 'first' ? lastModifiedElements.get(path) : ''
        return `<${name}><Key>${path.slice(bucket.length + 1)}</Key><VersionId>${id}</VersionId>${time}</${name}>`
      })
    })
    return `<ListVersionsResult>${elements.join('')}</ListVersionsResult>`
  }
}
