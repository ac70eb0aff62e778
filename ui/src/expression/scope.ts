/** What an expression of a step sees: its input as context, and the names that the server binds. */
export interface Scope {
  input: unknown
  bindings: Record<string, unknown>
}
