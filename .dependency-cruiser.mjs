// Which way dependencies may point: handler → use case → domain ← adapters. Anything else fails.
const aws = '^node_modules/(@aws-sdk|aws-cdk|aws-cdk-lib|@middy)/'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^functions/domain/' },
      to: {
        pathNot: [
          '^functions/domain/',
          '^node_modules/(zod|libphonenumber-js|@date-fns/tz)/',
          '^(node:)?crypto$',
          '^(node:)?util$',
        ],
      },
    },
    {
      name: 'use-cases-know-no-engine',
      severity: 'error',
      from: {
        path: '^functions/([^/]+)/',
        pathNot: ['^functions/(adapters|runtime|domain|texts)/', '/handler\\.ts$'],
      },
      to: { path: [aws, '^functions/adapters/'] },
    },
    {
      name: 'steps-are-apart',
      severity: 'error',
      from: { path: '^functions/([^/]+)/', pathNot: '^functions/(adapters|runtime|domain|texts)/' },
      to: {
        path: '^functions/',
        pathNot: ['^functions/$1/', '^functions/(adapters|runtime|domain|texts)/'],
      },
    },
    {
      name: 'adapters-are-apart',
      severity: 'error',
      from: { path: '^functions/adapters/' },
      to: {
        path: '^functions/',
        pathNot: [
          '^functions/domain/',
          '^functions/adapters/dynamo-(items|day-items|moves|transaction)\\.ts$',
        ],
      },
    },
    {
      name: 'only-handlers-wire',
      severity: 'error',
      from: {
        path: '^functions/',
        pathNot: ['/handler\\.ts$', '^functions/adapters/', '^functions/runtime/secrets\\.ts$'],
      },
      to: { path: '^functions/adapters/' },
    },
    {
      name: 'functions-stand-alone',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(bin|lib|local|site|test)/' },
    },
    {
      name: 'lib-knows-environments-only',
      severity: 'error',
      from: { path: '^lib/' },
      to: {
        path: '^functions/',
        pathNot: ['/environment\\.ts$', '^functions/domain/election\\.ts$'],
      },
    },
    {
      name: 'lib-runs-nothing',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^functions/', dependencyTypesNot: ['type-only'] },
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
