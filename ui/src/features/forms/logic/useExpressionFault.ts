import { useQuery } from '@tanstack/react-query'

/** What is wrong with an expression, in the words of the parser; null when it parses. */
export function useExpressionFault(expression: string | undefined): string | null {
  const { data } = useQuery({
    queryKey: ['expression-fault', expression],
    queryFn: () => faultOf(expression ?? ''),
    enabled: Boolean(expression),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return expression ? (data ?? null) : null
}

async function faultOf(expression: string): Promise<string | null> {
  const { default: jsonata } = await import('jsonata')
  try {
    jsonata(expression)
    return null
  } catch (error) {
    return (error as { message?: string }).message ?? 'This is not an expression.'
  }
}
