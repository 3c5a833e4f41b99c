import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { assistanceRoutes, phoneRoutes } from '../../shared/contract/optional-routes.ts'
import { problemsOf, type Route, routes } from '../../shared/contract/routes.ts'
import { staffRoutes } from '../../shared/contract/staff-routes.ts'
import { inFull } from '../size.ts'

const problemsOfOtherRequests = ['not-found', 'method-not-allowed'] as const

const contract: Record<string, Route> = {
  ...routes,
  ...assistanceRoutes,
  ...phoneRoutes,
  ...staffRoutes,
}

const root = join(import.meta.dirname, '..', '..')

const handlers = globSync('functions/*/handler.ts', { cwd: root })

let kept: ts.Program | undefined

/** Read by the first test that needs it, in full runs only. */
function program(): ts.Program {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root)
  kept ??= ts.createProgram({ rootNames: handlers.map((file) => join(root, file)), options })
  return kept
}

function refusalsIn(file: string): string[] {
  const codes = new Set<string>()
  const source = program().getSourceFile(join(root, file)) ?? expect.fail(file)
  const checker = program().getTypeChecker()
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

test.for(handlers)(
  'the contract has the problems that the handler throws: %s',
  async (handler, { skip }) => {
    inFull(skip)
    const declared = await import(join(root, dirname(handler), 'resources.ts'))
    const served: string[] = declared.resources.routes ?? []
    const own = served.flatMap((route) => contract[route] ?? [])
    const isOther = served.length > 0 && own.length === 0
    const problems = isOther ? problemsOfOtherRequests : own.flatMap(problemsOf)
    const thrown = refusalsIn(handler)
    // The pipeline adds these to every route, and `invalid-input` to each route with a body.
    const ofPipeline: string[] = problemsOf(voterRoute)
    const ofRoutes = (codes: Iterable<string>) =>
      [...codes].filter((code) => !ofPipeline.includes(code)).sort()
    expect(ofRoutes(thrown)).toEqual(ofRoutes(new Set<string>(problems)))
    if (thrown.includes('invalid-input')) expect(own.some((route) => 'body' in route)).toBe(true)
  },
)

test('the contract has the problems of the pipeline on every route', ({ skip }) => {
  inFull(skip)
  const ofPipeline = problemsOf(voterRoute)
  const made = ['http.ts', 'check-body.ts'].flatMap((file) => refusalsIn(`shared/runtime/${file}`))
  expect([...new Set(made)].sort()).toEqual(ofPipeline.sort())
})
