import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CfnOutput, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { ARecord, RecordTarget } from 'aws-cdk-lib/aws-route53'
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets'
import { Bucket, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import type { CookieName } from '../shared/contract/cookie-name.ts'
import type { Election } from '../shared/domain/election/election.ts'
import { originHeaderName } from '../shared/domain/keys.ts'
import { privateBucketProps } from './account/buckets.ts'
import type { Api } from './api.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'
import { type Edge, hostedZoneOf } from './edge-stack.ts'
import { edgeFunctionSource } from './find-page.ts'

export interface SiteDefinition {
  title: string
  writePages(directory: string): void
  domainSettings: Pick<Election['site'], 'domain' | 'certificate' | 'hostedZone'>
  dnsOutputName: string
  hasAccessLogs: boolean
  forwardedCookies: readonly CookieName[]
  forwardedHeaders: readonly string[]
  /** Paths whose answers hold nothing personal, since CloudFront serves each answer to many voters. */
  cacheablePaths: readonly string[]
}

interface SiteProps {
  definition: SiteDefinition
  originToken: Secret
  api: Pick<Api, 'endpoint' | 'stage'>
  edge?: Edge | undefined
}

/** CloudFront shows the maintenance page for these statuses, so the API must not use them. */
const originFailureStatuses = [502, 504]

const immutableCaching = 'public, max-age=31536000, immutable'

export class Site extends Construct {
  readonly url: string
  readonly distribution: Distribution
  readonly accessLogs: IBucket | undefined

  constructor(scope: Construct, id: string, props: SiteProps) {
    super(scope, id)
    const { definition, originToken, api, edge } = props
    const bucket = new Bucket(this, 'Pages', {
      ...privateBucketProps,
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: true,
    }) as IBucket
    const pageFinder = new EdgeFunction(this, 'FindPage', {
      code: FunctionCode.fromInline(this.deployPages(props, bucket)),
    })
    const pagesOrigin = S3BucketOrigin.withOriginAccessControl(bucket)
    const apiOrigin = new HttpOrigin(Fn.select(2, Fn.split('/', api.endpoint)), {
      originPath: `/${api.stage.ref}`,
      // The template holds a dynamic reference, which CloudFormation resolves, and not the secret.
      customHeaders: {
        [originHeaderName]: originToken.secretValueFromJson('current').unsafeUnwrap(),
      },
    })
    const responseHeadersPolicy = addSecurityHeaders(this)
    const pageBehavior = {
      origin: pagesOrigin,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy,
    }
    const apiBehavior = {
      origin: apiOrigin,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      // The size of a compressed answer could reveal a secret in it, if it also holds an attacker's text.
      compress: false,
      responseHeadersPolicy,
    }
    const customDomain = this.customDomain(definition.domainSettings, edge)
    this.accessLogs = definition.hasAccessLogs ? this.addAccessLogsBucket() : undefined
    this.distribution = new Distribution(this, 'Distribution', {
      comment: definition.title,
      ...customDomain?.distributionProps,
      ...(edge?.webAclArn && { webAclId: edge.webAclArn }),
      ...(this.accessLogs && { logBucket: this.accessLogs, logIncludesCookies: false }),
      priceClass: PriceClass.PRICE_CLASS_ALL,
      // The firewall counts each IPv6 address separately, and one machine commonly has 2^64 of them.
      enableIpv6: false,
      defaultBehavior: {
        ...pageBehavior,
        functionAssociations: [
          { eventType: FunctionEventType.VIEWER_REQUEST, function: pageFinder },
        ],
      },
      // CloudFront caches an error for ten seconds by default, and would show one voter's error to others.
      errorResponses: [403, 404, 405, 414, 500, 501, 502, 503, 504].map((httpStatus) => ({
        httpStatus,
        ttl: Duration.seconds(0),
        ...(originFailureStatuses.includes(httpStatus) && {
          responsePagePath: '/maintenance.html',
        }),
      })),
      additionalBehaviors: {
        '/assets/*': pageBehavior,
        ...Object.fromEntries(
          definition.cacheablePaths.map((path) => [
            path,
            { ...apiBehavior, cachePolicy: CachePolicy.CACHING_OPTIMIZED },
          ]),
        ),
        '/api/*': {
          ...apiBehavior,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          originRequestPolicy: new OriginRequestPolicy(this, 'ApiRequests', {
            headerBehavior: OriginRequestHeaderBehavior.allowList(
              'content-type',
              'cloudfront-viewer-address',
              'sec-fetch-site',
              ...definition.forwardedHeaders,
            ),
            cookieBehavior: OriginRequestCookieBehavior.allowList(...definition.forwardedCookies),
            queryStringBehavior: OriginRequestQueryStringBehavior.none(),
          }),
        },
      },
    })
    if (customDomain) this.addDnsRecord(customDomain.domain, this.distribution, definition)
    this.url = `https://${customDomain?.domain ?? this.distribution.distributionDomainName}`
  }

  private customDomain(site: SiteDefinition['domainSettings'], edge: Edge | undefined) {
    const certificateArn = site.certificate ?? edge?.certificateArn
    if (!site.domain || !certificateArn) return undefined
    return {
      domain: site.domain,
      distributionProps: {
        domainNames: [site.domain],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      },
    }
  }

  private addDnsRecord(
    domain: string,
    distribution: Distribution,
    { domainSettings, dnsOutputName }: SiteDefinition,
  ): void {
    if (!domainSettings.hostedZone) {
      const value = `${domain} CNAME ${distribution.distributionDomainName}`
      new CfnOutput(Stack.of(this), dnsOutputName, { value })
      return
    }
    const zone = hostedZoneOf(this, domainSettings.hostedZone)
    const target = RecordTarget.fromAlias(new CloudFrontTarget(distribution))
    new ARecord(this, 'Ipv4', { zone, target, recordName: `${domain}.` })
  }

  /** Access logs are personal data (IP addresses, paths, browsers) and must expire. */
  private addAccessLogsBucket(): IBucket {
    return new Bucket(this, 'AccessLogs', {
      ...privateBucketProps,
      objectOwnership: ObjectOwnership.OBJECT_WRITER,
      lifecycleRules: [{ expiration: Duration.days(180) }],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    }) as IBucket
  }

  private deployPages({ definition, api }: SiteProps, destinationBucket: IBucket): string {
    const workDirectory = mkdtempSync(join(tmpdir(), 'reassort-site-'))
    const pagesDirectory = join(workDirectory, 'pages')
    const assetsDirectory = join(workDirectory, 'assets')
    const calendarDirectory = join(workDirectory, 'calendar')
    try {
      definition.writePages(pagesDirectory)
      mkdirSync(assetsDirectory)
      renameSync(join(pagesDirectory, 'assets'), join(assetsDirectory, 'assets'))
      mkdirSync(join(calendarDirectory, 'assets'), { recursive: true })
      const icsFiles = readdirSync(join(assetsDirectory, 'assets')).filter((file) =>
        file.endsWith('.ics'),
      )
      for (const file of icsFiles)
        renameSync(join(assetsDirectory, 'assets', file), join(calendarDirectory, 'assets', file))
      // Nothing is pruned, so that a page opened before a deployment still finds its script.
      const deploy = (name: string, directory: string, caching: string, contentType?: string) =>
        new BucketDeployment(this, name, {
          destinationBucket,
          prune: false,
          sources: [Source.asset(directory)],
          cacheControl: [CacheControl.fromString(caching)],
          ...(contentType && { contentType }),
        })
      const assetDeployment = deploy('Assets', assetsDirectory, immutableCaching)
      const pageDeployment = deploy('Html', pagesDirectory, 'no-cache')
      pageDeployment.node.addDependency(assetDeployment, api.stage)
      if (icsFiles.length > 0)
        pageDeployment.node.addDependency(
          deploy('Calendar', calendarDirectory, immutableCaching, 'text/calendar; charset=utf-8'),
        )
      return edgeFunctionSource(pagesDirectory)
    } finally {
      rmSync(workDirectory, { recursive: true })
    }
  }
}

function addSecurityHeaders(scope: Construct): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(scope, 'SecurityHeaders', {
    customHeadersBehavior: {
      customHeaders: [
        { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
        { header: 'cross-origin-resource-policy', value: 'same-origin', override: true },
        {
          header: 'permissions-policy',
          value: 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
          override: true,
        },
      ],
    },
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
  })
}
