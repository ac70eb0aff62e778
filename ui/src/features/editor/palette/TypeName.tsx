/** A name with the letters that were found set off. */
export function TypeName({ name, at }: { name: string; at: readonly number[] }) {
  if (at.length === 0) return <>{name}</>
  const found = new Set(at)
  return (
    <>
      {[...name].map((letter, index) =>
        found.has(index) ? (
          <mark key={index} className="bg-transparent font-semibold text-accent underline decoration-2 underline-offset-2">
            {letter}
          </mark>
        ) : (
          letter
        ),
      )}
    </>
  )
}
