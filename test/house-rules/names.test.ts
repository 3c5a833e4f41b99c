import { describe, expect, it } from 'vitest'
import { bannedIn, bannedInSentence, exceptions, needs } from './banned-names.ts'
import { declaredNames, testTitles } from './declared-names.ts'
import { repositoryFiles, textOf } from './repository.ts'

const paths = repositoryFiles('')
const sources = repositoryFiles('.ts', '.mjs').map((path) => ({ path, text: textOf(path) }))
const names = sources.flatMap(({ path, text }) =>
  declaredNames(text).map(({ text: name, line }) => ({
    path,
    name,
    at: `${path}:${line} ${name}`,
  })),
)

describe('a name', () => {
  it('of a file or a folder holds no banned word', () => {
    expect(paths.filter((path) => bannedIn(path, path).length > 0)).toEqual([])
  })

  it('that a source declares holds no banned word', () => {
    expect(names.filter(({ name, path }) => bannedIn(name, path).length > 0)).toEqual([])
  })

  it('of an exception is still in use', () => {
    const inUse = exceptions.filter(
      (exception) =>
        paths.some((path) => needs(exception, path, path)) ||
        names.some(({ name, path }) => needs(exception, name, path)),
    )
    expect(inUse).toEqual(exceptions)
  })

  it.each([
    'dataDirectory',
    'SMS_SERVICE',
    'SmsHelpers',
    'local/pace.ts',
    'test/utils/clock.ts',
    'reissueDesk',
  ])('%s would be refused', (name) => {
    expect(bannedIn(name, 'lib/api.ts')).not.toEqual([])
  })

  it.each(['lifetime', 'helpdesk', 'metadata', 'processor', 'backdoor', 'removed'])(
    '%s holds no banned word, only its letters',
    (name) => {
      expect(bannedIn(name, 'lib/api.ts')).toEqual([])
    },
  )

  it('beside tables is no line: a table has items', () => {
    expect(bannedIn('lineOf', 'shared/adapters/voter/dynamo-voters.ts')).toEqual(['line'])
    expect(bannedIn('lineOf', 'bin/local.ts')).toEqual([])
  })

  it('of AWS is an exception, and the word alone is none', () => {
    expect(bannedIn('SecretsManagerClient', 'lib/api.ts')).toEqual([])
    expect(bannedIn('smsManager', 'lib/api.ts')).toEqual(['manager'])
  })

  it.each([
    'function data() {}',
    'const data = 1',
    'let [first, data] = pair',
    'const { body: data } = response',
    'export const read = (data: string) => data.length',
    'interface Store { data: string }',
    'type Shape = { data(): void }',
    'class Shape { data = 1 }',
    'import { rows as data } from "./rows.ts"',
    'import data from "./rows.ts"',
    'for (const data of rows) print(data)',
  ])('is seen where it is declared: %s', (source) => {
    expect(declaredNames(source).map(({ text }) => text)).toContain('data')
  })

  it.each([
    'const { data } = response',
    'encode({ data: pixels })',
    'response.data.length',
    '// data',
    'import { data } from "somewhere"',
  ])('is left to whoever gave it: %s', (source) => {
    expect(declaredNames(source).map(({ text }) => text)).not.toContain('data')
  })
})

describe('the sentence of', () => {
  it('a test uses no metaphor', () => {
    const titles = sources
      .filter(({ path }) => path.startsWith('test/') && !path.startsWith('test/house-rules/'))
      .flatMap(({ path, text }) =>
        testTitles(text).map(({ text: title, line }) => ({ title, at: `${path}:${line}` })),
      )
    expect(titles.filter(({ title }) => bannedInSentence(title).length > 0)).toEqual([])
  })

  it('a document uses no metaphor', () => {
    const lines = repositoryFiles('.md').flatMap((path) =>
      textOf(path)
        .split('\n')
        .map((line, index) => ({ line, at: `${path}:${index + 1}` })),
    )
    expect(lines.filter(({ line }) => bannedInSentence(line).length > 0)).toEqual([])
  })

  it.each([
    "it('keeps its pace', () => {})",
    "describe('a knock', () => {})",
    "it.each([1])('keeps its pace %s', () => {})",
    "it.skipIf(true)('keeps its pace', () => {})",
    "test('keeps its pace', () => {})",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a source to be read
    'it(`keeps its ${rate} pace`, () => {})',
  ])('a test would be refused: %s', (source) => {
    expect(testTitles(source).flatMap(({ text }) => bannedInSentence(text))).toHaveLength(1)
  })

  it('a test may end a process', () => {
    expect(bannedInSentence('ends the process and moves its file')).toEqual([])
  })
})
