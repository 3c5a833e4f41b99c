// Which way dependencies may point: handler → use case → domain ← adapters. Anything else fails.
/** Folders of `shared/`: none imports a later one. All of them may import files outside of these folders. */
const rooms = ['voter', 'sms', 'account', 'mail', 'election', 'reissue', 'roll', 'staff']
const floors = '^shared/(domain|adapters|texts)'

const engines = '^node_modules/(@aws-sdk|aws-cdk|aws-cdk-lib|@middy)/'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    ...['', ...rooms].map((room, index) => ({
      name: `rooms-in-order: ${room || 'what all share'}`,
      severity: 'error',
      from: { path: room ? `${floors}/${room}/` : `${floors}/[^/]+$` },
      to: { path: `${floors}/(${rooms.slice(index).join('|') || '-'})/` },
    })),
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'texts-stand-alone',
      severity: 'error',
      from: { path: '^shared/texts/' },
      to: {
        pathNot: ['^shared/texts/', '^node_modules/escape-goat/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'texts-take-types-of-contract-and-domain-only',
      severity: 'error',
      from: { path: '^shared/texts/' },
      to: { pathNot: ['^shared/(texts|contract|domain)/', '^node_modules/escape-goat/'] },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^shared/domain/' },
      to: {
        pathNot: [
          '^shared/(domain|texts)/',
          '^node_modules/(zod|libphonenumber-js|@date-fns/tz)/',
          '^(node:)?crypto$',
          '^(node:)?util$',
        ],
      },
    },
    {
      name: 'use-cases-know-no-engine',
      severity: 'error',
      from: { path: '^(functions|shared/access)/', pathNot: '/(reissue-)?handler\\.ts$' },
      to: { path: [engines, '^shared/adapters/'] },
    },
    {
      name: 'functions-are-apart',
      severity: 'error',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^functions/', pathNot: '^functions/$1/' },
    },
    {
      name: 'adapters-are-apart',
      severity: 'error',
      from: { path: '^shared/adapters/' },
      to: {
        path: ['^shared/', '^functions/'],
        pathNot: [
          '^shared/(domain|contract|tables)/',
          '^shared/adapters/dynamo-(approvals|reads|writes)\\.ts$',
          '^shared/adapters/(account/phone-(conditions|writes)|reissue/(dynamo-reissues-of-voter|reissue-transition-writes|voter-conditions)|roll/(dynamo-roll-(changes|reads|repairs|returns)|(correction|notice)-writes))\\.ts$',
        ],
      },
    },
    {
      name: 'tables-are-plain',
      severity: 'error',
      from: { path: '^shared/tables/' },
      to: { pathNot: '^shared/(domain|tables)/' },
    },
    {
      name: 'contract-is-what-goes-over-the-wire',
      severity: 'error',
      from: { path: '^shared/contract/' },
      to: { pathNot: ['^shared/(contract|domain)/', '^node_modules/zod/'] },
    },
    {
      // The schemas' library would be most of a page's weight.
      name: 'pages-take-types-of-the-contract-only',
      severity: 'error',
      from: { path: '^site/' },
      to: { path: '^shared/contract/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-handlers-wire',
      severity: 'error',
      from: {
        path: '^(functions|shared)/',
        pathNot: [
          '/(reissue-)?handler\\.ts$',
          '^shared/adapters/',
          '^shared/runtime/(secrets|election-time|queue|staff-ports|serve|clients/sqs)\\.ts$',
        ],
      },
      to: { path: '^shared/adapters/' },
    },
    {
      name: 'shared-needs-nothing-above-it',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(functions|bin|lib|local|site|team|test)/' },
    },
    {
      name: 'functions-need-shared-only',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(bin|lib|local|site|team|test)/' },
    },
    {
      name: 'pages-need-nothing-of-the-deployment',
      severity: 'error',
      from: { path: '^site/' },
      to: { path: '^(functions|bin|lib|local|test)/' },
    },
    {
      name: 'what-runs-needs-no-tooling',
      severity: 'error',
      from: { path: '^(functions|site/scripts|shared)/', pathNot: '^shared/tooling/' },
      to: { path: '^shared/tooling/' },
    },
    {
      name: 'nothing-needs-bin',
      severity: 'error',
      from: { pathNot: '^(bin|test)/' },
      to: { path: '^bin/' },
    },
    {
      name: 'nothing-needs-the-commands-of-the-team',
      severity: 'error',
      from: { pathNot: '^(bin|local|team|test)/' },
      to: { path: '^team/' },
    },
    {
      name: 'commands-of-the-team-need-shared-only',
      severity: 'error',
      from: { path: '^team/' },
      to: { path: '^(functions|bin|lib|local|site|test|shared/(access|runtime|tables))/' },
    },
    {
      name: 'nothing-needs-tests',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types'],
    },
  },
}
