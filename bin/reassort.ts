import { join, resolve } from 'node:path'
import { App } from 'aws-cdk-lib'
import { edgeBefore } from '../lib/edge-stack.ts'
import { readElectionFile } from '../lib/election-file.ts'
import { ReassortStack } from '../lib/reassort-stack.ts'
import { ElectionError } from '../shared/domain/election.ts'

// The CDK app: `cdk deploy` runs it. Another election: `cdk deploy -c election=path/to/election.json`.
const app = new App()
const electionFile = resolve(
  app.node.tryGetContext('election') ?? join(import.meta.dirname, '..', 'election.json'),
)
try {
  const election = readElectionFile(electionFile)
  const edge = edgeBefore(app, 'Reassort', election, process.env.CDK_DEFAULT_REGION)
  new ReassortStack(app, 'Reassort', { election, electionFile, edge })
} catch (error) {
  if (!(error instanceof ElectionError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
