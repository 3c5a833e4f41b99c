import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Duration, Fn, RemovalPolicy } from 'aws-cdk-lib'
import {
  AllowedMethods,
  CacheCookieBehavior,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  PriceClass,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3'
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment'
import { Construct } from 'constructs'
import type { Election } from '../functions/domain/election.ts'
import { buildSite } from '../site/build.ts'
import type { Secrets } from './secrets.ts'

interface SiteProps {
  election: Election
  secrets: Secrets
  /** `https://…` of the HTTP API. */
  apiEndpoint: string
}

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  'media-src data:',
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * Source of the CloudFront function that finds a page: S3 has no folder indexes, and says 403 in XML of
 * what is not there. (Error pages of the distribution would replace the API's own answers too.)
 */
function findPageSource(directory: string): string {
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => basename(file) === 'index.html')
    .map((file) => `/${file.slice(0, -'index.html'.length)}`)
  const notFound = readFileSync(join(directory, '404.html'), 'utf8')
  return `var pages = ${JSON.stringify(paths)}
var notFound = ${JSON.stringify(notFound.replace(/\s*\n\s*/g, '\n'))}
function handler(event) {
  var request = event.request
  if (pages.includes(request.uri)) {
    request.uri += 'index.html'
    return request
  }
  if (pages.includes(request.uri + '/')) {
    return { statusCode: 301, headers: { location: { value: request.uri + '/' } } }
  }
  return {
    statusCode: 404,
    headers: { 'content-type': { value: 'text/html; charset=utf-8' } },
    body: notFound,
  }
}`
}

/** The pages on S3 and the API, on one origin behind CloudFront. */
export class Site extends Construct {
  readonly url: string

  constructor(scope: Construct, id: string, { election, secrets, apiEndpoint }: SiteProps) {
    super(scope, id)
    const bucket = new Bucket(this, 'Pages', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: true,
    }) as IBucket
    const findPage = new EdgeFunction(this, 'FindPage', {
      code: FunctionCode.fromInline(this.deployPages(election, bucket)),
      runtime: FunctionRuntime.JS_2_0,
    })
    const pages = S3BucketOrigin.withOriginAccessControl(bucket)
    const responseHeadersPolicy = securityHeaders(this, 'PageHeaders')
    const distribution = new Distribution(this, 'Distribution', {
      comment: election.title,
      // Most voters are in France and its territories; the Pacific ones are served from afar.
      priceClass: PriceClass.PRICE_CLASS_ALL,
      defaultBehavior: {
        origin: pages,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        responseHeadersPolicy,
        functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: findPage }],
      },
      additionalBehaviors: {
        '/assets/*': {
          origin: pages,
          viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
          // Their names hold a fingerprint of their content, so they never change.
          cachePolicy: new CachePolicy(this, 'AssetCache', {
            minTtl: Duration.days(365),
            defaultTtl: Duration.days(365),
            maxTtl: Duration.days(365),
            enableAcceptEncodingBrotli: true,
            enableAcceptEncodingGzip: true,
            cookieBehavior: CacheCookieBehavior.none(),
          }),
          responseHeadersPolicy: securityHeaders(this, 'AssetHeaders', {
            'cache-control': 'public, max-age=31536000, immutable',
          }),
        },
        '/api/*': {
          origin: new HttpOrigin(Fn.select(2, Fn.split('/', apiEndpoint)), {
            // CloudFormation puts the secret's value in its place; the template never holds it.
            customHeaders: { 'x-origin-token': secrets.originToken.secretValue.unsafeUnwrap() },
          }),
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          originRequestPolicy: new OriginRequestPolicy(this, 'ApiRequests', {
            headerBehavior: OriginRequestHeaderBehavior.allowList(
              'content-type',
              'cloudfront-viewer-address',
            ),
            cookieBehavior: OriginRequestCookieBehavior.allowList('__Host-session', '__Host-booth'),
            queryStringBehavior: OriginRequestQueryStringBehavior.none(),
          }),
          responseHeadersPolicy,
        },
      },
    })
    this.url = `https://${distribution.distributionDomainName}/`
  }

  /** @returns the source of the function that finds the pages */
  private deployPages(election: Election, destinationBucket: IBucket): string {
    const directory = mkdtempSync(join(tmpdir(), 'reassort-site-'))
    try {
      buildSite(election, directory)
      new BucketDeployment(this, 'Deployment', {
        destinationBucket,
        sources: [Source.asset(directory)],
        // Always asked for again, so a deployment shows at once and needs no invalidation.
        cacheControl: [CacheControl.fromString('no-cache')],
        // A page opened before a deployment still finds its script after it.
        prune: false,
      })
      return findPageSource(directory)
    } finally {
      rmSync(directory, { recursive: true })
    }
  }
}

function securityHeaders(
  scope: Construct,
  id: string,
  others: Record<string, string> = {},
): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(scope, id, {
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy, override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(365),
        includeSubdomains: true,
        override: true,
      },
    },
    customHeadersBehavior: {
      customHeaders: Object.entries(others).map(([header, value]) => ({
        header,
        value,
        override: true,
      })),
    },
  })
}
