import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { App } from 'aws-cdk-lib'
import { guardrailsOf } from '../lib/account/guardrails.ts'
import { PipelineStack } from '../lib/account/pipeline-stack.ts'
import { addElection } from '../lib/election-stacks.ts'
import { ElectionError } from '../shared/domain/election/parse-election.ts'
import { readElectionFile } from '../shared/tooling/election-file.ts'

const app = new App()
const contextValue = (name: string): string | undefined => app.node.tryGetContext(name)
const electionFile = resolve(
  contextValue('election') ?? join(import.meta.dirname, '..', 'election.json'),
)
try {
  const [connectionArn, account] = [contextValue('connection'), contextValue('account')]
  if (connectionArn) {
    new PipelineStack(app, {
      connectionArn: connectionArn,
      election: readElectionFile(electionFile),
      branch: contextValue('branch') ?? 'main',
      repository: contextValue('repository') ?? '',
      electionFile: contextValue('election') ?? 'election.json',
      approvers: contextValue('approvers')?.split(',') ?? [],
    })
  } else addElection(app, electionFile)
  if (account) {
    const { stacks, directory } = app.synth()
    const templates = Object.fromEntries(stacks.map((stack) => [stack.stackName, stack.template]))
    const policies = guardrailsOf({ election: readElectionFile(electionFile), account, templates })
    for (const [name, policy] of Object.entries(policies)) {
      // The JSON has no indentation, because AWS limits the size of an organisation's policies.
      writeFileSync(join(directory, `${name}.json`), JSON.stringify(policy))
    }
  }
} catch (error) {
  if (!(error instanceof ElectionError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
