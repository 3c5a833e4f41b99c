import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Stack, Validations } from 'aws-cdk-lib'
import { CfnQueue } from 'aws-cdk-lib/aws-sqs'
import { AwsSolutionsChecks } from 'cdk-nag'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { acknowledged, type Election } from './acknowledged-findings.ts'
import { everything, type WholeApp, withApp } from './whole-app.ts'

// `cdk synth` applies aws-cdk-lib's own rules to the repository's election only.

const ownRules = 'CloudFormation Validate'

const elections: Record<Election, Record<string, unknown>> = {
  bare: { site: { brandColour: '#1d4e89' } },
  shipped: {},
  full: { ...everything, protection: { customerManagedKey: true } },
}

interface Report {
  pluginReports: {
    pluginName: string
    violations: { ruleName: string; violatingConstructs: { constructPath: string }[] }[]
  }[]
}

beforeAll(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterAll(() => {
  vi.restoreAllMocks()
})

function findingsOf({ app, directory }: WholeApp): { nag: string[]; own: string[] } {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  try {
    app.synth()
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ValidationFailed') throw error
  }
  const file = join(directory, 'validation-report.json')
  if (!existsSync(file)) return { nag: [], own: [] }
  const { pluginReports } = JSON.parse(readFileSync(file, 'utf8')) as Report
  const of = (plugin: string) =>
    pluginReports
      .filter(({ pluginName }) => pluginName === plugin)
      .flatMap(({ violations }) => violations)
      .flatMap(({ ruleName, violatingConstructs }) =>
        violatingConstructs.map(
          ({ constructPath }) =>
            `${ruleName.replace('AwsSolutions-', '')} on ${withoutStack(constructPath)}`,
        ),
      )
  return { nag: of('AwsSolutions').sort(), own: of(ownRules) }
}

const withoutStack = (path: string) =>
  path
    .split('/')
    .slice(1)
    .join('/')
    .replace(/\/Resource$/, '')

function acknowledgedIn(election: Election): string[] {
  return acknowledged
    .filter(({ only }) => !only || only.includes(election))
    .flatMap(({ rules, on }) => rules.flatMap((rule) => on.map((path) => `${rule} on ${path}`)))
    .sort()
}

describe('of what AWS advises', () => {
  it.each(Object.entries(elections))(
    'nothing is neglected without a reason, and no reason is out of date: %s election',
    (name, changes) => {
      const { nag, own } = withApp(changes, findingsOf, { rules: true })
      expect(nag).toEqual(acknowledgedIn(name as Election))
      expect(own).toEqual([])
    },
  )

  it('each exception has a reason of its own', () => {
    const reasons = acknowledged.map(({ why }) => why)
    expect(new Set(reasons).size).toBe(reasons.length)
    for (const reason of reasons) expect(reason.length).toBeGreaterThan(60)
  })

  it('a new fault would be found by both sets of rules', () => {
    const { nag, own } = withApp(
      elections.shipped,
      (whole) => {
        new CfnQueue(new Stack(whole.app, 'Faulty'), 'Queue', { delaySeconds: 9000 })
        return findingsOf(whole)
      },
      { rules: true },
    )
    expect(nag.filter((finding) => !acknowledgedIn('shipped').includes(finding))).toEqual([
      'SQS3 on Queue',
      'SQS4 on Queue',
    ])
    expect(own).toEqual(['F3034 on Queue'])
  })
})
