import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { findResource, resourcesOf, statementsIn, withoutHash } from './templates.ts'
import { allOptions, allOptionsButStaff, staff, templatesOf, withApp } from './whole-app.ts'

const without = templatesOf(allOptionsButStaff)
const withStaff = templatesOf(allOptions)
const main = withStaff.Reassort

const assistanceFunctions =
  /^Api(CreateFileCode|ShowNoticeEnd|HttpApi(POSTapifilecode|GETapinoticeend))/

const isOfStaff = (id: string) =>
  /^(Staff|SecretsStaffClientSecret|SecretsFileCodeKey)/.test(id) || assistanceFunctions.test(id)

it('an election that names no staff has no resource and no output for staff', () => {
  for (const template of Object.values(without)) {
    expect(Object.keys(template.Resources).filter(isOfStaff)).toEqual([])
    expect(JSON.stringify(template.Outputs ?? {})).not.toContain('Staff')
  }
})

describe('an election that names staff', () => {
  it('leaves the data stack unchanged, so that staff can be removed again', () => {
    expect(withStaff['Reassort-Data']).toEqual(without['Reassort-Data'])
  })

  const distributionOf = (site: string) =>
    findResource(main, 'AWS::CloudFront::Distribution', site).id

  it('gives the voters’ functions no other right, and leaves their routes alone', () => {
    const now = statementsIn(main)
    for (const [role, statements] of statementsIn(without.Reassort)) {
      if (role.startsWith('CustomCDK') || withoutHash(role) === 'TeamRolesDeployer') continue
      if (role.startsWith('TeamFunctionComputeForTeam')) {
        const more = now
          .get(role)
          ?.filter((one) => !statements.some((had) => isDeepStrictEqual(had, one)))
        expect(more).toHaveLength(1)
        expect(more?.[0]).toMatchObject({
          Action: ['cloudfront:GetDistribution', 'cloudfront:UpdateDistribution'],
          Resource: [
            { 'Fn::Join': ['', expect.arrayContaining([{ Ref: distributionOf('Site') }])] },
            { 'Fn::Join': ['', expect.arrayContaining([{ Ref: distributionOf('StaffSite') }])] },
          ],
        })
        continue
      }
      expect(now.get(role), role).toEqual(statements)
    }
    const routesOf = (template = main) =>
      resourcesOf(template, 'AWS::ApiGatewayV2::Route').filter(([id]) => !isOfStaff(id))
    expect(routesOf()).toEqual(routesOf(without.Reassort))
  })

  it('has an alarm on the failures of its API', () => {
    const { id, Properties } = findResource(main, 'AWS::CloudWatch::Alarm', 'AlarmsFailingStaffApi')
    const { id: apiId } = findResource(main, 'AWS::ApiGatewayV2::Api', 'Staff')
    expect(Properties).toMatchObject({
      MetricName: '5xx',
      Dimensions: [{ Name: 'ApiId', Value: { Ref: apiId } }],
    })
    expect(without.Reassort?.Resources).not.toHaveProperty(id)
  })

  const writers = {
    AssistVoter: {
      may: ['Voters UpdateItem', 'Reissues UpdateItem', 'Phones UpdateItem', 'SmsDays UpdateItem'],
      never: /password(Hash|Change)|identifier|email/,
      approvals: ['lift-both-lost', 'print-notice'],
    },
    IdentifyAndRepair: {
      may: ['Voters UpdateItem', 'Voters DeleteItem', 'PasswordLinks UpdateItem'],
      never: /identifier|passwordChange/i,
      approvals: ['repair'],
    },
    PrintNotice: {
      may: ['Voters UpdateItem'],
      never: /passwordHash|email|smsCount|phone/,
      approvals: ['print-notice'],
    },
  }

  it("writes to the voters' tables only the actions of staff, and an identifier where one is made", () => {
    for (const [role, statements] of statementsIn(main)) {
      if (!role.startsWith('StaffApi')) continue
      for (const { Action, Resource, Condition } of statements) {
        const [, table] =
          /ImportValue.*?Tables(\w+?)[0-9A-F]{8}/.exec(JSON.stringify(Resource)) ?? []
        const writes = [Action]
          .flat()
          .filter((one: string) => /dynamodb:(Put|Update|Delete)/.test(one))
        if (!table || writes.length === 0) continue
        const [, { may, never, approvals } = { may: [], never: /^/, approvals: [] }] =
          Object.entries(writers).find(([name]) => role.startsWith(`StaffApi${name}`)) ?? []
        if (table === 'Approvals') {
          expect(Condition).toEqual({
            'ForAllValues:StringLike': {
              'dynamodb:LeadingKeys': approvals.map((kind) => `staff/${kind}/*`),
            },
          })
          continue
        }
        const done = writes.map((write: string) => write.replace('dynamodb:', `${table} `))
        expect(['Interventions PutItem', ...may], role).toEqual(expect.arrayContaining(done))
        if (!done.includes('Voters UpdateItem')) continue
        const named = Object.values<string>(Condition?.['ForAllValues:StringEquals'] ?? {}).flat()
        expect(named).not.toEqual([])
        expect(named.filter((one) => never.test(one))).toEqual([])
      }
    }
  })

  it.each([
    ['Interventions', 'TeamFunctionComputeForTeam'],
    ['Approvals', 'DeliveryWatchVote'],
  ])('looks %s up by key: only %s scans them', (table, scans) => {
    const scanning = [...statementsIn(main)].flatMap(([role, statements]) =>
      statements.some(
        ({ Action, Resource }) =>
          `${JSON.stringify(Resource)}`.includes(`Tables${table}`) &&
          [Action].flat().includes('dynamodb:Scan'),
      )
        ? [withoutHash(role).replace(/ServiceRole$|Role$/, '')]
        : [],
    )
    expect(scanning.filter((role) => !role.startsWith('TeamRoles'))).toEqual([scans])
  })

  it('writes no access log of the staff’s site, whose URLs hold a sign-in code', () => {
    const logs = resourcesOf(main, 'AWS::CloudFront::Distribution').map(([id, { Properties }]) => [
      isOfStaff(id),
      'Logging' in Properties.DistributionConfig,
    ])
    expect(logs).toContainEqual([false, true])
    expect(logs).toContainEqual([true, false])
  })

  it('is not deployed with a provider on a developer’s machine', () => {
    const local = { ...staff, issuer: 'http://localhost:8084' }
    expect(() => withApp({ ...allOptions, staff: local }, () => {})).toThrow('for a local run only')
  })
})
