export const phoneConditions = {
  servesNobodyElse:
    '(attribute_not_exists(phoneHash) OR reissueCount = :zero OR voterId = :voterId) AND (attribute_not_exists(knownTo) OR knownTo = :voterId)',
  wasFreedBefore: '(attribute_not_exists(freedAt) OR freedAt <= :now)',
} as const
