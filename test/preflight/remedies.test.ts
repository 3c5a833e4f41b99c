import { expect, it } from 'vitest'
import packageFile from '../../package.json' with { type: 'json' }
import { capacityTexts } from '../../shared/texts/preflight/capacity.ts'
import { accountTexts, deploymentTexts } from '../../shared/texts/preflight/deployment.ts'
import { domainTexts } from '../../shared/texts/preflight/domain.ts'
import { mailDnsTexts, mailTexts } from '../../shared/texts/preflight/mail.ts'
import { preflightTexts, type Remedied } from '../../shared/texts/preflight/preflight-command.ts'
import { smokeSteps, smokeTexts } from '../../shared/texts/preflight/smoke-command.ts'
import { smsTexts } from '../../shared/texts/preflight/sms.ts'
import { commandRights } from '../../shared/tooling/command-rights.ts'
import { anchorsOf } from '../house-rules/documents.ts'
import { repositoryFiles, textOf } from '../house-rules/repository.ts'

const all = {
  ...{ capacityTexts, accountTexts, deploymentTexts, domainTexts },
  ...{ mailTexts, mailDnsTexts, preflightTexts, smsTexts },
  ...{ smokeTexts, smokeSteps },
}

/** What a text takes does not matter here: lists, names and numbers are all served by a list. */
const anything = [[], [], [], []] as never[]

const remedies = Object.entries(all).flatMap(([name, texts]) =>
  Object.entries(texts).flatMap(([key, text]): [string, string][] => {
    const said: unknown =
      typeof text === 'function' ? (text as (...given: never[]) => unknown)(...anything) : text
    return isRemedied(said) ? [[`${name}.${key}`, said.remedy]] : []
  }),
)

function isRemedied(said: unknown): said is Remedied {
  return typeof said === 'object' && said !== null && 'remedy' in said
}

const places = (text: string) => [...text.matchAll(/docs\/[\w-]+\.md(?:#[\w-]+)?/g)].map(String)
const scripts = (text: string) =>
  [...text.matchAll(/npm run ([a-z][\w-]*(?::\w+)?)/g)].map(([, name]) => name)

it.each(remedies)('what mends %s is a command, or a document that says more', (_, remedy) => {
  expect(remedy).toMatch(/docs\/|npm run |npx cdk |aws [a-z0-9]+ /)
  for (const place of places(remedy)) {
    const [path = '', anchor] = place.split('#')
    const anchors = anchorsOf(textOf(path))
    if (anchor !== undefined) expect(anchors).toContain(anchor)
  }
  for (const name of scripts(remedy)) expect(Object.keys(packageFile.scripts)).toContain(name)
})

it('every right that the command asks with is one of the role that deploys', () => {
  const sources = repositoryFiles('.ts').filter((path) => path.startsWith('team/preflight/'))
  const actions = sources.flatMap((path) =>
    [...textOf(path).matchAll(/\b(?:ask|check)\(\s*'([\w-]+:\w+)'/g)].map(
      ([, action = '']) => action,
    ),
  )
  expect(actions.length).toBeGreaterThan(15)
  const { others, tables } = commandRights.preflight
  const given: readonly string[] = [
    ...others.flatMap(({ actions }) => actions),
    ...Object.values(tables).flatMap(({ may }) => may.map((action) => `dynamodb:${action}`)),
  ]
  // CDK's own roles are taken on before the first deployment alone, by an administrator.
  const needsNone = ['sts:GetCallerIdentity', 'sts:AssumeRole']
  expect(actions.filter((action) => ![...given, ...needsNone].includes(action))).toEqual([])
})
