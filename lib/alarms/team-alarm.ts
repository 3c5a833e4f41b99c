import { Stack } from 'aws-cdk-lib'
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'
import { type AlarmName, alarmTexts } from '../../shared/texts/alarms.ts'

export interface AlarmCondition {
  metric: IMetric
  maximum?: number
  minimum?: number
  evaluationPeriods?: number
}

export function addTeamTopic(scope: Construct, email: string | undefined): Topic {
  const topic = new Topic(scope, 'Team', { enforceSSL: true })
  // A topic policy replaces SNS's default policy, which lets the account's alarms publish.
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  )
  if (email) topic.addSubscription(new EmailSubscription(email))
  return topic
}

export function addTeamAlarm(
  scope: Construct,
  name: AlarmName,
  topic: Topic,
  { metric, maximum = 0, minimum, evaluationPeriods = 1 }: AlarmCondition,
): Alarm {
  const thresholdProps =
    minimum === undefined
      ? {
          threshold: maximum,
          comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
          treatMissingData: TreatMissingData.NOT_BREACHING,
        }
      : {
          threshold: minimum,
          comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
          treatMissingData: TreatMissingData.BREACHING,
        }
  const alarm = new Alarm(scope, name, {
    metric,
    ...thresholdProps,
    evaluationPeriods,
    datapointsToAlarm: 1,
    alarmDescription: `${alarmTexts[name].sentence} docs/runbook.md#${alarmTexts[name].remedy}`,
  })
  const mailAction = new SnsAction(topic)
  alarm.addAlarmAction(mailAction)
  alarm.addOkAction(mailAction)
  return alarm
}
