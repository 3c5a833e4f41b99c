import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { problemsIn, type Route, routes } from '../../shared/contract/routes.ts'
import { assistanceRoutes, staffRoutes } from '../../shared/contract/staff-routes.ts'
import { inFull } from '../size.ts'
import { mistakesIn, programOf, type Renaming, root, sourceOf } from './compiler.ts'

const problemsOfOtherRequests = ['not-found', 'method-not-allowed'] as const

const contract: Record<string, Route> = { ...routes, ...assistanceRoutes, ...staffRoutes }

const handlers = globSync('functions/*/handler.ts', { cwd: root })

// The first test that needs a program reads it; the functions' one is read in full runs only.
const functions = read(() => programOf('tsconfig.json', handlers))

function read(program: () => ts.Program): () => ts.Program {
  let kept: ts.Program | undefined
  return () => (kept ??= program())
}

function refusalsIn(file: string): string[] {
  const codes = new Set<string>()
  const source = sourceOf(functions(), file)
  const checker = functions().getTypeChecker()
  const visit = (node: ts.Node): void => {
    const isMade = ts.isNewExpression(node) && node.expression.getText(source) === 'Problem'
    const problem = isMade ? node : ts.isThrowStatement(node) ? node.expression : undefined
    const code = problem && checker.getTypeAtLocation(problem).getProperty('code')
    for (const one of code ? literalsOf(checker, code) : []) codes.add(one)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return [...codes].sort()
}

function literalsOf(checker: ts.TypeChecker, symbol: ts.Symbol): string[] {
  const type = checker.getTypeOfSymbol(symbol)
  const types = type.isUnion() ? type.types : [type]
  return types.map((one) => (one as ts.StringLiteralType).value)
}

const voterRoute: Route = routes['POST /api/account/link']

describe('the problems that the contract gives', () => {
  test.for(handlers)('to the routes of %s are those that it throws', async (handler, { skip }) => {
    inFull(skip)
    const declared = await import(join(root, dirname(handler), 'resources.ts'))
    const served: string[] = declared.resources.routes ?? []
    const own = served.flatMap((route) => contract[route] ?? [])
    const isOther = served.length > 0 && own.length === 0
    const problems = isOther ? problemsOfOtherRequests : own.flatMap(problemsOfRoute)
    const thrown = refusalsIn(handler)
    // The pipeline adds these to every route, and `invalid-input` to each route with a body.
    const ofPipeline: string[] = problemsIn(voterRoute)
    expect(thrown.filter((code) => !ofPipeline.includes(code))).toEqual(
      [...new Set(problems)].sort(),
    )
    if (thrown.includes('invalid-input')) expect(own.some((route) => 'body' in route)).toBe(true)
  })

  const problemsOfRoute = ({ problems }: { problems: readonly string[] }) => problems

  test('to every route are those of the pipeline', ({ skip }) => {
    inFull(skip)
    const ofPipeline = problemsIn(voterRoute)
    const made = ['http.ts', 'check-body.ts'].flatMap((file) =>
      refusalsIn(`shared/runtime/${file}`),
    )
    expect([...new Set(made)].sort()).toEqual(ofPipeline.sort())
  })
})

// Only the contract is renamed here; journeys hold the functions' answers to docs/openapi.json.
describe('a page for which something is renamed in the contract alone does not compile', () => {
  const renamings: Renaming[] = [
    { file: 'shared/contract/reissue.ts', from: 'maskedPhone', to: 'phone' },
    { file: 'shared/contract/voter.ts', from: 'remaining', to: 'left' },
    { file: 'shared/contract/captcha.ts', from: 'image', to: 'picture' },
    { file: 'shared/contract/booth.ts', from: 'ballots', to: 'votes' },
    { file: 'shared/contract/reissue-bodies.ts', from: 'birthDate', to: 'bornOn' },
    { file: 'shared/contract/problems.ts', from: 'phone-taken', to: 'phone-used' },
    { file: 'shared/contract/routes.ts', from: '/api/voter', to: '/api/space' },
  ]
  const scripts = globSync('site/scripts/*.ts', { cwd: root })
  const altered = read(() => programOf('site/scripts/tsconfig.json', scripts, renamings))

  test.each([
    ['maskedPhone', 'site/scripts/reissue/reissue-state.ts'],
    ['remaining', 'site/scripts/reissue/availability.ts'],
    ['image', 'site/scripts/captcha.ts'],
    ['ballots', 'site/scripts/booth.ts'],
    ['birthDate', 'site/scripts/reissue.ts'],
    ['phone-taken', 'site/scripts/reissue.ts'],
    ['voter', 'site/scripts/account/session.ts'],
  ])('%s, in %s', (name, file) => {
    expect(mistakesIn(altered(), file).join('\n')).toContain(name)
  })
})

describe('an instant of one clock in place of the other does not compile', () => {
  const mixings: Renaming[] = [
    { file: 'functions/record-receipt/handler.ts', from: 'at: ofWall(at)', to: 'at' },
    { file: 'shared/access/act-in-file.ts', from: 'now: electionClock()', to: 'now: clock()' },
    {
      file: 'shared/domain/election/calendar-change.ts',
      from: 'electionTimeOf(calendar, at, at) >= voteClosesAt',
      to: 'at >= voteClosesAt',
    },
    {
      file: 'functions/mail-voters/tell-of-suspension.ts',
      from: 'time.wall(time.clock())',
      to: 'time.clock()',
    },
  ]
  const files = mixings.map(({ file }) => file)
  const mixed = read(() => programOf('tsconfig.json', files, mixings))

  test.for(mixings)('$to, in $file', ({ file }, { skip }) => {
    inFull(skip)
    expect(mistakesIn(mixed(), file).join('\n')).toMatch(/WallInstant|ElectionInstant/)
  })
})
