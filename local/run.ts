import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readElectionFile } from '../shared/tooling/election-file.ts'
import { type LocalDeployment, localDeployment } from '../team/deployment.ts'
import { readApp, type SynthesisedApp } from './app/read-app.ts'
import { replaceInFunctions } from './app/replace-urls.ts'
import { synthesise } from './app/synthesise.ts'
import { startCloudFront } from './cloudfront.ts'
import { type DemoVoter, enrolDemoVoters, writeDemoElection } from './demo.ts'
import { accountId, clientDefaults, createResources, startEmulators } from './emulators.ts'
import { type EmulatorName, endpointVariables } from './function-endpoints.ts'
import { startFunctionUrlServer } from './function-url.ts'
import { startKeyManagement } from './kms.ts'
import { type Lambdas, startLambdas } from './lambda.ts'
import { listenOnLoopback } from './loopback.ts'
import { startMailEvents } from './mail/mail-events.ts'
import { portsOf } from './ports.ts'
import { startQueuePollers } from './queue-pollers.ts'
import { keysOfRun } from './run-keys.ts'
import { startSchedules } from './schedules.ts'
import { startSecrets } from './secrets.ts'
import { startServices } from './services.ts'
import { startHandset } from './sms/handset.ts'
import { startReceipts } from './sms/receipts.ts'
import { demoStaff } from './staff/demo-people.ts'
import { startStaff } from './staff/run-staff.ts'
import { startStreamPollers } from './stream-pollers.ts'

export interface LocalOptions {
  port: number
  storageDirectory?: string | undefined
  electionChanges?: Record<string, unknown> | undefined
  captchaTestCode?: string | undefined
  isBeforeVote?: boolean | undefined
  hasStaff?: boolean | undefined
  extraVoterCount?: number | undefined
  receiptDelayMilliseconds?: number | undefined
  writeLine?: (functionName: string, line: string) => void
  onEmulatorExit?: (emulator: string) => void
  startProxy?: ((endpoint: string, emulator: EmulatorName) => Promise<string>) | undefined
  startServices?: typeof startServices | undefined
}

export type LocalService = Awaited<ReturnType<typeof start>> & { stop(): Promise<void> }

export async function startLocal(options: LocalOptions): Promise<LocalService> {
  const stopTasks: (() => unknown)[] = []
  const stop = async () => {
    for (const task of stopTasks.splice(0).reverse()) await task()
  }
  try {
    return { ...(await start(options, stopTasks)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function start(options: LocalOptions, stopTasks: (() => unknown)[]) {
  const { port, storageDirectory, captchaTestCode, writeLine = () => {} } = options
  const { startProxy = async (endpoint: string) => endpoint } = options
  const workDirectory = mkdtempSync(join(tmpdir(), 'reassort-local-'))
  stopTasks.push(() => rmSync(workDirectory, { recursive: true, force: true }))
  const ports = portsOf(port)
  for (const requiredPort of [port, ...(options.hasStaff ? [ports.staff, ports.provider] : [])])
    await (await listenOnLoopback(() => {}, requiredPort)).close()
  const sourceFile = join(import.meta.dirname, '..', 'election.json')
  // The original is checked first, so that errors cite its lines and not those of the copy.
  readElectionFile(sourceFile)
  let voters: DemoVoter[] = []
  let deployment: LocalDeployment | undefined
  const handset = await startHandset({
    port: ports.handset,
    voters: () => voters,
    deployment: () => deployment,
  })
  stopTasks.push(handset.close)
  const emulators = await startEmulators({
    mailboxPort: ports.mailbox,
    storageDirectory,
    runDirectory: workDirectory,
    onUnexpectedExit: options.onEmulatorExit,
  })
  stopTasks.push(emulators.stop)
  handset.topicsEndpoint = emulators.sqsEndpoint

  const electionFile = join(workDirectory, 'election.json')
  const staffSection = options.hasStaff ? demoStaff(port) : undefined
  const electionChanges = { staff: staffSection, knownPhones: true, ...options.electionChanges }
  writeDemoElection(sourceFile, electionFile, electionChanges, options.isBeforeVote)
  const account = { accountId, region: clientDefaults.region, sqsEndpoint: emulators.sqsEndpoint }
  const siteUrl = localUrl(port)
  const assembly = await synthesise(electionFile, join(workDirectory, 'cdk.out'))
  const app = readApp(assembly, account)
  const deployedUrl = `https://${app.distribution.domainName}`
  app.functions = replaceInFunctions(app.functions, deployedUrl, siteUrl)
  const storagePath = (file: string) => storageDirectory && join(storageDirectory, file)
  const secrets = await startSecrets(app.secrets, storagePath('secrets.json'))
  stopTasks.push(secrets.close)
  const keyManagement = await startKeyManagement(app.signingKeys, storagePath('signing-keys.json'))
  stopTasks.push(keyManagement.close)
  await createResources(app, emulators)
  let runningLambdas: Lambdas | undefined
  const invoke: Lambdas['invoke'] = async (name, event) => runningLambdas?.invoke(name, event)
  const services = await (options.startServices ?? startServices)(app, secrets, invoke)
  stopTasks.push(services.close)
  const { isTriggerEnabled, originHeaders } = services
  const captchaVariables = captchaTestCode ? { CAPTCHA_TEST_CODE: captchaTestCode } : {}
  const teamServer = await startFunctionUrlServer(app, () => runningLambdas)
  stopTasks.push(teamServer.close)
  deployment = localDeployment.parse({
    ...clientDefaults,
    outputs: {
      ...app.outputs,
      ...{ SiteUrl: `${siteUrl}/`, TeamFunctionUrl: `${teamServer.endpoint}/` },
      ...(staffSection && { StaffUrl: `${localUrl(ports.staff)}/` }),
    },
    endpoints: {
      dynamodb: emulators.dynamodbEndpoint,
      sqs: emulators.sqsEndpoint,
      ses: emulators.sesEndpoint,
      s3: emulators.s3Endpoint,
      secretsManager: secrets.endpoint,
      sns: handset.endpoint,
      kms: keyManagement.endpoint,
      ...services.endpoints,
    },
    election: JSON.parse(readFileSync(electionFile, 'utf8')),
  })

  const endpoints = await endpointVariables(startProxy, deployment.endpoints)
  const lambdas = startLambdas({
    // The SDK sends requests to the queue's URL and ignores AWS_ENDPOINT_URL_SQS.
    functions: replaceInFunctions(
      app.functions,
      emulators.sqsEndpoint,
      String(endpoints.AWS_ENDPOINT_URL_SQS),
    ),
    commonEnvironment: {
      AWS_REGION: account.region,
      AWS_ACCESS_KEY_ID: clientDefaults.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: clientDefaults.credentials.secretAccessKey,
      ...endpoints,
      ...captchaVariables,
    },
    writeLine(functionName, line) {
      services.putLogLine(line)
      writeLine(functionName, line)
    },
  })
  stopTasks.push(lambdas.stop)
  runningLambdas = lambdas
  const receipts = startReceipts({
    app,
    lambdas,
    outcomeOf: handset.recordOutcome,
    delayMilliseconds: options.receiptDelayMilliseconds,
  })
  handset.onAccepted = receipts.schedule
  stopTasks.push(receipts.stop)
  stopTasks.push(startMailEvents(app, emulators, isTriggerEnabled).stop)

  const election = readElectionFile(electionFile)
  const runKeys = keysOfRun(secrets, deployment.outputs, election)
  const { sqsEndpoint, dynamodbEndpoint } = emulators
  const demoVoters = await enrolDemoVoters({
    ...{ election, keys: runKeys.keys, dynamodbEndpoint },
    votersTable: envVar(app, 'VOTERS_TABLE'),
    extraVoterCount: options.extraVoterCount ?? 0,
  })
  voters = demoVoters.voters

  const queuePollers = startQueuePollers({ ...app, lambdas, sqsEndpoint, isTriggerEnabled })
  stopTasks.push(queuePollers.stop)
  const consumers = app.streamConsumers
  const streams = startStreamPollers({ consumers, lambdas, dynamodbEndpoint, isTriggerEnabled })
  stopTasks.push(streams.stop)
  stopTasks.push(startSchedules(app.schedules, lambdas, isTriggerEnabled).stop)
  const voterSite = await startCloudFront({ app, lambdas, originHeaders, port })
  stopTasks.push(voterSite.close)
  const staff =
    staffSection && (await startStaff({ app, lambdas, secrets, originHeaders, port }, stopTasks))

  return {
    siteUrl,
    handsetUrl: localUrl(handset.port),
    mailboxUrl: localUrl(Number(new URL(emulators.sesEndpoint).port)),
    ...demoVoters,
    staff,
    handset,
    receipts,
    app,
    emulators,
    lambdas,
    ...runKeys,
  }
}

const localUrl = (port: number) => `http://localhost:${port}`

export function envVar({ functions }: Pick<SynthesisedApp, 'functions'>, name: string): string {
  const value = functions.map(({ environment }) => environment[name]).find((value) => value)
  if (!value) throw new Error(`No function of the app has the variable ${name}`)
  return value
}
