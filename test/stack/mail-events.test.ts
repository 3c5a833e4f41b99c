import { describe, expect, it } from 'vitest'
import { matchesPattern, transformEvent } from '../../local/app/event-patterns.ts'
import { readEventRule } from '../../local/app/read-triggers.ts'
import { type Resource, Template } from '../../local/app/template.ts'
import { type MailOutcome, sesEvent } from '../../local/mail/mail-outcomes.ts'
import { mailEventMessage } from '../../shared/contract/mail-events.ts'
import { aTakenMail } from '../builders/mail-events.ts'
import { now } from '../builders/values.ts'
import { place } from './local-app.ts'
import { findFunction, findResource, idOf, policiesOf, template, writersTo } from './templates.ts'

const written = new Template(template, place)
const [ofSes] = written.findAll('AWS::SES::ConfigurationSet') as [Resource]
const set = written.attribute(ofSes)
const { id: ruleId, Properties } = findResource(template, 'AWS::Events::Rule', 'MailEvents')
const [rule] = written
  .findAll('AWS::Events::Rule')
  .filter(({ id }) => id === ruleId)
  .flatMap((one) => readEventRule(written, one)) as [ReturnType<typeof readEventRule>[number]]
const tags = { address: 'a'.repeat(22), reissue: '8b606725-5ce0-4517-a16e-162a92a56f76' }

const outcomes: MailOutcome[] = [
  ...(['unknown', 'domain', 'refused', 'full', 'slow', 'complaint'] as const),
  ...(['suppressed', 'unclear'] as const),
]

describe('an event of SES', () => {
  it('leaves suppression list and sending to the settings of the account', () => {
    expect(ofSes.properties).toEqual({})
  })

  it.each(outcomes)('reaches the queue without an address: %s', (outcome) => {
    const event = sesEvent(aTakenMail({ configurationSet: set, tags }), outcome, now)
    expect(JSON.stringify(event)).toContain('alice@academie.example')
    expect(matchesPattern(rule.pattern, event)).toBe(true)
    const message = transformEvent(rule, event)
    expect(message).not.toMatch(/@|alice|academie/)
    const { addressId, reissueId, mailedAt } = mailEventMessage.parse(JSON.parse(message))
    expect({ address: addressId, reissue: reissueId, mailedAt }).toEqual({ ...tags, mailedAt: now })
  })

  it('takes voter and request from our own tags, whatever a mail server writes', () => {
    const event = sesEvent(aTakenMail({ configurationSet: set, tags }), 'unknown', now)
    const status = `5.1.1","addressId":"${'b'.repeat(22)}","eventType":"Complaint","at":"2020-01-01T00:00:00Z`
    const hostile = JSON.parse(JSON.stringify(event).replace('"5.1.1"', JSON.stringify(status)))
    const transformed = transformEvent(rule, hostile)
    expect(transformed).toContain('b'.repeat(22))
    const message = mailEventMessage.parse(JSON.parse(transformed))
    expect(message).toMatchObject({ addressId: tags.address, eventType: 'Bounce', at: now })
    const long = { ...JSON.parse(transformEvent(rule, event)), status: `5.1.1 ${'x'.repeat(500)}` }
    expect(mailEventMessage.parse(long).status).toHaveLength(100)
  })

  it('is ignored if it is of another election or of another kind', () => {
    const other = sesEvent(aTakenMail({ configurationSet: 'another' }), 'unknown', now)
    expect(matchesPattern(rule.pattern, other)).toBe(false)
    const delivered = sesEvent(aTakenMail({ configurationSet: set }), 'unknown', now)
    expect(matchesPattern(rule.pattern, { ...delivered, 'detail-type': 'Email Delivered' })).toBe(
      false,
    )
    expect(matchesPattern(rule.pattern, { ...delivered, source: 'aws.other' })).toBe(false)
  })

  it('enters the queue through its rule only', () => {
    const [target] = Properties.Targets
    const { queueId, writers } = writersTo('MailEventQueue')
    expect(idOf(target.Arn)).toBe(queueId)
    expect(writers).toHaveLength(1)
    expect(writers[0]).toMatchObject({
      Principal: { Service: 'events.amazonaws.com' },
      Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [ruleId, 'Arn'] } } },
    })
    expect(writers[0].Action).toContain('sqs:SendMessage')
  })

  it('comes from the configuration set that every e-mail must name', () => {
    const { MAIL_CONFIGURATION_SET } =
      findFunction('DeliveryMailVoters').Properties.Environment.Variables
    expect(MAIL_CONFIGURATION_SET).toEqual({ Ref: ofSes.id })
    const sets = policiesOf('DeliveryMailVotersRole').filter((statement) =>
      JSON.stringify(statement).includes('configuration-set'),
    )
    expect(sets).toHaveLength(1)
    expect(sets[0].Resource['Fn::Join'][1].slice(-2)).toEqual([
      ':configuration-set/',
      { Ref: ofSes.id },
    ])
  })
})
