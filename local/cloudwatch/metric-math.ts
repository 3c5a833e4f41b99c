// The expressions that alarms and dashboard use, value by value: what CloudWatch does to whole series comes to the
// same for these. Anything else is an error.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html

/** Undefined: no value. */
type Value = number | undefined

export type Expression = (valueNamed: (id: string) => Value) => Value

type Node = { one: Expression } | { list: Expression[] }

const token = /\s*(\d+(?:\.\d+)?|\w+|[<>=!]=|[-+*/<>()[\],])/y

/** Loosest first. */
const operators: Record<string, (one: number, other: number) => Value>[] = [
  { OR: (one, other) => Number(one !== 0 || other !== 0) },
  { AND: (one, other) => Number(one !== 0 && other !== 0) },
  {
    '==': (one, other) => Number(one === other),
    '!=': (one, other) => Number(one !== other),
    '<': (one, other) => Number(one < other),
    '<=': (one, other) => Number(one <= other),
    '>': (one, other) => Number(one > other),
    '>=': (one, other) => Number(one >= other),
  },
  { '+': (one, other) => one + other, '-': (one, other) => one - other },
  {
    '*': (one, other) => one * other,
    '/': (one, other) => (other === 0 ? undefined : one / other),
  },
]

const ofLists: Record<string, (values: number[]) => number> = {
  SUM: (values) => values.reduce((sum, one) => sum + one, 0),
  MAX: (values) => Math.max(...values),
  MIN: (values) => Math.min(...values),
}

/** @throws Error for what alarms and dashboard do not use */
export function readExpression(text: string): Expression {
  const tokens = tokensOf(text)
  const unknown = () => new Error(`The local run does not know the expression ${text}`)

  function expect(wanted: string): void {
    if (tokens.shift() !== wanted) throw unknown()
  }

  function separated(end: string): Node[] {
    const nodes = [operation(0)]
    while (tokens[0] === ',') {
      tokens.shift()
      nodes.push(operation(0))
    }
    expect(end)
    return nodes
  }

  function operation(level: number): Node {
    const known = operators[level]
    if (!known) return operand()
    let left = operation(level + 1)
    for (let apply = known[tokens[0] ?? '']; apply; apply = known[tokens[0] ?? '']) {
      tokens.shift()
      left = { one: both(single(left), single(operation(level + 1)), apply) }
    }
    return left
  }

  function operand(): Node {
    const first = tokens.shift() ?? ''
    if (first === '(') {
      const inner = operation(0)
      expect(')')
      return inner
    }
    if (first === '[') return { list: separated(']').map(single) }
    if (/^\d/.test(first)) return { one: () => Number(first) }
    if (!/^[A-Za-z_]/.test(first)) throw unknown()
    if (tokens[0] !== '(') return { one: (valueNamed) => valueNamed(first) }
    tokens.shift()
    return { one: call(first, separated(')')) }
  }

  function call(name: string, given: Node[]): Expression {
    const [first, second, third] = given
    if (!first) throw unknown()
    const ofList = ofLists[name]
    if (ofList) {
      if (!('list' in first)) throw unknown()
      return (valueNamed) => {
        const values = first.list.map((one) => one(valueNamed))
        // One without a value leaves the whole without one.
        return values.every((value) => value !== undefined) ? ofList(values) : undefined
      }
    }
    if (name === 'FILL' && second) {
      const [value, filling] = [single(first), single(second)]
      return (valueNamed) => value(valueNamed) ?? filling(valueNamed)
    }
    if (name === 'IF' && second && third) {
      const [condition, then, otherwise] = [single(first), single(second), single(third)]
      return (valueNamed) => {
        const holds = condition(valueNamed)
        return holds === undefined ? undefined : (holds !== 0 ? then : otherwise)(valueNamed)
      }
    }
    throw unknown()
  }

  function single(node: Node): Expression {
    if ('list' in node) throw unknown()
    return node.one
  }

  const read = single(operation(0))
  if (tokens.length > 0) throw unknown()
  return read
}

function both(
  left: Expression,
  right: Expression,
  apply: (one: number, other: number) => Value,
): Expression {
  return (valueNamed) => {
    const [one, other] = [left(valueNamed), right(valueNamed)]
    return one === undefined || other === undefined ? undefined : apply(one, other)
  }
}

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  token.lastIndex = 0
  while (token.lastIndex < text.trimEnd().length) {
    const [, found] = token.exec(text) ?? []
    if (found === undefined) throw new Error(`The local run does not know the expression ${text}`)
    tokens.push(found)
  }
  return tokens
}
