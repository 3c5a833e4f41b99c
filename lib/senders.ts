import { Duration } from 'aws-cdk-lib'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'
import { resources as confirmByEmail } from '../functions/confirm-by-email/resources.ts'
import { resources as mailPasswordLink } from '../functions/mail-password-link/resources.ts'
import { resources as requeueOverdueReissues } from '../functions/requeue-overdue-reissues/resources.ts'
import { resources as sendIdentifier } from '../functions/send-identifier/resources.ts'
import { resources as tellByEmail } from '../functions/tell-by-email/resources.ts'
import { type FunctionContext, JourneyFunction } from './journey-function.ts'
import { linkSendersFor, mailSendersFor, rateSharesOf } from './rate-shares.ts'

interface SendersProps {
  context: FunctionContext
  /** Address of the voters' pages, without a slash at its end. */
  siteUrl: string
}

/** What happens once a request is accepted: the e-mail, the SMS, and the sweep that forgets neither. */
export class Senders extends Construct {
  readonly sendIdentifier: JourneyFunction
  readonly confirmByEmail: JourneyFunction
  readonly mailPasswordLink: JourneyFunction
  readonly tellByEmail: JourneyFunction
  readonly requeueOverdueReissues: JourneyFunction

  constructor(scope: Construct, id: string, { context, siteUrl }: SendersProps) {
    super(scope, id)
    const { smsPerSecond, mailsPerSecond } = context.election
    const sms = rateSharesOf(smsPerSecond)
    this.sendIdentifier = new JourneyFunction(this, 'SendIdentifier', sendIdentifier, context, {
      maxConcurrency: sms.senders,
      settings: { SMS_PER_SECOND: String(sms.perSecondEach) },
    })

    // Each kind of mail can use the whole rate when the others need none of it.
    const mailers = {
      maxConcurrency: mailSendersFor(mailsPerSecond),
      settings: { SITE_URL: siteUrl },
    }
    this.confirmByEmail = new JourneyFunction(
      this,
      'ConfirmByEmail',
      confirmByEmail,
      context,
      mailers,
    )
    this.mailPasswordLink = new JourneyFunction(
      this,
      'MailPasswordLink',
      mailPasswordLink,
      context,
      { ...mailers, maxConcurrency: linkSendersFor(mailsPerSecond) },
    )
    this.tellByEmail = new JourneyFunction(this, 'TellByEmail', tellByEmail, context, mailers)

    this.requeueOverdueReissues = new JourneyFunction(
      this,
      'RequeueOverdueReissues',
      requeueOverdueReissues,
      context,
      // Two: a run that is tried again may meet the next one.
      {
        timeout: Duration.seconds(55),
        reserves: 2,
      },
    )
    new Rule(this, 'EveryMinute', {
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(this.requeueOverdueReissues)],
    })
  }
}
