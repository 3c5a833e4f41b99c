import { describe, expect, it } from 'vitest'
import { callApi } from '../../local/api-gateway.ts'
import { dependenciesOf } from './dependencies.ts'
import { election, readLocalApp } from './local-app.ts'
import { findResource, functions, resourcesOf, template } from './templates.ts'
import { allOptions, templatesOf } from './whole-app.ts'

const deployed = findResource(template, 'AWS::ApiGatewayV2::Stage')
const distribution = findResource(template, 'AWS::CloudFront::Distribution')
const ofStack = { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }

const app = await readLocalApp(election)
const full = templatesOf(allOptions).Reassort

describe("the API's own address", () => {
  const called: string[] = []
  const lambdas = {
    invoke: async (name: string) => {
      called.push(name)
      return { statusCode: 204 }
    },
  }
  const send = (route: string, prefix: string) => {
    const [method = '', path = ''] = route.replace('ANY ', 'GET ').split(' ')
    const request = { method, path: prefix + path, headers: {}, body: Buffer.alloc(0) }
    return callApi(app, lambdas, { ...request, sourceIp: '198.51.100.7' })
  }

  it('reaches no route and no throttle without the path that only CloudFront knows', async () => {
    for (const { key } of app.api.routes) {
      for (const prefix of ['', '/$default', '/api', `/${app.api.stage.slice(0, -1)}`]) {
        expect((await send(key, prefix)).status, `${prefix} ${key}`).toBe(404)
      }
    }
    expect(called).toEqual([])
    for (const { key } of app.api.routes) {
      expect((await send(key, `/${app.api.stage}`)).status, key).toBe(204)
    }
    expect(called).toHaveLength(app.api.routes.length)
  })

  it('has a secret path that no template contains and that lasts as long as the stack', () => {
    expect(resourcesOf(template, 'AWS::ApiGatewayV2::Stage')).toHaveLength(1)
    expect(deployed.Properties.StageName).toEqual(ofStack)
    const { Origins } = distribution.Properties.DistributionConfig
    const paths = Origins.flatMap(({ OriginPath }: { OriginPath?: unknown }) => OriginPath ?? [])
    expect(paths).toEqual([{ 'Fn::Join': ['', ['/', { Ref: deployed.id }]] }])
  })

  it('appears in no output, function or log', () => {
    const { Format } = findResource(full, 'AWS::ApiGatewayV2::Stage').Properties.AccessLogSettings
    expect(Format).not.toMatch(/\$context\.(stage|path|domainName|apiId)\b/)
    const visible = [full?.Outputs, ...resourcesOf(full, 'AWS::Lambda::Function')]
    for (const secret of ['AWS::StackId', deployed.id, 'HttpApi']) {
      expect(JSON.stringify(visible), secret).not.toContain(secret)
    }
  })

  it('gets another path from the deployer if the first one leaks', () => {
    const another = templatesOf(allOptions, { 'api-path': 'd41d8cd9' }).Reassort
    expect(findResource(another, 'AWS::ApiGatewayV2::Stage').Properties.StageName).toBe('d41d8cd9')
  })
})

describe('an update', () => {
  const behindTheApi = functions.map(([id]) => id).filter((id) => id.startsWith('Api'))

  it('points CloudFront at a new path only once the stage and all functions are deployed', () => {
    const before = dependenciesOf(template, distribution.id)
    expect(before).toContain(deployed.id)
    for (const id of behindTheApi) expect(before, id).toContain(id)
  })

  it('deploys new pages only after every function behind the API', () => {
    const { id } = findResource(template, 'Custom::CDKBucketDeployment', 'SiteHtml')
    expect(behindTheApi.length).toBeGreaterThan(12)
    expect(dependenciesOf(template, id)).toEqual(expect.arrayContaining(behindTheApi))
  })
})
