import { describe, expect, it } from 'vitest'
import { servedLocally } from '../../local/app/served-locally.ts'

describe('what the functions know of the pages', () => {
  const siteUrl = 'http://localhost:9080'
  const sender = {
    name: 'Mail',
    arn: 'arn',
    file: 'index.mjs',
    export: 'handler',
    timeoutSeconds: 20,
    statements: [],
    memoryMegabytes: 512,
    mayLoop: false,
    environment: {
      SITE_URL: 'https://site-distribution.cloudfront.net',
      LINKS:
        'https://site-distribution.cloudfront.net/a,https://site-distribution.cloudfront.net/b',
      QUEUE_URL: 'http://sqs/000000000000/Sms',
    },
  }

  it('is where the local run serves them, wherever it stands in whichever variable', () => {
    const distribution = {
      id: 'E1',
      domainName: 'site-distribution.cloudfront.net',
      behaviours: [],
    }
    const { functions } = servedLocally({ functions: [sender], distribution }, siteUrl)
    expect(functions[0]).toEqual({
      ...sender,
      environment: {
        SITE_URL: siteUrl,
        LINKS: `${siteUrl}/a,${siteUrl}/b`,
        QUEUE_URL: 'http://sqs/000000000000/Sms',
      },
    })
  })
})
