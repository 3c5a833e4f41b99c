export const ledgerTables = [
  'voters',
  'sessions',
  'phones',
  'reissues',
  'passwordLinks',
  'smsDays',
  'rollOperations',
  'interventions',
  'calendar',
] as const
