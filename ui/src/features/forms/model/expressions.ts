// A text between quotes, a quoted name, or a name at the beginning of a path.
const token = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|(?<![\w$.])[A-Za-z_]\w*/g

/** An expression after fields have got other names; texts and members of paths stay as they are. */
export const renamedIn = (expression: string, renamed: ReadonlyMap<string, string>): string =>
  expression.replace(token, (found) =>
    found.startsWith('`') ? `\`${renamed.get(found.slice(1, -1)) ?? found.slice(1, -1)}\`` : (renamed.get(found) ?? found),
  )

/** The settings of a field that hold expressions. */
export const expressionKeys = ['visibleIf', 'requiredIf', 'calculate', 'validIf'] as const
