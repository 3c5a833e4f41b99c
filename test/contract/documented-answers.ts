import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

export interface SeenAnswer {
  status: number
  headers: Headers
  body: unknown
}

interface DocumentedHeader {
  required?: boolean
  schema: object
}

interface DocumentedResponse {
  headers?: Record<string, DocumentedHeader>
  content?: Record<string, { schema: object }>
}

type Reference = { $ref: string }

interface Documented {
  paths: Record<
    string,
    Record<string, { responses: Record<string, DocumentedResponse | Reference> }>
  >
  components: { schemas: Record<string, object>; responses: Record<string, DocumentedResponse> }
}

const read = (name: string): Documented =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'docs', name), 'utf8'))

const [voters, staff] = [read('openapi.json'), read('openapi-staff.json')]

const document: Documented = {
  paths: { ...voters.paths, ...staff.paths },
  components: {
    schemas: { ...voters.components.schemas, ...staff.components.schemas },
    responses: { ...voters.components.responses, ...staff.components.responses },
  },
}

// The schemas' patterns already state the formats.
const ajv = new Ajv2020({ validateFormats: false, keywords: ['components'] })
ajv.addSchema({ $id: 'api', components: { schemas: document.components.schemas } })

export function expectDocumented(method: string, url: string, answer: SeenAnswer): void {
  const { pathname } = new URL(url, 'http://localhost')
  if (!pathname.startsWith('/api/')) return
  const undocumented = differences(responseTo(method, pathname, answer.status), answer)
  if (undocumented.length === 0) return
  throw new Error(
    `docs/openapi.json does not document this answer to ${method} ${pathname}: ${answer.status} ${JSON.stringify(answer.body)}\n${undocumented.join('\n')}`,
  )
}

function responseTo(method: string, pathname: string, status: number) {
  const [, methods] =
    Object.entries(document.paths).find(([path]) => expressionOf(path).test(pathname)) ?? []
  const operation = methods?.[method.toLowerCase()]
  const { responses } = document.components
  if (!operation) return responses[methods ? 'method-not-allowed' : 'not-found']
  const response = operation.responses[status]
  if (!response || !('$ref' in response)) return response
  return responses[response.$ref.split('/').at(-1) as string]
}

const expressionOf = (path: string) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`)

function differences(response: DocumentedResponse | undefined, answer: SeenAnswer): string[] {
  if (!response) return ['no such status']
  return [...headerDifferences(response, answer), ...bodyDifferences(response, answer)]
}

function headerDifferences({ headers = {} }: DocumentedResponse, answer: SeenAnswer): string[] {
  const absent = Object.entries(headers).filter(
    ([name, { required }]) => required && !answer.headers.has(name),
  )
  const cookie = headers['Set-Cookie']?.schema
  const cookies = answer.headers.getSetCookie()
  return [
    ...absent.map(([name]) => `no ${name}`),
    ...cookies
      .filter((line) => !cookie || !validatorOf(cookie)(line))
      .map((line) => `the cookie ${line.split('=')[0]}`),
  ]
}

function bodyDifferences({ content }: DocumentedResponse, answer: SeenAnswer): string[] {
  const type = answer.headers.get('content-type')?.split(';')[0]
  if (!content) return type || answer.body !== undefined ? ['a body'] : []
  const documented = type && content[type]
  if (!documented) return [`the media type ${type}`]
  const validate = validatorOf(documented.schema)
  return validate(answer.body) ? [] : [ajv.errorsText(validate.errors, { separator: '\n' })]
}

const validators = new WeakMap<object, ValidateFunction>()

function validatorOf(schema: object): ValidateFunction {
  const known = validators.get(schema)
  if (known) return known
  const text = JSON.stringify(schema).replaceAll('"#/', '"api#/')
  const validate = ajv.compile(JSON.parse(text))
  validators.set(schema, validate)
  return validate
}
