import { EventBus, Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { type ConfigurationSet, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import { resources as recordMailEvent } from '../functions/record-mail-event/resources.ts'
import {
  mailEventPaths,
  mailEventTemplate,
  mailEventTypes,
} from '../shared/contract/mail-events.ts'
import { type FunctionContext, FunctionWithRights } from './function-with-rights.ts'

export class MailEvents extends Construct {
  readonly failures: Rule

  constructor(
    scope: Construct,
    id: string,
    context: FunctionContext & { configurationSet: ConfigurationSet },
  ) {
    super(scope, id)
    new FunctionWithRights(this, 'RecordMailEvent', recordMailEvent, context)
    const { configurationSet, queues } = context
    const { BOUNCE, COMPLAINT, DELIVERY_DELAY } = EmailSendingEvent
    const bus = EventBus.fromEventBusName(this, 'DefaultBus', 'default')
    configurationSet.addEventDestination('Failures', {
      destination: EventDestination.eventBus(bus),
      events: [BOUNCE, COMPLAINT, DELIVERY_DELAY],
    })
    const message = { inputPathsMap: mailEventPaths, inputTemplate: mailEventTemplate }
    this.failures = new Rule(this, 'Failures', {
      eventPattern: {
        source: ['aws.ses'],
        detailType: Object.keys(mailEventTypes),
        detail: {
          mail: { tags: { 'ses:configuration-set': [configurationSet.configurationSetName] } },
        },
      },
      targets: [new SqsQueue(queues.mailEvent.queue, { message: { bind: () => message } })],
    })
  }
}
