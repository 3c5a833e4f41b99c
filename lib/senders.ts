import { Duration } from 'aws-cdk-lib'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'
import { resources as mailVoters } from '../functions/mail-voters/resources.ts'
import { resources as requeueOverdueReissues } from '../functions/requeue-overdue-reissues/resources.ts'
import { resources as sendIdentifier } from '../functions/send-identifier/resources.ts'
import { resources as watchVote } from '../functions/watch-vote/resources.ts'
import { senderCount } from '../shared/domain/rate-limiter.ts'
import { allow } from './account/policies.ts'
import { type FunctionContext, FunctionWithRights } from './function-with-rights.ts'

interface SendersProps {
  context: FunctionContext
  siteUrl: string
}

export class Senders extends Construct {
  readonly requeueOverdueReissues: FunctionWithRights
  readonly watchVote: FunctionWithRights
  readonly minuteRule: Rule

  constructor(scope: Construct, id: string, { context, siteUrl }: SendersProps) {
    super(scope, id)
    const { smsPerSecond, mailsPerSecond } = context.election
    new FunctionWithRights(this, 'SendIdentifier', sendIdentifier, context, {
      maxConcurrency: { sms: senderCount('sms', smsPerSecond) },
      settings: { SITE_URL: siteUrl },
    })

    new FunctionWithRights(this, 'MailVoters', mailVoters, context, {
      maxConcurrency: {
        mail: senderCount('cancel-link', mailsPerSecond),
        link: senderCount('password-link', mailsPerSecond),
        news: senderCount('news', mailsPerSecond),
      },
      settings: { SITE_URL: siteUrl },
    })

    // A retried run may overlap the next one, so two concurrent runs are reserved.
    const scheduledOptions = { timeout: Duration.seconds(55), reservedConcurrency: 2 }
    this.requeueOverdueReissues = new FunctionWithRights(
      this,
      'RequeueOverdueReissues',
      requeueOverdueReissues,
      context,
      scheduledOptions,
    )
    this.watchVote = new FunctionWithRights(this, 'WatchVote', watchVote, context, scheduledOptions)
    allow(this.watchVote, ['cloudwatch:GetMetricData', 'cloudwatch:DescribeAlarms'], ['*'])
    this.minuteRule = new Rule(this, 'EveryMinute', {
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [this.requeueOverdueReissues, this.watchVote].map(
        (target) => new LambdaFunction(target),
      ),
    })
  }
}
