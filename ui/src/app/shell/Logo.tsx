/** Two notes on a staff, which are also two steps of a workflow. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 32 32" className="shrink-0">
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path d="M7 21.5h18M7 16h18M7 10.5h18" className="stroke-on-accent" strokeOpacity=".3" strokeWidth="1.5" />
      <g className="fill-on-accent stroke-on-accent">
        <circle cx="11" cy="22" r="3" stroke="none" />
        <circle cx="21" cy="19" r="3" stroke="none" />
        <path d="M13.2 22V10l10-3v12" fill="none" strokeWidth="2" strokeLinejoin="round" />
      </g>
    </svg>
  )
}
