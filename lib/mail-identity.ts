import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import type { Election } from '../shared/domain/election/election.ts'

/** The identity is retained, because verifying it takes a link or DNS records, and another election may use it. */
export class MailIdentity extends Construct {
  constructor(scope: Construct, id: string, { from, identity }: Election['mail']) {
    super(scope, id)
    if (identity === 'address') {
      new EmailIdentity(this, 'MailSender', { identity: Identity.email(from) }).applyRemovalPolicy(
        RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      )
      return
    }
    const domain = from.slice(from.lastIndexOf('@') + 1)
    const mailFromDomain = `bounce.${domain}`
    const emailIdentity = new EmailIdentity(this, 'MailDomain', {
      identity: Identity.domain(domain),
      mailFromDomain,
    })
    emailIdentity.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
    const { region } = Stack.of(this)
    const dnsRecords = [
      ...emailIdentity.dkimRecords.map(({ name, value }) => `${name} CNAME ${value}`),
      `${mailFromDomain} MX 10 feedback-smtp.${region}.amazonses.com`,
      `${mailFromDomain} TXT "v=spf1 include:amazonses.com ~all"`,
      // A stricter policy could send e-mails of the domain's other senders to spam.
      `_dmarc.${domain} TXT "v=DMARC1; p=none"`,
    ]
    const outputSuffixes = ['Dkim1', 'Dkim2', 'Dkim3', 'MailFromMx', 'MailFromSpf', 'Dmarc']
    for (const [index, name] of outputSuffixes.entries()) {
      new CfnOutput(scope, `Dns${name}`, {
        value: String(dnsRecords[index]),
        description: `A DNS record of ${domain}`,
      })
    }
  }
}
