import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Stack, Validations } from 'aws-cdk-lib'
import { CfnQueue } from 'aws-cdk-lib/aws-sqs'
import { AwsSolutionsChecks } from 'cdk-nag'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import acceptedFindings from './acknowledged-findings.json' with { type: 'json' }
import { allOptions, type WholeApp, withApp } from './whole-app.ts'

// `cdk synth` applies aws-cdk-lib's own rules to the repository's election only.

const ownRules = 'CloudFormation Validate'

const elections = {
  bare: { site: { brandColour: '#1d4e89' } },
  shipped: {},
  full: { ...allOptions, protection: { customerManagedKey: true } },
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

// Accepted AwsSolutions findings by their reason, in whichever election they are found. « … » stands for any characters.
const patterns = Object.values(acceptedFindings)
  .flat()
  .map((text) => {
    const literal = text.split('…').map((part) => part.replace(/[.*+?^$()|[\]\\]/g, '\\$&'))
    return new RegExp(`^${literal.join('.*')}$`)
  })

const unacknowledged = (findings: readonly string[]) =>
  findings.filter((finding) => !patterns.some((pattern) => pattern.test(finding)))

describe('the advice of AWS', () => {
  const all: string[] = []

  it.each(Object.entries(elections))('is followed, or a reason says why: %s', (_, changes) => {
    const { nag, own } = withApp(changes, findingsOf, { rules: true })
    expect(nag.length).toBeGreaterThan(30)
    expect(unacknowledged(nag)).toEqual([])
    expect(own).toEqual([])
    all.push(...nag)
  })

  it('has no outdated reason against it', () => {
    const idle = patterns.filter((pattern) => !all.some((finding) => pattern.test(finding)))
    expect(idle).toEqual([])
  })

  it('finds a new fault by both sets of rules', () => {
    const { nag, own } = withApp(
      elections.shipped,
      (whole) => {
        new CfnQueue(new Stack(whole.app, 'Faulty'), 'Queue', { delaySeconds: 9000 })
        return findingsOf(whole)
      },
      { rules: true },
    )
    expect(unacknowledged(nag)).toEqual(['SQS3 on Queue', 'SQS4 on Queue'])
    expect(own).toEqual(['F3034 on Queue'])
  })
})
