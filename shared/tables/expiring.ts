import { fromStored, type Stored } from './stored.ts'
import type { Expiring } from './time-to-live.ts'

export const fromExpiring = <Value>({ ttl: _, ...item }: Stored<Value> & Expiring): Value =>
  fromStored<Value>(item as Stored<Value>)
