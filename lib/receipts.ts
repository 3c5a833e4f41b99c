import { CustomResource, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import { resources as recordReceipt } from '../functions/record-receipt/resources.ts'
import { smsResourceNames } from '../shared/contract/sms-resource-names.ts'
import { type FunctionContext, FunctionWithRights } from './function-with-rights.ts'

export class Receipts extends Construct {
  constructor(scope: Construct, id: string, context: FunctionContext) {
    super(scope, id)
    new FunctionWithRights(this, 'RecordReceipt', recordReceipt, context)
    const stack = Stack.of(this)
    const topicArn = stack.formatArn({ service: 'sns', resource: smsResourceNames.receiptsTopic })
    const topic = Topic.fromTopicArn(this, 'Receipts', topicArn)
    const { queue } = context.queues.receipt
    topic.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true }))

    const { smsMonthlySpendUsd } = context.election
    if (smsMonthlySpendUsd === undefined) return
    new CustomResource(this, 'SpendLimit', {
      resourceType: 'Custom::SmsSpendLimit',
      serviceToken: stack.formatArn({
        service: 'lambda',
        resource: `function:${smsResourceNames.attributesSetter}`,
      }),
      // Another election may need the limit, and the function's stack may be deleted before this one.
      removalPolicy: RemovalPolicy.RETAIN,
      properties: { AtLeastUsd: smsMonthlySpendUsd },
    })
  }
}
