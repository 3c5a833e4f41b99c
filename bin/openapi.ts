import { readdirSync, readFileSync } from 'node:fs'
import { STATUS_CODES } from 'node:http'
import { basename, join } from 'node:path'
import * as z from 'zod/mini'
import type { CookieName } from '../shared/contract/cookie-name.ts'
import { instant } from '../shared/contract/descriptions.ts'
import { assistanceRoutes, phoneRoutes } from '../shared/contract/optional-routes.ts'
import { problemSchema } from '../shared/contract/problem-document.ts'
import { type ProblemCode, type ProblemKind, problems } from '../shared/contract/problems.ts'
import { problemsOf, type Route, routes } from '../shared/contract/routes.ts'
import { staffRoutes } from '../shared/contract/staff-routes.ts'
import { bodyLimitBytes } from '../shared/runtime/check-body.ts'

const root = join(import.meta.dirname, '..')

const votersDescription = `The API of the voter's pages, on their own origin.

Refusals and failures are \`application/problem+json\` (RFC 9457). Their \`code\` is for programs, their \`title\` and \`detail\` are for the voter. Programs must ignore members that they do not know, since a later version may add some.

A body holds ${bodyLimitBytes} bytes at most, and only its route's own members are read.

An unknown path gets \`404 not-found\`, an unknown method \`405 method-not-allowed\`. CloudFront, its firewall and API Gateway may also answer in place of the API, in another format, with 403, 413, 429 or 5xx.`

const staffDescription = `The API of the staff's pages, on an origin of their own. It exists only if the election names staff.

Refusals and failures are as in the voters' API.`

const problemCodes = Object.keys(problems) as ProblemCode[]

interface ApiDescription {
  title: string
  description: string
  routes: Readonly<Record<string, Route>>
  cookies: readonly CookieName[]
}

const contractModules: Record<string, unknown>[] = await Promise.all(
  readdirSync(join(root, 'shared', 'contract')).map(
    (file) => import(`../shared/contract/${basename(file, '.ts')}.ts`),
  ),
)

const exportedNames = new Map(
  contractModules
    .flatMap((module) => Object.entries(module))
    .map(([name, schema]) => [schema, name]),
)

const fallbackProblems: ProblemCode[] = ['not-found', 'method-not-allowed']

export function openapiText(): string {
  return documentText({
    title: 'Réassort',
    description: votersDescription,
    routes: { ...routes, ...assistanceRoutes, ...phoneRoutes },
    cookies: ['__Host-session', '__Host-booth'],
  })
}

export function staffOpenapiText(): string {
  return documentText({
    title: 'Réassort: staff',
    description: staffDescription,
    routes: staffRoutes,
    cookies: ['__Host-sign-in', '__Host-staff'],
  })
}

function documentText({ title, description, routes, cookies }: ApiDescription): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const usedProblems = new Set([...fallbackProblems, ...Object.values(routes).flatMap(problemsOf)])
  const problemSchemas = Object.fromEntries(
    problemCodes
      .filter((code) => usedProblems.has(code))
      .map((code) => [code, problemSchema(code)]),
  )
  const namedSchemas = { Instant: instant, ...schemasIn(routes), ...problemSchemas }
  const paths = pathsOf(routes, namedSchemas)
  const fallbackResponses = Object.fromEntries(
    fallbackProblems.map((code) => [problems[code].status, reference('responses', code)]),
  )
  const referencingText = JSON.stringify([paths, fallbackResponses])
  const sharedProblems = problemCodes.filter((code) =>
    referencingText.includes(`"${componentUri('responses', code)}"`),
  )
  const document = {
    openapi: '3.1.1',
    info: { title, version, description, contact: { name: "The election's helpdesk" } },
    servers: [{ url: '/' }],
    tags: [...new Set(Object.keys(paths).map(tagOf))].map((name) => ({ name })),
    paths,
    'x-other-paths': fallbackResponses,
    components: {
      schemas: schemasOf(namedSchemas),
      responses: Object.fromEntries(sharedProblems.map((code) => [code, problemResponse([code])])),
      securitySchemes: Object.fromEntries(
        cookies.map((name) => [name, { type: 'apiKey', in: 'cookie', name }]),
      ),
    },
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function schemasIn(routes: ApiDescription['routes']): NamedSchemas {
  const schemas = Object.values(routes).flatMap(({ body, answers }) => [
    body,
    ...Object.values(answers),
  ])
  return Object.fromEntries(
    schemas.flatMap((schema) => {
      if (!schema || typeof schema === 'string') return []
      const name = exportedNames.get(schema) ?? ''
      return [[name.charAt(0).toUpperCase() + name.slice(1), schema]]
    }),
  )
}

type NamedSchemas = Record<string, z.ZodMiniType>

const tagOf = (path: string) => path.split('/')[2] ?? ''

function pathsOf(routes: ApiDescription['routes'], schemas: NamedSchemas) {
  const paths: Record<string, Record<string, object>> = {}
  for (const [name, route] of Object.entries(routes)) {
    const [method = '', path = ''] = name.split(' ')
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(path, route, schemas) }
  }
  return paths
}

function operationOf(path: string, route: Route, schemas: NamedSchemas) {
  const { summary, needsCookies: cookies = [], body } = route
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => ({
    name: parameter,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  return {
    tags: [tagOf(path)],
    summary: /^.*?[.;:](?= |$)/.exec(summary)?.[0].replace(/[.;:]$/, ''),
    description: summary,
    security: cookies.length > 0 ? [Object.fromEntries(cookies.map((name) => [name, []]))] : [],
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: jsonContent(reference('schemas', nameOf(body, schemas))),
      },
    }),
    responses: { ...answersOf(route, schemas), ...problemResponsesOf(problemsOf(route)) },
  }
}

function answersOf({ answers, setsCookies }: Route, schemas: NamedSchemas) {
  return Object.fromEntries(
    Object.entries(answers).map(([status, body]) => [
      status,
      {
        description: STATUS_CODES[status],
        ...(setsCookies && { headers: { 'Set-Cookie': describeSetCookie(setsCookies) } }),
        ...(typeof body === 'string' && {
          headers:
            status === '206'
              ? { ...acceptRangesHeader, ...contentRangeHeader }
              : acceptRangesHeader,
          content: { [body]: { schema: {} } },
        }),
        ...(body &&
          typeof body !== 'string' && {
            content: jsonContent(reference('schemas', nameOf(body, schemas))),
          }),
      },
    ]),
  )
}

function describeSetCookie(names: readonly CookieName[]) {
  return {
    description: `Sets or clears ${names.join(' and ')}.`,
    schema: { type: 'string', pattern: `^(${names.join('|')})=` },
  }
}

function problemResponsesOf(allCodes: readonly ProblemCode[]) {
  const codesByStatus = Map.groupBy(allCodes, (code) => problems[code].status)
  return Object.fromEntries(
    [...codesByStatus].map(([status, codes]) => {
      const [first, ...others] = codes
      const isSingle = first !== undefined && others.length === 0
      return [status, isSingle ? reference('responses', first) : problemResponse(codes)]
    }),
  )
}

function problemResponse(codes: readonly ProblemCode[]) {
  const members = codes.flatMap((code) => (problems[code] as ProblemKind).members ?? [])
  const headers = {
    ...(members.includes('retryAfterSeconds') && { 'Retry-After': retryAfterHeader }),
    ...(members.includes('allow') && { Allow: allowHeader }),
    ...(members.includes('completeLength') && contentRangeHeader),
  }
  const schemas = codes.map((code) => reference('schemas', code))
  return {
    description: codes.join(', '),
    ...(Object.keys(headers).length > 0 && { headers }),
    content: {
      'application/problem+json': {
        schema: schemas.length === 1 ? schemas[0] : { oneOf: schemas },
      },
    },
  }
}

const retryAfterHeader = {
  description: 'Seconds to wait.',
  required: true,
  schema: { type: 'integer', minimum: 1 },
}

const allowHeader = {
  description: 'Methods that the path accepts.',
  required: true,
  schema: { type: 'string' },
}

const acceptRangesHeader = { 'Accept-Ranges': { required: true, schema: { const: 'bytes' } } }

const contentRangeHeader = {
  'Content-Range': {
    description: 'As in RFC 9110, section 14.4.',
    required: true,
    schema: { type: 'string' },
  },
}

const jsonContent = (schema: object) => ({ 'application/json': { schema } })
const componentUri = (kind: 'schemas' | 'responses', name: string) => `#/components/${kind}/${name}`
const reference = (kind: 'schemas' | 'responses', name: string) => ({
  $ref: componentUri(kind, name),
})

function nameOf(schema: z.ZodMiniType, namedSchemas: NamedSchemas): string {
  const [name] = Object.entries(namedSchemas).find(([, candidate]) => candidate === schema) ?? []
  if (!name) throw new Error('A schema of a route has no name in the document')
  return name
}

function schemasOf(namedSchemas: NamedSchemas) {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(namedSchemas)) registry.add(schema, { id })
  const { schemas } = z.toJSONSchema(registry, {
    uri: (name) => componentUri('schemas', name),
    io: 'input',
    override({ jsonSchema }) {
      // Zod sets this maximum for integers by default.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  })
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [name, schema]),
  )
}
