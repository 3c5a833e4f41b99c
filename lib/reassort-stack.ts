import { CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Election } from '../functions/domain/election.ts'
import { Api } from './api.ts'
import { Delivery } from './delivery.ts'
import { ReissueQueue } from './reissue-queue.ts'
import { Secrets } from './secrets.ts'
import { Site } from './site.ts'
import { Tables } from './tables.ts'

interface ReassortProps {
  election: Election
  /** Path of the file that `election` was read from. */
  electionFile: string
}

/** One election's whole service. */
export class ReassortStack extends Stack {
  constructor(scope: Construct, id: string, { election, electionFile }: ReassortProps) {
    super(scope, id, { description: `Réassort: ${election.title}` })
    const defaults = { electionFile }
    const tables = new Tables(this, 'Tables')
    const secrets = new Secrets(this, 'Secrets')
    // A message must not overtake the transaction that it belongs to, hence one second at least.
    const smsQueue = new ReissueQueue(this, 'Sms', {
      delay: Duration.seconds(Math.max(1, election.smsDelaySeconds)),
    })
    const confirmationQueue = new ReissueQueue(this, 'Confirmation', { delay: Duration.seconds(1) })
    const wiring = { defaults, tables, secrets, smsQueue, confirmationQueue }
    const api = new Api(this, 'Api', wiring)
    new Delivery(this, 'Delivery', { ...wiring, election })
    const site = new Site(this, 'Site', { election, secrets, apiEndpoint: api.endpoint })
    new CfnOutput(this, 'SiteUrl', { value: site.url })
  }
}
