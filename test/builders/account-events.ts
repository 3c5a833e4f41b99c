// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stack-status-change.html

import { accountEventPaths } from '../../shared/contract/account-events.ts'

export const account = '000000000000'
const eventId = 'f5a4f3d6-0f0c-4f4b-8b5b-2f8c2f3b1a11'
export const callId = '7d1c7b2e-0b43-4f0e-9c80-8f8d7d2b1a22'

type Parameters = Record<string, unknown> | null

interface Call {
  response?: Parameters
  reads?: boolean
  isData?: true
  error?: string
  from?: string
  by?: object
}

export function sessionOf(role: string, session = 'alice', path = '') {
  return {
    type: 'AssumedRole',
    principalId: `AROAEXAMPLE:${session}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
    sessionContext: {
      sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${account}:role/${path}${role}` },
    },
  }
}

/** @param called service and name: `iam.PutRolePolicy` */
export function aCall(called: string, parameters: Parameters = null, call: Call = {}) {
  const [service, name] = called.split('.')
  return {
    version: '0',
    id: eventId,
    'detail-type': 'AWS API Call via CloudTrail',
    source: `aws.${service}`,
    account,
    time: '2026-11-28T12:00:00Z',
    region: 'eu-west-3',
    resources: [],
    detail: {
      eventVersion: '1.11',
      userIdentity: call.by ?? sessionOf('Administrator'),
      eventSource: `${service}.amazonaws.com`,
      eventName: name,
      sourceIPAddress: call.from ?? '192.0.2.1',
      ...(call.error && { errorCode: call.error, errorMessage: 'secret words of AWS' }),
      requestParameters: parameters,
      responseElements: call.response ?? null,
      readOnly: call.reads ?? false,
      managementEvent: !call.isData,
      eventID: callId,
    },
  }
}

export function aStackState(stackId: string, status: string) {
  return {
    version: '0',
    id: eventId,
    'detail-type': 'CloudFormation Stack Status Change',
    source: 'aws.cloudformation',
    account,
    time: '2026-11-28T12:00:00Z',
    region: 'eu-west-3',
    resources: [stackId],
    detail: {
      'stack-id': stackId,
      'status-details': { status, 'status-reason': '' },
      'client-request-token': '',
    },
  }
}

export function anAccountEvent(changes: Record<string, unknown> = {}) {
  const empty = Object.fromEntries(Object.keys(accountEventPaths).map((name) => [name, '']))
  return { ...empty, kind: 'rights', id: crypto.randomUUID(), at: new Date(), ...changes }
}
