import { join, resolve } from 'node:path'
import { App } from 'aws-cdk-lib'
import { addElection } from '../lib/election-stacks.ts'
import { ElectionError } from '../shared/domain/election/election.ts'

// The CDK app: `cdk deploy --all` runs it. Another election: `-c election=path/to/election.json`.
const app = new App()
const electionFile = resolve(
  app.node.tryGetContext('election') ?? join(import.meta.dirname, '..', 'election.json'),
)
try {
  addElection(app, electionFile)
} catch (error) {
  if (!(error instanceof ElectionError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
