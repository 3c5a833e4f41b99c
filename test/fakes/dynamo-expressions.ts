// The subset of DynamoDB's conditions, updates and projections that the adapters write:
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.html
import { isDeepStrictEqual } from 'node:util'

export type Item = Record<string, unknown>

export interface Names {
  ExpressionAttributeNames?: Record<string, string> | undefined
  ExpressionAttributeValues?: Record<string, unknown> | undefined
}

interface Context {
  item: Item
  names: Record<string, string>
  values: Record<string, unknown>
}

type Operand = (context: Context) => unknown
type Condition = (context: Context) => boolean
type Change = (context: Context) => (changing: Item) => void

const tokens = /\s*(<=|>=|<>|[()=<>,+-]|[:#]?\w+(?:\.#?\w+)*)/y

function readerOf(expression: string) {
  const read: string[] = []
  tokens.lastIndex = 0
  while (tokens.lastIndex < expression.trimEnd().length) {
    const at = tokens.lastIndex
    const [, token] = tokens.exec(expression) ?? []
    if (token === undefined) throw new Error(`Not understood: ${expression.slice(at)}`)
    read.push(token)
  }
  let place = 0
  const next = () => read[place]
  const takes = (token: string) => next() === token && Boolean(++place)
  function take(): string {
    const token = read[place++]
    if (token === undefined) throw new Error(`More is expected after ${expression}`)
    return token
  }
  function expectNext(token: string): void {
    if (!takes(token)) throw new Error(`${token} is expected before ${next()} in ${expression}`)
  }
  function list<One>(one: () => One): One[] {
    const all = [one()]
    while (takes(',')) all.push(one())
    return all
  }
  return { next, take, takes, expectNext, list, isOver: () => place === read.length }
}

type Reader = ReturnType<typeof readerOf>

const namesIn = (path: string, { names }: Context) =>
  path.split('.').map((name) => (name.startsWith('#') ? (names[name] as string) : name))

function valueAt(path: string, context: Context): unknown {
  let value: unknown = context.item
  for (const name of namesIn(path, context)) value = Object(value)[name]
  return value
}

function operandOf(reader: Reader): Operand {
  const token = reader.take()
  if (token.startsWith(':')) {
    return ({ values }) => {
      const value = values[token]
      expectStorable(value)
      return value
    }
  }
  if (token === 'if_not_exists') {
    const [path, otherwise] = operandsOf(reader)
    return (context) => path?.(context) ?? otherwise?.(context)
  }
  if (token === 'list_append') {
    const lists = operandsOf(reader)
    return (context) => lists.flatMap((list) => list(context) as unknown[])
  }
  return (context) => valueAt(token, context)
}

function operandsOf(reader: Reader): Operand[] {
  reader.expectNext('(')
  const operands = reader.list(() => operandOf(reader))
  reader.expectNext(')')
  return operands
}

/** Values of different types are neither less nor greater than each other. */
const compare: Record<string, (one: never, other: never) => boolean> = {
  '=': (one, other) => one === other || isDeepStrictEqual(one, other),
  '<>': (one, other) => !isDeepStrictEqual(one, other),
  '<': (one, other) => typeof one === typeof other && one < other,
  '<=': (one, other) => typeof one === typeof other && one <= other,
  '>': (one, other) => typeof one === typeof other && one > other,
  '>=': (one, other) => typeof one === typeof other && one >= other,
}

const functions: Record<string, (path: unknown, value: unknown) => boolean> = {
  attribute_exists: (found) => found !== undefined,
  attribute_not_exists: (found) => found === undefined,
  begins_with: (found, beginning) =>
    typeof found === 'string' && found.startsWith(String(beginning)),
}

function primary(reader: Reader): Condition {
  if (reader.takes('(')) {
    const inner = anyOf(reader)
    reader.expectNext(')')
    return inner
  }
  const check = functions[reader.next() ?? '']
  if (check) {
    reader.take()
    const [path, value] = operandsOf(reader)
    return (context) => check(path?.(context), value?.(context))
  }
  const left = operandOf(reader)
  const operator = reader.take()
  if (operator === 'IN') {
    const among = operandsOf(reader)
    return (context) => among.some((one) => isDeepStrictEqual(left(context), one(context)))
  }
  const holds = compare[operator]
  if (!holds) throw new Error(`Unknown: ${operator}`)
  const right = operandOf(reader)
  return (context) => {
    const found = left(context)
    if (found === undefined) return operator === '<>'
    return holds(found as never, right(context) as never)
  }
}

function allOf(reader: Reader): Condition {
  const all = [primary(reader)]
  while (reader.takes('AND')) all.push(primary(reader))
  return (context) => all.every((one) => one(context))
}

function anyOf(reader: Reader): Condition {
  const all = [allOf(reader)]
  while (reader.takes('OR')) all.push(allOf(reader))
  return (context) => all.some((one) => one(context))
}

function put(path: string, context: Context, value: unknown) {
  return (changing: Item) => {
    const names = namesIn(path, context)
    const last = names.pop() as string
    let parent = changing
    for (const name of names) {
      const copy = { ...(parent[name] as Item) }
      parent[name] = copy
      parent = copy
    }
    if (value === undefined) delete parent[last]
    else parent[last] = value
  }
}

const clauses: Record<string, (reader: Reader) => Change> = {
  SET(reader) {
    const path = reader.take()
    reader.expectNext('=')
    const first = operandOf(reader)
    const sign = reader.takes('+') ? 1 : reader.takes('-') ? -1 : 0
    const second = sign === 0 ? undefined : operandOf(reader)
    return (context) => {
      const value = first(context)
      if (value === undefined) throw new Error(`What ${path} is set to is not there`)
      const more = second ? sign * numberIn(second(context)) : undefined
      return put(path, context, more === undefined ? value : numberIn(value) + more)
    }
  },
  REMOVE(reader) {
    const path = reader.take()
    return (context) => put(path, context, undefined)
  },
  ADD(reader) {
    const path = reader.take()
    const more = operandOf(reader)
    return (context) =>
      put(path, context, numberIn(valueAt(path, context) ?? 0) + numberIn(more(context)))
  },
}

function numberIn(value: unknown): number {
  if (typeof value !== 'number') throw new Error(`No number: ${String(value)}`)
  return value
}

function changesOf(reader: Reader): Change[] {
  const all: Change[] = []
  while (!reader.isOver()) {
    const clause = clauses[reader.take()]
    if (!clause) throw new Error('This clause is not known')
    all.push(...reader.list(() => clause(reader)))
  }
  return all
}

function remembered<Parsed>(parse: (reader: Reader) => Parsed) {
  const parsed = new Map<string, Parsed>()
  return (expression: string) => {
    const known = parsed.get(expression)
    if (known) return known
    const reader = readerOf(expression)
    const read = parse(reader)
    if (!reader.isOver()) throw new Error(`Too much at ${reader.next()}: ${expression}`)
    parsed.set(expression, read)
    return read
  }
}

const conditionOf = remembered(anyOf)
const updateOf = remembered(changesOf)

const contextOf = (item: Item, names: Names): Context => ({
  item,
  names: names.ExpressionAttributeNames ?? {},
  values: names.ExpressionAttributeValues ?? {},
})

export function conditionIn(expression: string | undefined, names: Names) {
  if (expression === undefined) return () => true
  const holds = conditionOf(expression)
  const context = contextOf({}, names)
  return (item: Item): boolean => {
    context.item = item
    return holds(context)
  }
}

export function updated(expression: string | undefined, item: Item, names: Names): Item {
  const context = contextOf(item, names)
  const changes = expression ? updateOf(expression).map((change) => change(context)) : []
  const after = { ...item }
  for (const change of changes) change(after)
  return after
}

/** @throws Error for values that the document client does not send */
export function expectStorable(value: unknown): void {
  if (value === undefined || Number.isNaN(value)) throw new Error(`DynamoDB stores no ${value}`)
  if (typeof value !== 'object' || value === null) return
  if (value instanceof Date) throw new Error('DynamoDB stores no Date')
  for (const one of Object.values(value)) expectStorable(one)
}

export const picked = (item: Item, names: readonly string[]): Item =>
  Object.fromEntries(names.filter((name) => name in item).map((name) => [name, item[name]]))

export function projected(expression: string | undefined, item: Item, names: Names): Item {
  if (expression === undefined) return item
  const context = contextOf(item, names)
  const requested = expression.split(',').flatMap((path) => namesIn(path.trim(), context))
  return picked(item, requested)
}
