import { type Duration, Stack } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2'
import { Construct } from 'constructs'
import type { Election } from '../shared/domain/election/election.ts'
import { Problem, problemBody } from '../shared/runtime/problem.ts'
import { tooManyRequestsPage } from '../shared/texts/account/too-many-requests.ts'
import { firewallLimits, firewallWindowSeconds } from './firewall-limits.ts'

type Statement = CfnWebACL.StatementProperty

interface RateRule {
  name: keyof typeof firewallLimits
  of: Statement
  /** How the answer to whoever sends more is written. */
  answer: 'problem' | 'page'
}

/** What each limit counts, and in the order in which it is counted. */
const rateRules: readonly RateRule[] = [
  { name: 'Links', of: path('/api/account/link'), answer: 'problem' },
  {
    name: 'SignIns',
    of: { orStatement: { statements: [path('/api/session'), path('/api/booth/session')] } },
    answer: 'problem',
  },
  { name: 'Reissues', of: path('/api/reissues'), answer: 'problem' },
  {
    name: 'Codes',
    of: { orStatement: { statements: [path('/api/captchas'), path('/api/session/captchas')] } },
    answer: 'problem',
  },
  { name: 'Sounds', of: path('/api/captcha-sounds/', 'STARTS_WITH'), answer: 'problem' },
  { name: 'Api', of: path('/api/', 'STARTS_WITH'), answer: 'problem' },
  {
    name: 'Pages',
    of: { notStatement: { statement: path('/api/', 'STARTS_WITH') } },
    answer: 'page',
  },
]

/** What CloudFront asks of each request before anything else: it must not come from an address that sends far too many. */
export class Firewall extends Construct {
  readonly webAclArn: string
  private readonly name = Stack.of(this).stackName

  constructor(scope: Construct, id: string, election: Election) {
    super(scope, id)
    const problem = problemBody(
      new Problem('too-many-attempts', {
        retryAfterSeconds: firewallWindowSeconds,
      }),
    )
    const webAcl = new CfnWebACL(this, 'WebAcl', {
      name: this.name,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visibility(this.name),
      customResponseBodies: {
        problem: { contentType: 'APPLICATION_JSON', content: JSON.stringify(problem) },
        page: { contentType: 'TEXT_HTML', content: tooManyRequestsPage(election) },
      },
      rules: [
        ...rateRules.map(rateRule),
        {
          // Counted only: a home or a telephone network whose address is on the list holds voters too.
          name: 'IllReputed',
          priority: rateRules.length,
          statement: {
            managedRuleGroupStatement: {
              vendorName: 'AWS',
              name: 'AWSManagedRulesAmazonIpReputationList',
            },
          },
          overrideAction: { count: {} },
          visibilityConfig: visibility('IllReputed'),
        },
      ],
    })
    this.webAclArn = webAcl.attrArn
  }

  /** Requests that got no further. */
  blockedRequests(period: Duration): Metric {
    return new Metric({
      namespace: 'AWS/WAFV2',
      metricName: 'BlockedRequests',
      dimensionsMap: { WebACL: this.name, Rule: 'ALL' },
      period,
      statistic: 'Sum',
    })
  }
}

function rateRule({ name, of, answer }: RateRule, priority: number) {
  return {
    name,
    priority,
    statement: {
      rateBasedStatement: {
        limit: firewallLimits[name],
        evaluationWindowSec: firewallWindowSeconds,
        aggregateKeyType: 'IP',
        scopeDownStatement: of,
      },
    },
    action: {
      block: {
        customResponse: {
          responseCode: 429,
          customResponseBodyKey: answer,
          responseHeaders: [{ name: 'retry-after', value: String(firewallWindowSeconds) }],
        },
      },
    },
    visibilityConfig: visibility(name),
  }
}

/** The path, whichever way it is written. */
function path(searchString: string, positionalConstraint = 'EXACTLY'): Statement {
  return {
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint,
      searchString,
      textTransformations: [
        { priority: 0, type: 'URL_DECODE' },
        { priority: 1, type: 'NORMALIZE_PATH' },
      ],
    },
  }
}

function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return {
    metricName,
    cloudWatchMetricsEnabled: true,
    // Samples show the cookies of voters.
    sampledRequestsEnabled: false,
  }
}
