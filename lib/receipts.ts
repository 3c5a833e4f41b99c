import { ArnFormat, CustomResource, Stack } from 'aws-cdk-lib'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import { resources as recordReceipt } from '../functions/record-receipt/resources.ts'
import { smsNames } from '../shared/contract/sms-names.ts'
import { type FunctionContext, FunctionWithRights } from './function-with-rights.ts'

export class Receipts extends Construct {
  constructor(scope: Construct, id: string, context: FunctionContext) {
    super(scope, id)
    new FunctionWithRights(this, 'RecordReceipt', recordReceipt, context)
    const stack = Stack.of(this)
    const topic = Topic.fromTopicArn(
      this,
      'Receipts',
      stack.formatArn({ service: 'sns', resource: smsNames.receiptsTopic }),
    )
    const { queue } = context.queues.receipt
    topic.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true }))

    const { smsMonthlySpendUsd } = context.election
    if (smsMonthlySpendUsd === undefined) return
    new CustomResource(this, 'SpendLimit', {
      resourceType: 'Custom::SmsSpendLimit',
      serviceToken: stack.formatArn({
        service: 'lambda',
        resource: 'function',
        resourceName: smsNames.attributesSetter,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
      properties: { AtLeastUsd: smsMonthlySpendUsd },
    })
  }
}
