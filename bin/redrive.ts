import { parseArgs } from 'node:util'
import { SQSClient } from '@aws-sdk/client-sqs'
import { queuesWithDeadLetters, redrive } from '../shared/adapters/sqs-dead-letters.ts'
import { DeploymentError, openLocalRun } from '../team/deployment.ts'

// `npm run redrive`: puts what the DLQs hold back on their queues. `npm run redrive -- --help` says more.

const help = `Puts the messages of the dead-letter queues back on their queues, once the cause is gone.

  npm run redrive [-- --stack NAME | --local PORT]

  --stack NAME   the election's stack ("Reassort")
  --local PORT   of the voter site of npm start on this machine, in its place

Running it twice does no harm: consumers drop what is done. Messages that no consumer can read stay where
they are. It takes the region and the account of your AWS credentials.`

class UsageError extends Error {}

try {
  const { stack, local, help: helpAsked } = readArguments()
  if (helpAsked) console.log(help)
  else if (local === undefined) await redriveAll(new SQSClient(), stack)
  else await redriveLocally(Number(local))
} catch (error) {
  if (!(error instanceof Error)) throw error
  console.error(
    error instanceof UsageError || error instanceof DeploymentError
      ? error.message
      : `The queues could not be read. Check AWS_REGION and your credentials.\n${error.name}: ${error.message}`,
  )
  process.exitCode = 1
}

async function redriveLocally(port: number): Promise<void> {
  const deployment = await openLocalRun(port)
  try {
    await redriveAll(deployment.sqs, undefined)
  } finally {
    deployment.close()
  }
}

async function redriveAll(sqs: SQSClient, stack: string | undefined): Promise<void> {
  const queues = await queuesWithDeadLetters(sqs, stack)
  if (queues.length === 0) {
    throw new UsageError(`No queue with a DLQ belongs to the stack "${stack ?? 'of this machine'}"`)
  }
  // At once: one that is empty says so after a second.
  await Promise.all(
    queues.map(async (queue) => {
      const { moved, kept } = await redrive(sqs, queue)
      console.log(`${queue.name}: ${moved} back, ${kept.length} unreadable`)
      for (const messageId of kept) console.log(`  unreadable, left in the DLQ: ${messageId}`)
    }),
  )
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        stack: { type: 'string', default: 'Reassort' },
        local: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${help}`)
  }
}
