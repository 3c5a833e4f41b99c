import { Stack } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2'
import { Construct } from 'constructs'
import type { Election } from '../shared/domain/election/election.ts'
import { Problem, problemBody } from '../shared/runtime/problem.ts'
import { tooManyRequestsPage } from '../shared/texts/account/too-many-requests.ts'
import {
  firewallLimits,
  firewallWindowSeconds,
  perRouteRules,
  type RateRuleName,
} from './firewall-limits.ts'
import { pathsOf } from './route-throttles.ts'

type Statement = CfnWebACL.StatementProperty

const pathMatch = {
  // Paths are decoded and normalised, so that another spelling does not evade a rule.
  fieldToMatch: { uriPath: {} },
  textTransformations: [
    { priority: 0, type: 'URL_DECODE' },
    { priority: 1, type: 'NORMALIZE_PATH' },
  ],
}
const apiPaths: Statement = {
  byteMatchStatement: { ...pathMatch, positionalConstraint: 'STARTS_WITH', searchString: '/api/' },
}

export class Firewall extends Construct {
  readonly webAclArn: string
  readonly blockedRequests: Metric

  constructor(scope: Construct, id: string, election: Election) {
    super(scope, id)
    const name = Stack.of(this).stackName
    const details = { retryAfterSeconds: firewallWindowSeconds }
    const problem = problemBody(new Problem('too-many-attempts', details))
    const webAcl = new CfnWebACL(this, 'WebAcl', {
      name,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visibilityConfigOf(name),
      customResponseBodies: {
        problem: { contentType: 'APPLICATION_JSON', content: JSON.stringify(problem) },
        page: { contentType: 'TEXT_HTML', content: tooManyRequestsPage(election) },
      },
      rules: (Object.keys(firewallLimits) as RateRuleName[]).map(rateRule),
    })
    this.webAclArn = webAcl.attrArn
    this.blockedRequests = new Metric({
      namespace: 'AWS/WAFV2',
      metricName: 'BlockedRequests',
      dimensionsMap: { WebACL: name, Rule: 'ALL' },
      statistic: 'Sum',
    })
  }
}

function rateRule(name: RateRuleName, priority: number) {
  const { textTransformations } = pathMatch
  const keys = [{ ip: {} }, { httpMethod: {} }, { uriPath: { textTransformations } }]
  return {
    name,
    priority,
    statement: {
      rateBasedStatement: {
        limit: firewallLimits[name],
        evaluationWindowSec: firewallWindowSeconds,
        ...(perRouteRules.includes(name)
          ? { aggregateKeyType: 'CUSTOM_KEYS', customKeys: keys }
          : { aggregateKeyType: 'IP' }),
        scopeDownStatement: scopeStatement(name),
      },
    },
    action: {
      block: {
        customResponse: {
          responseCode: 429,
          customResponseBodyKey: name === 'Pages' ? 'page' : 'problem',
          responseHeaders: [{ name: 'retry-after', value: String(firewallWindowSeconds) }],
        },
      },
    },
    visibilityConfig: visibilityConfigOf(name),
  }
}

function scopeStatement(name: RateRuleName): Statement {
  if (name === 'Api') return apiPaths
  if (name === 'Pages') return { notStatement: { statement: apiPaths } }
  const paths = pathsOf(name).map((path) => path.replace(/\{.*?\}/g, '[^/]+'))
  return { regexMatchStatement: { ...pathMatch, regexString: `^(${paths.join('|')})$` } }
}

function visibilityConfigOf(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return {
    metricName,
    cloudWatchMetricsEnabled: true,
    // Sampled requests would show voters' cookies.
    sampledRequestsEnabled: false,
  }
}
