import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
} from '@aws-sdk/client-cloudwatch'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import axe from 'axe-core'
import { afterAll, beforeEach, describe, expect, onTestFinished, vi } from 'vitest'
import { electionDigest } from '../../shared/domain/election/election-digest.ts'
import { watchHelp } from '../../shared/texts/election/watch-command.ts'
import { rollTexts } from '../../shared/texts/roll/roll-command.ts'
import { readFigures } from '../../team/watch/read-figures.ts'
import { runWatch } from '../../team/watch/run-watch.ts'
import { writePage } from '../../team/watch/write-delegates-page.ts'
import { describedStack } from '../builders/deployed-stack.ts'
import { teamCommand } from '../builders/team-command.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { requestAccepted, signIn } from '../journey/local-run.ts'
import { test } from '../journey/shared-run.ts'
import { template } from '../stack/synthesised-template.ts'
import { election, voted, watchedBy } from './watched-run.ts'

const watch = teamCommand('watch.ts')

describe('npm run watch, of a local run', () => {
  test('has what a voter asked for, in JSON and on a page of 80', async ({ run }) => {
    const local = ['--local', new URL(run.siteUrl).port, '--once']
    const asked = async () => {
      const { code, said } = await watch(...local, '--json')
      expect(code).toBe(0)
      const { territories, figures, alarms, failures } = JSON.parse(said)
      expect(failures).toEqual([])
      expect(alarms.watched).toBeGreaterThan(30)
      const { asked: ofTerritory } = territories.find(
        ({ territory }: { territory: string }) => territory === 'FR',
      )
      return { ofTerritory, inAll: figures.accepted.hour, opened: figures.opened.fiveMinutes }
    }
    const before = await asked()
    const voter = run.anotherVoter()
    const client = await signIn(run, voter)
    await requestAccepted(client, voter, run.anotherPhone())
    const after = await asked()
    expect(after.ofTerritory).toBeGreaterThan(before.ofTerritory)
    expect(after.inAll).toBeGreaterThan(before.inAll)
    expect(after.opened).toBeGreaterThan(0)
    const { code, said } = await watch(...local)
    expect(code).toBe(0)
    expect(said).toContain('Les électeurs entrent-ils ?')
    expect(said).toContain('Métropole')
  })

  test('is told what was not understood', async () => {
    expect(await watch()).toEqual({ code: 2, said: rollTexts.where })
    const { code, said } = await watch('--local', '--every', '4')
    expect(code).toBe(2)
    expect(said).toContain(watchHelp.notSeconds)
    expect(await watch('--local', '--json', '--page', 'a.html')).toMatchObject({ code: 2 })
    expect((await watch('--help')).said).toContain('cloudwatch:GetMetricData')
  })
})

describe('npm run watch, of an election on AWS', () => {
  const cloudFormation = mockClient(CloudFormationClient)
  const folder = temporaryFolder(afterAll)
  const options = {
    stack: '',
    election: join(import.meta.dirname, '../../election.json'),
    page: join(folder, 'point.html'),
  }
  afterAll(() => cloudFormation.restore())

  let said: string[]
  beforeEach(() => {
    said = []
    vi.stubEnv('AWS_REGION', 'eu-west-3')
    for (const stream of ['log', 'error'] as const) {
      vi.spyOn(console, stream).mockImplementation((line) => void said.push(line))
    }
    const outputs = Object.keys(template.Outputs).map((name) => [
      name,
      /Url$/.test(name) ? 'https://sqs.example/1/Queue' : 'arn:aws:x:eu-west-3:1',
    ])
    const told = { ...Object.fromEntries(outputs), ElectionDigest: electionDigest(election) }
    cloudFormation.on(DescribeStacksCommand).resolves(describedStack(told))
    const tables = mockClient(DynamoDBDocumentClient)
    tables.on(GetCommand).resolves({})
    return () => {
      tables.restore()
      vi.unstubAllEnvs()
      vi.restoreAllMocks()
    }
  })

  test('names the right that is missing, and writes no page of what it did not read', async () => {
    const { cloudWatch } = watchedBy(CloudWatchClient)
    onTestFinished(() => cloudWatch.restore())
    const denied = Object.assign(new Error('arn:aws:iam::1:user/Alice is not authorized'), {
      name: 'AccessDenied',
    })
    cloudWatch.on(GetMetricDataCommand).rejects(denied)
    expect(await runWatch({ ...options, once: true })).toBe(1)
    expect(said.join('\n')).toMatch(/Il manque un droit : cloudwatch:GetMetricData/)
    expect(said.join('\n')).not.toContain('Alice')
    expect(existsSync(options.page)).toBe(false)
  })

  test('goes on until it is stopped, and says what that costs', async () => {
    const { cloudWatch } = watchedBy(CloudWatchClient)
    onTestFinished(() => cloudWatch.restore())
    const others = process.listenerCount('SIGTERM')
    const watching = runWatch({ ...options, every: 3600 })
    await vi.waitFor(() => expect(process.listenerCount('SIGTERM')).toBe(others + 1))
    expect(said.join('\n')).toContain('Lire toutes les 3600 s coûte')
    // Of the signal's listeners only its own: Playwright's close the browser of all files.
    process.listeners('SIGTERM').at(-1)?.('SIGTERM')
    expect(await watching).toBe(0)
    expect(existsSync(options.page)).toBe(true)
    // Alarms are asked for in the region of the firewall too.
    expect(cloudWatch.commandCalls(DescribeAlarmsCommand)).toHaveLength(2)
  })
})

test('the page of the delegates is accessible, fits 320 pixels and one sheet, light and dark', async ({
  browser,
}) => {
  const file = join(temporaryFolder(), 'point.html')
  expect(writePage(file, await readFigures(voted(3).engines), election, 60)).toBe(true)
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({
      viewport: { width: 320, height: 640 },
      colorScheme,
      bypassCSP: true,
    })
    const page = await context.newPage()
    await page.goto(pathToFileURL(file).href)
    await page.evaluate(axe.source)
    const found = await page.evaluate('axe.run()')
    expect((found as { violations: unknown[] }).violations).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
    const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type \/Page\b/g)
    expect(sheets).toHaveLength(1)
    await context.close()
  }
})
