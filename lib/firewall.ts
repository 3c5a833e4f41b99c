import { type Duration, Stack } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2'
import { Construct } from 'constructs'
import type { Election } from '../shared/domain/election/election.ts'
import { Problem, problemBody } from '../shared/runtime/problem.ts'
import { tooManyRequestsPage } from '../shared/texts/account/too-many-requests.ts'

type Statement = CfnWebACL.StatementProperty

interface RateRule {
  name: string
  /** Requests from one address in any five minutes. */
  most: number
  of: Statement
  /** How the answer to whoever sends more is written. */
  answer: 'problem' | 'page'
}

const retryAfterSeconds = 300

// A whole academy can come from one address. The largest is taken for a tenth of the country: 10,000 of the
// 100,000 first connections of the first quarter of an hour, half of them in its busiest five minutes, 5,000.
// Each limit is three times what these need, so that no hurry of voters reaches it. It stops one machine, and
// no more: what comes from thousands of addresses is left to the gateway's throttles.
const rateRules: readonly RateRule[] = [
  // 5,000 × 1.1: one in ten asks again.
  { name: 'Links', most: 16_500, of: path('/api/account/link'), answer: 'problem' },
  {
    // 5,000 × 1.3 tries.
    name: 'SignIns',
    most: 19_500,
    of: { orStatement: { statements: [path('/api/session'), path('/api/booth/session')] } },
    answer: 'problem',
  },
  // A tenth of 30,000 an hour is 250 in five minutes; × 3 in the busiest, × 2 tries.
  { name: 'Reissues', most: 4500, of: path('/api/reissues'), answer: 'problem' },
  {
    // 5,000 × 0.25 new browsers that need one, 500 in the booth, 250 requests × 3 × 2: a route takes 125 a second of all.
    name: 'Codes',
    most: 9750,
    of: { orStatement: { statements: [path('/api/captchas'), path('/api/session/captchas')] } },
    answer: 'problem',
  },
  {
    // One in ten of those 3,250 is listened to, in up to three ranges of bytes.
    name: 'Sounds',
    most: 2930,
    of: path('/api/captcha-sounds/', 'STARTS_WITH'),
    answer: 'problem',
  },
  {
    // 5,000 × 8 calls (link, its wait, password, sign-in, space), and 250 reissues followed 36 times.
    name: 'Api',
    most: 147_000,
    of: path('/api/', 'STARTS_WITH'),
    answer: 'problem',
  },
  {
    // 5,000 × 24 files, when no browser has any of them yet.
    name: 'Pages',
    most: 360_000,
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
    const problem = problemBody(new Problem('too-many-attempts', { retryAfterSeconds }))
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

function rateRule({ name, most, of, answer }: RateRule, priority: number) {
  return {
    name,
    priority,
    statement: {
      rateBasedStatement: {
        limit: most,
        evaluationWindowSec: 300,
        aggregateKeyType: 'IP',
        scopeDownStatement: of,
      },
    },
    action: {
      block: {
        customResponse: {
          responseCode: 429,
          customResponseBodyKey: answer,
          responseHeaders: [{ name: 'retry-after', value: String(retryAfterSeconds) }],
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
