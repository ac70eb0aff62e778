/** What is drawn next takes the focus, so that whoever types goes on typing. */
export function focusSoon(id: string, tries = 5) {
  requestAnimationFrame(() => {
    const control = document.getElementById(id)
    if (control instanceof HTMLFieldSetElement) control.querySelector<HTMLElement>('input, select, textarea')?.focus()
    else if (control) control.focus()
    else if (tries > 0) focusSoon(id, tries - 1)
  })
}
